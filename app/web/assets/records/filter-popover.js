// `<a data-popover>` in the head of a column: the filter form behind the link opens beside it.
import { ajax } from "../shell/repeats.js";

const popover = document.getElementById("journal-popover");
let opener = null;

function place(anchor) {
  const edge = anchor.getBoundingClientRect();
  const left = Math.min(edge.left, innerWidth - popover.offsetWidth - 8);
  const top = Math.min(edge.bottom + 6, innerHeight - popover.offsetHeight - 8);
  popover.style.left = `${Math.max(8, left)}px`;
  popover.style.top = `${Math.max(8, top)}px`;
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-popover]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  opener = link.id;
  await ajax("get", link.href, { target: popover, swap: "innerHTML", source: popover });
  if (!popover.matches(":popover-open")) popover.showPopover();
  place(link);
  popover.querySelector(":is(input, select):not([type=hidden])")?.focus();
});

popover?.addEventListener("toggle", (event) => {
  if (event.newState === "closed" && popover.contains(document.activeElement)) document.getElementById(opener)?.focus();
});

document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "journal" || !popover?.matches(":popover-open")) return;
  popover.hidePopover();
  document.getElementById(opener)?.focus();
});
