// `data-sortable-list`: its items are put in order by dragging `.drag-handle`, or with `data-move-up` and `-down`.
import Sortable from "sortablejs/modular/sortable.core.esm.js";
import { whenever } from "../shell/dom.js";

whenever("[data-sortable-list]", (list) => {
  Sortable.create(list, { handle: ".drag-handle", animation: 120, forceFallback: false });
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-move-up], [data-move-down]");
  const item = button?.closest("li");
  if (!item) return;
  if (button.matches("[data-move-up]")) item.previousElementSibling?.before(item);
  else item.nextElementSibling?.after(item);
  button.focus();
});
