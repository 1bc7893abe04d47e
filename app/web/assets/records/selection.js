// Ticked rows: `data-select` (one row), `data-select-all`, `data-select-none`; `data-bulk-bar` appears with their count.
// Shift with a click ticks everything between. The form of the bar opens as a dialog.
import { openDialog } from "../shell/dialogs.js";

const boxes = () => [...document.querySelectorAll("[data-select]")];
let last = null;

function show() {
  const all = boxes();
  const count = all.filter((box) => box.checked).length;
  const bar = document.querySelector("[data-bulk-bar]");
  const everything = document.querySelector("[data-select-all]");
  if (everything) {
    everything.checked = count > 0 && count === all.length;
    everything.indeterminate = count > 0 && count < all.length;
  }
  if (!bar) return;
  bar.classList.toggle("open", count > 0);
  const words = bar.querySelector("[data-bulk-count]");
  words.textContent = count ? words.dataset.one.replace("{count}", String(count)) : "";
}

function tick(checked) {
  for (const box of boxes()) box.checked = checked;
  show();
}

document.addEventListener("click", (event) => {
  const box = event.target.closest?.("[data-select]");
  if (box) {
    const all = boxes();
    const from = all.indexOf(last);
    const to = all.indexOf(box);
    if (event.shiftKey && from >= 0) {
      for (const each of all.slice(Math.min(from, to), Math.max(from, to) + 1)) each.checked = box.checked;
    }
    last = box;
  }
  if (event.target.closest?.("[data-select-none]")) tick(false);
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-select-all]")) tick(event.target.checked);
  else if (event.target.matches("[data-select]")) show();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || document.querySelector("dialog[open], [popover]:popover-open")) return;
  if (boxes().some((box) => box.checked)) tick(false);
});

// Before the other listeners: nothing is sent, so no button waits for an answer.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("#bulk")) return; // its `id` is the control of that name
  event.preventDefault();
  const ticked = boxes().filter((box) => box.checked);
  const ids = ticked.map((box) => box.value).join(",");
  const seen = ticked.map((box) => box.dataset.status).join(",");
  const address = event.submitter?.getAttribute("formaction") ?? event.target.getAttribute("action");
  if (ids) openDialog(`${address}?id=${ids}&seen=${seen}`, { push: false });
}, true);

document.body.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target.id === "journal") show();
});

show();
