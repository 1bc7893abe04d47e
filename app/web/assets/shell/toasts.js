// Short messages. The server raises them with the event `toast` in HX-Trigger (app/htmx.py) or with flash().
import { element, icon, kept } from "./dom.js";
import { send } from "./send.js";
import { word } from "./words.js";

const host = document.getElementById("toasts");
const AFTER = "toasts-after-reload";
const STAY = { success: 5_000, info: 6_000, warning: 10_000, error: 0 };

/** Show `message`; `kind` is success, info, warning or error; `undo` is an address to post to; `action` {label, run}. */
export function showToast({ message, kind = "info", undo = null, action = null }) {
  const line = element("div", { className: `toast-line toast-${kind}` }, element("p", {}, message));
  if (undo) {
    line.dataset.undo = undo;
    line.append(button(word("undo"), () => takeBack(undo, line)));
  }
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
  const retry = { label: word("tryAgain"), run: () => takeBack(address, line) };
  const answer = await send(address, { method: "POST" }).catch(() => null);
  if (!answer) showToast({ message: word("connectionLost"), kind: "error", action: retry });
  else if (!answer.ok) refuse(await answer.json().catch(() => ({})));
  else if (document.body.dispatchEvent(new CustomEvent("undone", { cancelable: true }))) reload();
  else showToast({ message: word("undone"), kind: "success" });
}

function refuse({ message = word("failed") }) {
  showToast({ message, kind: "warning" });
}

/** Load the page anew; the messages that can be undone are shown there once more. */
export function reload() {
  const left = [...host.querySelectorAll("[data-undo]")].map((line) => ({
    message: line.querySelector("p").textContent,
    kind: "success",
    undo: line.dataset.undo,
  }));
  kept.write(AFTER, left.length ? left : null, "sessionStorage");
  location.reload();
}

for (const line of kept.read(AFTER, "sessionStorage") ?? []) showToast(line);
kept.write(AFTER, null, "sessionStorage");

document.body.addEventListener("toast", (event) => showToast(event.detail));

for (const line of host.querySelectorAll("[data-toast]")) {
  settle(line, [...line.classList].find((name) => /^toast-(success|info|warning|error)$/.test(name))?.slice(6), false);
}
