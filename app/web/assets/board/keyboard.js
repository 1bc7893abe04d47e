// The board without a mouse: arrows walk, Enter opens, M lists where the card may go, Ctrl with an arrow moves it.
// One card is in the tab order; the links inside cards are reached through it.
import { showToast } from "../shell/toasts.js";
import { whenever } from "../shell/dom.js";
import { move } from "./move.js";
import { board, cardsIn, columns, prepare, say, titleOf } from "./page.js";
import { asks, refuses, verdictsOn } from "./verdicts.js";

const menu = document.getElementById("board-moves");
let chosen = null;

function choose(card) {
  board.querySelectorAll('[data-card][tabindex="0"]').forEach((other) => (other.tabIndex = -1));
  card.tabIndex = 0;
}

function go(card) {
  if (!card) return;
  choose(card);
  card.focus();
  card.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function neighbour(card, step) {
  const all = columns();
  const here = card.closest("[data-column]");
  const row = cardsIn(here).indexOf(card);
  for (let at = all.indexOf(here) + step; all[at]; at += step) {
    const cards = cardsIn(all[at]);
    if (cards.length) return cards[Math.min(row, cards.length - 1)];
  }
  return null;
}

async function shift(card, step) {
  const all = columns();
  const target = all[all.indexOf(card.closest("[data-column]")) + step];
  if (!target || !card.matches(".movable")) {
    if (!card.matches(".movable")) showToast({ message: say("noRight"), kind: "warning" });
    return;
  }
  await move(card, target.dataset.column);
}

function line(item) {
  const button = document.createElement("button");
  button.type = "button";
  button.role = "menuitem";
  button.append(asks(item) ? `${item.label} ✎` : item.label);
  if (!item.allowed && item.message) {
    const why = document.createElement("small");
    why.textContent = item.message;
    button.append(why);
  }
  if (refuses(item)) button.setAttribute("aria-disabled", "true");
  else button.addEventListener("click", () => take(item.status));
  return button;
}

function take(status) {
  const card = chosen;
  menu.hidePopover();
  if (card) move(card, status);
}

async function openMenu(card) {
  if (!card.matches(".movable")) {
    showToast({ message: say("noRight"), kind: "warning" });
    return;
  }
  chosen = card;
  const verdicts = await verdictsOn(card);
  const title = document.createElement("p");
  title.className = "move-title";
  title.textContent = say("moveTo", { name: titleOf(card) });
  menu.replaceChildren(title, ...[...verdicts.values()].map(line));
  menu.showPopover();
  const edge = card.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(edge.left + 16, innerWidth - menu.offsetWidth - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(edge.top + 32, innerHeight - menu.offsetHeight - 8))}px`;
  menu.querySelector("button")?.focus();
}

menu?.addEventListener("keydown", (event) => {
  const buttons = [...menu.querySelectorAll("button")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const at = buttons.indexOf(/** @type {Found} */ (document.activeElement));
  buttons[(at + step + buttons.length) % buttons.length]?.focus();
});

menu?.addEventListener("toggle", (event) => {
  if (event.newState !== "closed") return;
  if (chosen?.isConnected && !document.querySelector("dialog[open]")) chosen.focus();
  chosen = null;
});

board?.addEventListener("keydown", (event) => {
  const card = event.target.closest("[data-card]");
  if (!card || event.altKey || event.metaKey || event.target !== card) return;
  const sideways = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const cards = cardsIn(card.closest("[data-column]"));
  if (event.ctrlKey) {
    if (!sideways) return;
    shift(card, sideways);
  } else if (sideways) go(neighbour(card, sideways));
  else if (event.key === "ArrowDown") go(cards[cards.indexOf(card) + 1]);
  else if (event.key === "ArrowUp") go(cards[cards.indexOf(card) - 1]);
  else if (event.key === "Home") go(cards[0]);
  else if (event.key === "End") go(cards.at(-1));
  else if (event.key === "Enter") card.querySelector(".card-title a").click();
  else if (event.code === "KeyM") openMenu(card);
  else return;
  event.preventDefault();
});

board?.addEventListener("focusin", (event) => {
  const card = event.target.closest("[data-card]");
  if (card) choose(card);
});

board?.addEventListener("click", (event) => {
  const button = event.target.closest(".card-move");
  if (!button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  event.stopPropagation();
  openMenu(button.closest("[data-card]"));
});

board?.addEventListener("dblclick", (event) => event.target.closest("[data-card]")?.querySelector(".card-title a").click());

if (board) whenever("[data-card]", prepare);
