// Dragging by mouse and by touch (a long press). The columns show the diagram's verdict while the card is in the air.
import Sortable from "sortablejs";
import { move, placeOf } from "./move.js";
import { board, columns, listOf } from "./page.js";
import { clear, refuses, show, verdictsOn } from "./verdicts.js";

export const dragging = { card: null };
let place = null;
let verdicts = new Map();

async function start({ item }) {
  dragging.card = item;
  place = { ...placeOf(item), next: item.nextElementSibling };
  verdicts = new Map();
  const found = await verdictsOn(item, columns().map((column) => column.dataset.column));
  if (dragging.card !== item) return;
  verdicts = found;
  show(verdicts, place.column);
}

function over({ to }) {
  const column = to.closest("[data-column]");
  for (const each of columns()) each.classList.toggle("over", each === column && column !== place?.column);
  return !refuses(verdicts.get(column.dataset.column));
}

function end({ item, to }) {
  const target = to.closest("[data-column]").dataset.column;
  const from = place;
  dragging.card = place = null;
  clear();
  if (target !== item.dataset.status) move(item, target, from);
}

if (board) {
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
      emptyInsertThreshold: 24,
      onStart: start,
      onMove: over,
      onEnd: end,
    });
  }
}

