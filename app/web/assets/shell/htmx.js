// htmx under a policy without eval: hx-on, hx-vals="js:", trigger filters [..] and morph:{..} do not work here.
// 2xx and 422 are put into the page; other errors become a toast, unless the answer says where it goes (HX-Retarget).
import htmx from "htmx.org";
import { Idiomorph } from "idiomorph";
import { showToast } from "./toasts.js";
import { word } from "./words.js";

window.htmx = htmx;

Object.assign(htmx.config, {
  allowEval: false,
  includeIndicatorStyles: false,
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  scrollBehavior: "auto",
  timeout: 60_000,
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "422", swap: true },
    { code: "[45]..", swap: false, error: true },
  ],
});

// Typed text outlives a morph: a control that the person has changed keeps its value.
Object.assign(Idiomorph.defaults, { ignoreActiveValue: true });
Idiomorph.defaults.callbacks.beforeAttributeUpdated = (attribute, node) => {
  if (attribute === "open" && /^(DIALOG|DETAILS)$/.test(node.tagName)) return false;
  if (attribute === "value" && node instanceof HTMLInputElement && node.value !== node.defaultValue) return false;
  return true;
};

htmx.defineExtension("morph", {
  isInlineSwap: (style) => style === "morph" || style === "morph:outerHTML",
  handleSwap(style, target, fragment) {
    if (!/^morph(:(outer|inner)HTML)?$/.test(style)) return false;
    const { children } = /** @type {DocumentFragment} */ (fragment);
    const morphStyle = style === "morph:innerHTML" ? "innerHTML" : "outerHTML";
    return /** @type {Node[]} */ (Idiomorph.morph(target, children, { morphStyle }));
  },
});
document.body.setAttribute("hx-ext", "morph");

document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.getResponseHeader("HX-Retarget")) event.detail.shouldSwap = true;
});

document.body.addEventListener("htmx:responseError", (event) => {
  const { xhr } = event.detail;
  if (/"toast"/.test(xhr.getResponseHeader("HX-Trigger") || "")) return;
  if (!event.detail.shouldSwap) showToast({ message: word("failed"), kind: "error" });
});

export default htmx;
