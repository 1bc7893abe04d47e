// `data-shortcut="c"` or `data-shortcut="g l"` (one key after the other): presses, opens or focuses its element.
// `data-shortcut-label` is what the list of shortcuts (`?`, `data-help`) calls it. Letters mean the key of the Latin
// layout, whatever the present layout is. Nothing happens while somebody types.
import { element } from "./dom.js";

const help = document.getElementById("help");
const list = document.getElementById("help-list");
let first = "";
let forgetFirst = 0;

function nameOf(event) {
  if (event.key === "?" || (event.code === "Slash" && event.shiftKey)) return "?";
  if (event.code === "Slash" || event.key === "/") return "/";
  if (/^Key[A-Z]$/.test(event.code) && !/^[a-z]$/i.test(event.key)) return event.code[3].toLowerCase();
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}

const typing = (target) => target.closest?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]");
const visible = (target) => target.getClientRects().length > 0;
const all = () => [...document.querySelectorAll("[data-shortcut]")].filter(visible);

function use(target) {
  if (target.matches("input, select, textarea")) target.focus();
  else if (target.matches("summary")) {
    target.parentElement.open = true;
    target.parentElement.querySelector("a[href], button")?.focus();
  } else target.click();
}

function showHelp() {
  list.querySelectorAll("[data-found]").forEach((line) => line.remove());
  const seen = new Set();
  for (const target of all()) {
    const { shortcut, shortcutLabel } = target.dataset;
    if (seen.has(shortcut)) continue;
    seen.add(shortcut);
    const keys = shortcut.split(" ").map((key) => element("kbd", {}, key));
    const label = shortcutLabel || target.getAttribute("aria-label") || target.textContent.trim();
    list.append(element("div", { "data-found": "" }, element("dt", {}, label), element("dd", {}, ...keys)));
  }
  help.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || typing(event.target)) return;
  if (document.querySelector("dialog[open]") && !event.target.closest("dialog[open]")) return;
  const key = nameOf(event);
  if (key === "?") {
    event.preventDefault();
    if (!help.open) showHelp();
    return;
  }
  const scope = document.querySelector("dialog[open]") ?? document;
  const reachable = all().filter((target) => scope.contains(target));
  const wanted = first ? `${first} ${key}` : key;
  clearTimeout(forgetFirst);
  first = "";
  const found = reachable.find((target) => target.dataset.shortcut === wanted);
  if (found) {
    event.preventDefault();
    use(found);
  } else if (reachable.some((target) => target.dataset.shortcut.startsWith(`${key} `))) {
    first = key;
    forgetFirst = setTimeout(() => (first = ""), 1_200);
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-help]")) showHelp();
});
