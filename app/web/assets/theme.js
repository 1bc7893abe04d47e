// Runs before the page is painted: the theme of the system where none was chosen, and the folded menu.
const root = document.documentElement;
const dark = window.matchMedia("(prefers-color-scheme: dark)");

function paint() {
  const chosen = root.dataset.theme;
  root.dataset.bsTheme = chosen === "auto" ? (dark.matches ? "dark" : "light") : chosen;
}

paint();
dark.addEventListener("change", paint);
root.classList.add("with-script");
try {
  if (localStorage.getItem("menu") === '"collapsed"') root.dataset.menu = "collapsed";
} catch {
  // storage may be switched off: the menu is then as wide as always
}
