// Dragging by mouse and by touch (a long press). The columns show the diagram's verdict while the card is in the air; the
// card stays where it was, paler, until it is let go. It goes where the pointer is then: over a column that refuses it,
// outside the board and after Esc nothing moves.
import Sortable from "sortablejs";
import { showToast } from "../shell/toasts.js";
import { move } from "./move.js";
import { board, columnOf, columns, listOf, say } from "./page.js";
import { clear, refuses, show, verdictsOn } from "./verdicts.js";

export const dragging = { card: null };
let verdicts = new Map();
let pointer = null;

async function start({ item }) {
  dragging.card = item;
  pointer = null;
  verdicts = new Map();
  const found = await verdictsOn(item, columns().map((column) => column.dataset.column));
  if (dragging.card !== item) return;
  verdicts = found;
  show(verdicts, columnOf(item.dataset.status));
}

const columnUnder = (place) => place && document.elementFromPoint(place.x, place.y)?.closest("#board [data-column]");

function follow(event) {
  if (!dragging.card) return;
  pointer = { x: event.clientX, y: event.clientY };
  const under = columnUnder(pointer);
  for (const each of columns()) each.classList.toggle("over", each === under && each.dataset.column !== dragging.card.dataset.status);
}

function end({ item }) {
  const target = dragging.card && columnUnder(pointer);
  const verdict = verdicts.get(target?.dataset.column);
  dragging.card = null;
  clear();
  if (!target || target.dataset.column === item.dataset.status) return;
  if (refuses(verdict)) showToast({ message: `${say("refused")} ${verdict.message}`, kind: "warning" });
  else move(item, target.dataset.column);
}

function giveUp(event) {
  if (event.key !== "Escape" || !dragging.card) return;
  event.preventDefault();
  event.stopPropagation();
  dragging.card = null;
  document.dispatchEvent(new PointerEvent("pointercancel", { bubbles: true }));
}

if (board) {
  document.addEventListener("pointermove", follow, true);
  document.addEventListener("pointerup", follow, true);
  document.addEventListener("keydown", giveUp, true);
  for (const column of columns()) {
    Sortable.create(listOf(column), {
      group: "board",
      draggable: ".board-card.movable",
      filter: ".card-move",
      preventOnFilter: false,
      sort: false,
      animation: 150,
      delay: 220,
      delayOnTouchOnly: true,
      touchStartThreshold: 6,
      fallbackTolerance: 4,
      forceFallback: true,
      fallbackOnBody: true,
      ghostClass: "ghost",
      scroll: true,
      bubbleScroll: true,
      scrollSensitivity: 70,
      scrollSpeed: 14,
      onStart: start,
      onMove: () => false,
      onEnd: end,
    });
  }
}
