// Short messages. The server raises them with the event `toast` in HX-Trigger (app/htmx.py) or with flash().
import { csrfToken, element, icon } from "./dom.js";
import { word } from "./words.js";

const host = document.getElementById("toasts");
const STAY = { success: 5_000, info: 6_000, warning: 10_000, error: 0 };

/** Show `message`; `kind` is success, info, warning or error; `undo` is an address to post to; `action` {label, run}. */
export function showToast({ message, kind = "info", undo = null, action = null }) {
  const line = element("div", { className: `toast-line toast-${kind}` }, element("p", {}, message));
  if (undo) line.append(button(word("undo"), () => takeBack(undo, line)));
  if (action) line.append(button(action.label, action.run));
  host.append(line);
  settle(line, kind, Boolean(undo || action));
  return line;
}

function button(label, run) {
  return element("button", { type: "button", className: "btn btn-sm", onclick: run }, label);
}

function settle(line, kind, longer) {
  const close = element("button", { type: "button", className: "icon-button", "aria-label": word("close") }, icon("x"));
  close.addEventListener("click", () => line.remove());
  line.append(close);
  if (kind === "error") line.setAttribute("role", "alert");
  const time = STAY[kind] ?? 6_000;
  if (!time) return;
  let timer = 0;
  const start = () => (timer = setTimeout(() => line.remove(), longer ? time * 2 : time));
  line.addEventListener("pointerenter", () => clearTimeout(timer));
  line.addEventListener("pointerleave", start);
  line.addEventListener("focusin", () => clearTimeout(timer));
  start();
}

async function takeBack(address, line) {
  line.remove();
  const answer = await fetch(address, { method: "POST", headers: { "X-CSRFToken": csrfToken(), "HX-Request": "true" } });
  if (answer.ok) location.reload();
  else showToast({ message: word("failed"), kind: "error" });
}

document.body.addEventListener("toast", (event) => showToast(event.detail));

for (const line of host.querySelectorAll("[data-toast]")) {
  settle(line, [...line.classList].find((name) => /^toast-(success|info|warning|error)$/.test(name))?.slice(6), false);
}
