// The left menu: folded to icons (remembered), a drawer on small screens, counters asked again each minute while the
// page is seen. A page raises the event `counters` on its body (HX-Trigger) when it has changed what they count.
import htmx from "htmx.org";
import { kept } from "./dom.js";
import { word } from "./words.js";

const root = document.documentElement;
const menu = document.getElementById("menu");
const fold = document.querySelector("[data-menu-collapse]");

function showFold() {
  const folded = root.dataset.menu === "collapsed";
  const label = folded ? word("expand") : word("collapse");
  fold.setAttribute("aria-expanded", String(!folded));
  fold.setAttribute("aria-label", label);
  fold.querySelector(".menu-label").textContent = label;
  menu.querySelectorAll(".menu-line[data-label]").forEach((line) => {
    if (folded) line.title = line.dataset.label;
    else line.removeAttribute("title");
  });
}

function openDrawer(opened) {
  root.toggleAttribute("data-drawer", opened);
  if (opened) menu.querySelector(".menu-line")?.focus();
  else document.querySelector("[data-menu-open]")?.focus();
}

if (menu) {
  showFold();
  fold.addEventListener("click", () => {
    if (root.dataset.menu === "collapsed") delete root.dataset.menu;
    else root.dataset.menu = "collapsed";
    kept.write("menu", root.dataset.menu ?? null);
    showFold();
  });
  document.addEventListener("click", (event) => {
    const opens = event.target.closest("[data-menu-open]");
    if (!opens && !event.target.closest("[data-menu-close]")) return;
    event.preventDefault();
    openDrawer(Boolean(opens));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && root.hasAttribute("data-drawer")) openDrawer(false);
  });
  setInterval(() => {
    if (!document.hidden) htmx.trigger(document.body, "counters");
  }, 60_000);
}
