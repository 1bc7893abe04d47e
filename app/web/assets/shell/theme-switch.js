// `<form data-theme-form>`: the theme changes at once; the server is told so that it is the same everywhere.
import { send } from "./send.js";

const root = document.documentElement;
const dark = window.matchMedia("(prefers-color-scheme: dark)");

document.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (!form.matches("[data-theme-form]")) return;
  event.preventDefault();
  event.stopPropagation();
  const { value } = /** @type {HTMLButtonElement} */ (event.submitter);
  root.dataset.theme = value;
  root.dataset.bsTheme = value === "auto" ? (dark.matches ? "dark" : "light") : value;
  form.querySelectorAll("button[name=theme]").forEach((button) => {
    button.setAttribute("aria-pressed", String(button.value === value));
  });
  const data = new FormData(form);
  data.set("theme", value);
  send(form.action, { method: "POST", body: data, redirect: "manual", quiet: true }).catch(() => {}); // this page has it
  document.dispatchEvent(new CustomEvent("theme", { detail: root.dataset.bsTheme }));
}, true);
