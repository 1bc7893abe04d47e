// Asks every few seconds what has changed, draws those cards anew, and says who moved them.
import { send } from "../shell/send.js";
import { showToast } from "../shell/toasts.js";
import { dragging } from "./drag.js";
import { announce, board, cardsIn, columnOf, glide, listOf, prepare } from "./page.js";

let marker = Number(board?.dataset.marker ?? 0);
let asking = false;
let missed = false;
const MOST_CARDS = 1000; // as the server reads them

const busy = () => dragging.card || document.querySelector("dialog[open], .board-card.waiting");

async function ask() {
  if (!board || document.hidden || busy()) return;
  missed = asking;
  if (asking) return;
  asking = true;
  try {
    const address = new URL(board.dataset.changes, location.href);
    address.searchParams.set("since", String(marker));
    const shown = [...board.querySelectorAll("[data-card]")].slice(0, MOST_CARDS);
    address.searchParams.set("cards", shown.map((card) => card.dataset.card).join(","));
    const answer = await send(address, { quiet: true });
    if (answer.ok) apply(await answer.json());
  } catch {
    // no connection now: the next time will bring everything
  } finally {
    asking = false;
    if (missed) ask();
  }
}

function apply(changes) {
  if (busy()) return;
  if (changes.everything) {
    location.reload();
    return;
  }
  marker = changes.marker;
  for (const id of changes.gone) document.getElementById(`card-${id}`)?.remove();
  for (const card of changes.cards) draw(card);
  for (const total of changes.totals) showTotal(total);
}

function draw({ id, status, revision, html, news }) {
  const old = document.getElementById(`card-${id}`);
  const column = columnOf(status);
  if (old && Number(old.dataset.revision) === revision && old.dataset.status === status && column.contains(old)) return;
  const holder = document.createElement("template");
  holder.innerHTML = html.trim();
  const fresh = /** @type {HTMLElement} */ (holder.content.firstElementChild);
  const focused = old?.contains(document.activeElement);
  const before = old?.getBoundingClientRect();
  old?.remove();
  if (!insert(column, fresh)) return;
  prepare(fresh);
  if (before) glide(fresh, before);
  if (news) {
    fresh.classList.add("arrived");
    announce(news);
    showToast({ message: news, kind: "info" });
  }
  if (focused) fresh.focus({ preventScroll: true });
}

/** Put a card where its time in the status belongs; false when that is beyond the cards that are loaded. */
function insert(column, card) {
  const since = Number(card.dataset.since);
  const next = cardsIn(column).find((other) => Number(other.dataset.since) <= since);
  const more = column.querySelector("[data-more]");
  if (!next && more) return false;
  listOf(column).insertBefore(card, next ?? null);
  return true;
}

function showTotal({ status, count, sums }) {
  const column = columnOf(status);
  if (!column) return;
  column.querySelector("[data-count]").textContent = count.toLocaleString(document.documentElement.lang);
  column.querySelector("[data-sum]").textContent = sums.join(" · ");
}

if (board) {
  setInterval(ask, Number(board.dataset.poll) * 1000);
  document.addEventListener("visibilitychange", ask);
  document.body.addEventListener("undone", (event) => event.preventDefault());
  for (const name of ["boardChanged", "recordsChanged", "undone"]) document.body.addEventListener(name, () => setTimeout(ask));
}
