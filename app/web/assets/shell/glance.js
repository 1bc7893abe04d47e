// `data-glance` on a link to a record: who rests on it with the mouse, or comes to it with the keyboard, sees the record in a
// few lines. It goes away with Escape, and stays while the mouse is over it.
import { element } from "./dom.js";
import { send } from "./send.js";

const WAIT = 450;
const known = new Map();
let link = null;
let timer = 0;
let box = null;

function place() {
  const edge = link.getBoundingClientRect();
  const left = Math.min(edge.left, innerWidth - box.offsetWidth - 8);
  const fits = edge.bottom + 6 + box.offsetHeight < innerHeight;
  box.style.left = `${Math.max(8, left)}px`;
  box.style.top = `${Math.max(8, fits ? edge.bottom + 6 : edge.top - box.offsetHeight - 6)}px`;
}

function drawn({ kind, name, status, lines }) {
  const pill = status && element("span", { className: "pill" }, status.words);
  if (pill && status.color) pill.style.setProperty("--pill", status.color);
  const list = element("dl", { className: "glance-lines" });
  for (const { label, words } of lines) list.append(element("dt", {}, label), element("dd", {}, words));
  return [element("p", { className: "glance-kind" }, kind), element("p", { className: "glance-name" }, name), ...(pill ? [pill] : []), list];
}

async function ask(address) {
  if (!known.has(address)) {
    const answer = await send(address, { quiet: true });
    if (!answer.ok) return null;
    known.set(address, await answer.json());
    setTimeout(() => known.delete(address), 30_000);
  }
  return known.get(address);
}

async function show(of) {
  const asked = new URL(of.href);
  let told = null;
  try {
    told = await ask(`${asked.pathname}/glance`);
  } catch {
    return; // it is a hint: without a connection there is none
  }
  if (!told || link !== of || !of.isConnected) return;
  if (!box) {
    box = element("div", { className: "glance", id: "glance", role: "tooltip", popover: "manual" });
    box.addEventListener("pointerleave", hide);
  }
  (of.closest("dialog") ?? document.body).append(box);
  box.replaceChildren(...drawn(told));
  box.showPopover();
  of.setAttribute("aria-describedby", "glance");
  place();
}

const isShown = () => Boolean(box?.matches(":popover-open"));

function hide() {
  clearTimeout(timer);
  link?.removeAttribute("aria-describedby");
  link = null;
  if (isShown()) box.hidePopover();
}

function begin(of) {
  if (of === link) return;
  hide();
  link = of;
  timer = setTimeout(() => show(of), WAIT);
}

document.addEventListener("pointerover", (event) => {
  const over = event.pointerType === "mouse" && event.target.closest?.("a[data-glance]");
  if (over) begin(over);
  else if (link && !event.target.closest?.(".glance") && document.activeElement !== link) hide();
});
document.addEventListener("focusin", (event) => {
  const on = event.target.closest("a[data-glance]");
  if (on?.matches(":focus-visible")) begin(on);
});
document.addEventListener("focusout", hide);
document.addEventListener("scroll", () => isShown() && hide(), { capture: true, passive: true });
document.addEventListener("click", hide);
document.addEventListener(
  "keydown",
  (event) => {
    if (event.key !== "Escape" || !isShown()) return;
    hide();
    event.stopPropagation();
  },
  { capture: true },
);
