// A list of rows as a table: rows are moved by dragging or with the keyboard.
import Sortable from "sortablejs/modular/sortable.core.esm.js";
import { whenever } from "./dom.js";
import { changed } from "./record-form.js";

whenever("[data-sortable-rows]", (rows) => {
  Sortable.create(rows, { handle: ".drag-handle", animation: 120, onEnd: () => changed(rows) });
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-move-row]");
  if (!button) return;
  event.preventDefault();
  move(button.closest("[data-row]"), button.dataset.moveRow);
  button.focus();
});

document.addEventListener("keydown", (event) => {
  const direction = event.altKey && { ArrowUp: "up", ArrowDown: "down" }[event.key];
  const row = direction && event.target.closest(".form-table-row");
  if (!row) return;
  event.preventDefault();
  const focused = /** @type {HTMLElement} */ (document.activeElement);
  move(row, direction);
  focused.focus();
});

function move(row, direction) {
  if (direction === "up") row.previousElementSibling?.before(row);
  else row.nextElementSibling?.after(row);
  changed(row.parentElement);
}
