// Moving a card: it is shown in its new column at once, and comes back with a word when the diagram refuses, or when
// somebody has moved it since it was drawn. What the diagram misses is asked for in the dialog of the status change;
// giving that up brings the card back. A move that was made can be undone, by a move that is asked for like any other.
import { openDialog } from "../shell/dialogs.js";
import { send } from "../shell/send.js";
import { showToast } from "../shell/toasts.js";
import { word } from "../shell/words.js";
import { announce, columnOf, countOn, glide, labelOf, listOf, say, titleOf } from "./page.js";

const dialog = document.getElementById("dialog");

/** Where a card stands now, to bring it back there. */
export function placeOf(card) {
  return { column: columnOf(card.dataset.status), next: card.nextElementSibling };
}

/** Bring a card that was dropped, or is to be moved, into the status. `place`: where it came from. */
export async function move(card, status, place = placeOf(card)) {
  const target = columnOf(status);
  if (status === card.dataset.status) return;
  if (target && !target.contains(card)) {
    const before = card.getBoundingClientRect();
    listOf(target).prepend(card);
    glide(card, before);
  }
  const focused = document.activeElement === document.body || card.contains(document.activeElement);
  if (focused) card.focus({ preventScroll: true });
  countOn(place.column, -1);
  countOn(target, 1);
  card.classList.add("waiting");
  const outcome = await request(card, status);
  card.classList.remove("waiting");
  if (outcome.done) arrived(card, outcome, target);
  else if (outcome.missing?.length) await askFor(card, status, place, target);
  else bringBack(card, place, target, outcome.message);
}

async function request(card, status) {
  try {
    const body = new URLSearchParams({ status, _seen: card.dataset.status });
    const answer = await send(`${card.dataset.address}/status`, { method: "POST", body });
    const said = await answer.json().catch(() => ({}));
    if (answer.ok) return { done: true, ...said };
    return { done: false, message: word(answer.status >= 500 ? "serverFailed" : "failed"), ...said };
  } catch {
    return { done: false, message: word("connectionLost") };
  }
}

function arrived(card, { status, message = "", undo = "" }, target) {
  card.dataset.status = status;
  card.dataset.since = Date.now() / 1000;
  if (message) showToast({ message, kind: "success", undo });
  else if (target) announce(say("moved", { name: titleOf(card), status: labelOf(target) }));
  document.body.dispatchEvent(new CustomEvent("boardChanged"));
}

async function askFor(card, status, place, target) {
  let changed = false;
  const note = (event) => {
    if (Number(event.detail.id) !== Number(card.dataset.card)) return;
    changed = true;
    arrived(card, event.detail, target);
  };
  document.body.addEventListener("statusChanged", note);
  const asked = new URLSearchParams({ status, _seen: card.dataset.status });
  await openDialog(`${card.dataset.address}/status?${asked}`, { push: false });
  if (dialog.open) await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
  // the event of the answer and the closing of the dialog come one right after the other, in either order
  await new Promise((resolve) => setTimeout(resolve));
  document.body.removeEventListener("statusChanged", note);
  if (!changed) bringBack(card, place, target);
}

function bringBack(card, place, target, message = "") {
  const before = card.getBoundingClientRect();
  if (place.column) {
    const list = listOf(place.column);
    list.insertBefore(card, place.next?.parentElement === list ? place.next : null);
    glide(card, before);
  }
  countOn(place.column, 1);
  countOn(target, -1);
  card.focus({ preventScroll: true });
  if (!message) return;
  showToast({ message: `${say("refused")} ${message}`, kind: "warning" });
  document.body.dispatchEvent(new CustomEvent("boardChanged"));
}
