// What all modules of the board share: the words of the page, its columns and cards.
export const board = document.getElementById("board");
const words = board ? JSON.parse(board.dataset.words) : {};

/** Words of the page with their gaps filled: say("moved", { name, status }). */
export function say(name, gaps = {}) {
  return (words[name] ?? name).replace(/\{(\w+)\}/g, (_whole, gap) => gaps[gap] ?? "");
}

export const columns = () => (board ? [...board.querySelectorAll("[data-column]")] : []);
export const columnOf = (status) => columns().find((column) => column.dataset.column === status);
export const cardsIn = (column) => [...column.querySelectorAll("[data-card]")];
export const listOf = (column) => column.querySelector("[data-cards]");
export const titleOf = (card) => card.querySelector(".card-title").textContent.trim();
export const labelOf = (column) => column.querySelector(".board-title").textContent.trim();

/** One card of the board is in the tab order; the links inside are reached through it. */
export function prepare(card) {
  card.tabIndex = board.querySelector('[data-card][tabindex="0"]') ? -1 : 0;
  card.querySelectorAll("a").forEach((link) => (link.tabIndex = -1));
}

const news = document.getElementById("board-news");

/** Say something to those who do not see it. */
export function announce(text) {
  news.textContent = "";
  requestAnimationFrame(() => (news.textContent = text));
}

/** Change the number in the head of a column at once; the server's own number follows. */
export function countOn(column, step) {
  const count = column?.querySelector("[data-count]");
  const number = Number(count?.textContent.replace(/\D/g, ""));
  if (count) count.textContent = Math.max(0, number + step).toLocaleString(document.documentElement.lang);
}

/** Let an element glide from where it was to where it is. */
export function glide(element, before) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const after = element.getBoundingClientRect();
  const steps = [{ transform: `translate(${before.left - after.left}px, ${before.top - after.top}px)` }, { transform: "none" }];
  element.animate(steps, { duration: 350, easing: "ease-out" });
}
