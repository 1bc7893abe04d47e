// `data-resize="<column>"`: drag changes the width of the column; a double click gives it back. The width is kept.
import { send } from "../shell/send.js";
import { showToast } from "../shell/toasts.js";
import { word } from "../shell/words.js";

const NARROWEST = 60;
const WIDEST = 800;

const columnOf = (name) => document.getElementById(`column-${name}`);

function keep(name, width) {
  const address = document.getElementById("journal").dataset.address;
  const body = new URLSearchParams({ name, width: width ?? "" });
  send(`${address}/columns/width`, { method: "POST", headers: { "HX-Request": "true" }, body }).catch(() => {
    showToast({ message: word("connectionLost"), kind: "error", action: { label: word("tryAgain"), run: () => keep(name, width) } });
  });
}

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest("[data-resize]");
  if (!handle || event.button) return;
  event.preventDefault();
  const column = columnOf(handle.dataset.resize);
  const start = event.clientX;
  const before = handle.closest("th").offsetWidth;
  let width = null;
  handle.setPointerCapture(event.pointerId);
  handle.classList.add("active");
  const move = (moved) => {
    width = Math.round(Math.min(Math.max(before + moved.clientX - start, NARROWEST), WIDEST));
    column.style.width = `${width}px`;
  };
  const end = () => {
    handle.classList.remove("active");
    handle.removeEventListener("pointermove", move);
    if (width !== null) keep(handle.dataset.resize, width);
  };
  handle.addEventListener("pointermove", move);
  handle.addEventListener("pointerup", end, { once: true });
  handle.addEventListener("pointercancel", end, { once: true });
});

document.addEventListener("dblclick", (event) => {
  const handle = event.target.closest("[data-resize]");
  if (!handle) return;
  columnOf(handle.dataset.resize).style.width = "";
  keep(handle.dataset.resize, null);
});
