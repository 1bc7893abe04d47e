// A lost connection and an ended session: said in words, and what is typed stays where it is.
import { showToast } from "./toasts.js";
import { word } from "./words.js";

const bar = document.getElementById("connection");

function show(lost) {
  bar.textContent = lost ? word("connectionLost") : "";
  bar.hidden = !lost;
}

window.addEventListener("offline", () => show(true));
window.addEventListener("online", () => {
  if (!bar.hidden) showToast({ message: word("connectionBack"), kind: "success" });
  show(false);
});

for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.body.addEventListener(name, () => show(true));
}
document.body.addEventListener("htmx:afterOnLoad", () => show(false));

// A plain form that is sent into a dead line would lose the page: it stays here instead.
document.addEventListener("submit", (event) => {
  if (navigator.onLine || event.target.method === "dialog") return;
  event.preventDefault();
  event.stopImmediatePropagation();
  show(true);
}, true);

document.body.addEventListener("signedOut", (event) => {
  const open = () => window.open(event.detail.address, "_blank", "noopener");
  showToast({ message: word("signedOut"), kind: "error", action: { label: word("signIn"), run: open } });
});
