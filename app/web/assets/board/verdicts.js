// Where a card may go, asked of the diagram through the server, and shown on the columns while it is dragged.
import { send } from "../shell/send.js";
import { columns, say } from "./page.js";

/** The verdict on every status: a Map of status to {status, label, allowed, message, missing}; empty when not known. */
export async function verdictsOn(card, statuses = []) {
  const address = new URL(`${card.dataset.address}/moves`, location.href);
  for (const status of statuses) address.searchParams.append("status", status);
  try {
    const answer = await send(address);
    if (!answer.ok) return new Map();
    const { items } = await answer.json();
    return new Map(items.map((item) => [item.status, item]));
  } catch {
    return new Map();
  }
}

export const refuses = (verdict) => Boolean(verdict && !verdict.allowed && !verdict.missing.length);
export const asks = (verdict) => Boolean(verdict && !verdict.allowed && verdict.missing.length);

/** Mark the columns while a card is in the air. */
export function show(verdicts, from) {
  for (const column of columns()) {
    const verdict = verdicts.get(column.dataset.column);
    const words = column.querySelector("[data-verdict]");
    if (column === from || !verdict) continue;
    column.classList.toggle("refuses", refuses(verdict));
    column.classList.toggle("asks", asks(verdict));
    column.classList.toggle("allows", verdict.allowed);
    words.textContent = verdict.allowed ? "" : verdict.message || say("cannot", { status: verdict.label });
    words.hidden = verdict.allowed;
  }
}

/** Take the marks away. */
export function clear() {
  for (const column of columns()) {
    column.classList.remove("refuses", "asks", "allows", "over");
    column.querySelector("[data-verdict]").hidden = true;
  }
}
