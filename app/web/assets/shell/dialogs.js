// `<a href data-dialog>`: the page behind the link opens as a dialog over this one. Its address stands in the address
// bar, so it can be sent and reloaded (then it is a page), and Back closes it. Forms inside are sent by htmx and the
// answer replaces the dialog (422) or closes it (event `closeDialog`, see app/htmx.py `done`).
// `data-dialog-close`: closes. Esc and the button ask first when something typed would be lost.
import { ask } from "./confirm.js";
import { isDirty } from "./guard.js";
import { ajax } from "./repeats.js";
import { showToast } from "./toasts.js";
import { word } from "./words.js";

const dialog = document.getElementById("dialog");
const body = document.getElementById("dialog-body");
const BACK_MILLISECONDS = 1_000;
let pushed = false;
let behind = "";
let opener = null;

/** Open the page at `address` as a dialog. `push: false` leaves the address bar alone. */
export async function openDialog(address, { push = true } = {}) {
  opener = document.activeElement;
  await ajax("get", address, { target: body, swap: "innerHTML", source: body });
  if (!body.firstElementChild) {
    showToast({ message: word("dialogFailed"), kind: "error" });
    return;
  }
  if (!dialog.open) dialog.showModal();
  body.querySelector("[autofocus], .has-error :is(input, select, textarea), :is(input, select, textarea):not([type=hidden])")?.focus();
  if (push) {
    behind = location.href;
    history.pushState({ dialog: true }, "", address);
    pushed = true;
  }
}

/** Close the dialog, without asking. */
export function closeDialog() {
  if (!pushed) {
    finish();
    return;
  }
  const page = body.firstElementChild;
  history.back();
  setTimeout(() => {
    if (!dialog.open || body.firstElementChild !== page) return;
    history.replaceState(null, "", behind); // the browser has dropped the step back, as it may when it is busy
    finish();
  }, BACK_MILLISECONDS);
}

function finish() {
  pushed = false;
  dialog.close();
  body.replaceChildren();
  opener?.focus?.();
}

async function closeOnRequest() {
  const dirty = [...body.querySelectorAll("form")].some(isDirty);
  if (dirty && !(await ask({ text: word("unsaved"), yes: word("leave"), no: word("stay") }))) return;
  closeDialog();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-dialog]");
  const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
  if (link && plain) {
    event.preventDefault();
    openDialog(link.href);
  }
  if (event.target.closest("[data-dialog-close]") && dialog.contains(event.target)) {
    event.preventDefault();
    closeOnRequest();
  }
});

dialog.addEventListener("cancel", (event) => {
  event.preventDefault();
  closeOnRequest();
});

window.addEventListener("popstate", () => {
  if (dialog.open) finish();
});

document.body.addEventListener("closeDialog", () => {
  if (dialog.open) closeDialog();
});
