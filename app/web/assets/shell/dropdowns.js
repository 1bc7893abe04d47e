// `<details data-dropdown>`: opens without a script; with it closes by Esc and by a click elsewhere, arrows walk.
const ITEMS = "a[href], button:not([disabled])";

const open = () => document.querySelector("details[data-dropdown][open]");

document.addEventListener("toggle", (event) => {
  const menu = event.target;
  if (!menu.matches?.("details[data-dropdown]") || !menu.open) return;
  document.querySelectorAll("details[data-dropdown][open]").forEach((other) => {
    if (other !== menu) other.open = false;
  });
}, true);

document.addEventListener("click", (event) => {
  const menu = open();
  if (menu && !menu.contains(event.target)) menu.open = false;
  else if (menu && event.target.closest("a[href]")) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("details[data-dropdown]");
  if (!menu) return;
  const items = [...menu.querySelectorAll(ITEMS)].filter((item) => item.offsetParent);
  const at = items.indexOf(/** @type {Found} */ (document.activeElement));
  if (event.key === "Escape" && menu.open) {
    menu.open = false;
    menu.querySelector("summary").focus();
    event.stopPropagation();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    menu.open = true;
    const step = event.key === "ArrowDown" ? 1 : -1;
    items[(at + step + items.length) % items.length]?.focus();
  }
});
