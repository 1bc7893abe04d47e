// The pressed button is busy while its answer is awaited, and a form is not sent twice. After 2 s a word that one may
// go on. CSS shows the busy state after 100 ms only.
import { showToast } from "./toasts.js";
import { word } from "./words.js";

let pressed = null;
const timers = new WeakMap();

document.addEventListener("click", (event) => (pressed = event.target.closest("button, a.btn, input[type=submit]")), true);

function start(button) {
  button?.setAttribute("aria-busy", "true");
}

function stop(button) {
  button?.removeAttribute("aria-busy");
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog" || event.defaultPrevented) return;
  if (form.hasAttribute("data-sent")) {
    event.preventDefault();
    return;
  }
  if (form.method === "post") form.setAttribute("data-sent", "");
  start(event.submitter);
});

// The Back button may bring the page as it was left.
window.addEventListener("pageshow", () => {
  document.querySelectorAll("[data-sent]").forEach((form) => form.removeAttribute("data-sent"));
  document.querySelectorAll("[aria-busy]").forEach(stop);
});

document.body.addEventListener("htmx:beforeRequest", (event) => {
  const source = event.detail.elt;
  const button = source.matches("button, a.btn") ? source : source.contains(pressed) ? pressed : null;
  start(button);
  const slow = setTimeout(() => button && showToast({ message: word("tooSlow") }), 8_000);
  timers.set(event.detail.xhr, { button, slow });
});

document.body.addEventListener("htmx:afterRequest", (event) => {
  const { button, slow } = timers.get(event.detail.xhr) ?? {};
  clearTimeout(slow);
  stop(button);
  event.detail.elt.removeAttribute?.("data-sent");
});
