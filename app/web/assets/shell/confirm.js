// Questions before something that cannot be undone. On a form, button or htmx element: `data-confirm="the question"`,
// `data-confirm-yes="Delete"`, `data-confirm-style="danger"`; `hx-confirm` works too.
import { word } from "./words.js";

const dialog = document.getElementById("confirm");
const title = document.getElementById("confirm-title");
const text = document.getElementById("confirm-text");
const yesButton = dialog.querySelector("[data-confirm-yes]");
const noButton = dialog.querySelector("[data-confirm-no]");
let asked = null;

/** Ask; resolves to whether the answer was yes. */
export function ask({ text: question, title: heading = "", yes = "", no = "", style = "primary" }) {
  title.textContent = heading || word("areYouSure");
  text.textContent = question;
  yesButton.textContent = yes || word("confirm");
  noButton.textContent = no || word("cancel");
  yesButton.className = `btn btn-${style}`;
  settle(); // the answer before this one, whose event may still be on its way
  dialog.returnValue = "";
  dialog.showModal();
  (style === "danger" ? noButton : yesButton).focus();
  return new Promise((resolve) => (asked = resolve));
}

function settle() {
  asked?.(dialog.returnValue === "yes");
  asked = null;
}

dialog.addEventListener("close", () => {
  if (!dialog.open) settle();
});

function questionOf(element) {
  const { confirm, confirmYes, confirmStyle, confirmTitle } = element.dataset;
  return { text: confirm, yes: confirmYes, style: confirmStyle, title: confirmTitle };
}

document.body.addEventListener("htmx:confirm", async (event) => {
  const source = event.detail.elt;
  const question = event.detail.question ?? source.dataset.confirm;
  if (!question || source.hasAttribute("data-confirmed")) return;
  event.preventDefault();
  if (await ask({ ...questionOf(source), text: question })) event.detail.issueRequest(true);
});

// Before the other listeners, so that nothing is marked as sent while the question is open.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  const source = event.submitter?.dataset.confirm ? event.submitter : form;
  if (!source.dataset.confirm || form.hasAttribute("data-confirmed") || form.matches("[hx-post], [hx-delete]")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!(await ask(questionOf(source)))) return;
  form.setAttribute("data-confirmed", "");
  form.requestSubmit(event.submitter);
  form.removeAttribute("data-confirmed");
}, true);
