// Lists of tasks: choosing rows shows the bulk bar with their number; arrows walk through the rows, Enter opens.
const bar = document.querySelector("[data-bulk]");
const count = bar?.querySelector("[data-bulk-count]");
const all = document.querySelector("[data-bulk-all]");
const boxes = () => [...document.querySelectorAll('input[name="task"][form="bulk"]')];

function show() {
  const chosen = boxes().filter((box) => box.checked).length;
  bar.classList.toggle("is-empty", chosen === 0);
  count.textContent = chosen ? String(chosen) : "";
  all.checked = chosen > 0 && chosen === boxes().length;
  all.indeterminate = chosen > 0 && !all.checked;
}

if (bar) {
  document.addEventListener("change", (event) => {
    if (event.target === all) boxes().forEach((box) => (box.checked = all.checked));
    if (event.target === all || event.target.form === bar) show();
  });
  window.addEventListener("pageshow", show);
  show();
}

document.addEventListener("keydown", (event) => {
  if (!["ArrowDown", "ArrowUp", "j", "k"].includes(event.key) || event.target.closest("input:not([type=checkbox]), select, textarea, dialog")) return;
  const links = [...document.querySelectorAll("a.task-link")];
  if (!links.length) return;
  const step = event.key === "ArrowDown" || event.key === "j" ? 1 : -1;
  const position = links.indexOf(/** @type {Found} */ (document.activeElement));
  links[Math.min(Math.max(position + step, 0), links.length - 1)].focus();
  event.preventDefault();
});
