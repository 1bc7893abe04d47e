// Forms of a page are sent by htmx, so that no form is lost with its page: a session that has ended, a server that breaks
// down and a line that is dead are said over it. What the server answers takes the place of the page's content, or of
// the dialog's. Without scripts, and with `data-plain`, the browser sends a form itself.
import { element } from "./dom.js";
import { ajax } from "./repeats.js";

const dialogBody = document.getElementById("dialog-body");
const page = () => document.getElementById("content");

document.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (event.defaultPrevented || form.method !== "post" || form.matches("[hx-post], [data-plain]")) return;
  event.preventDefault();
  if (form.hasAttribute("data-sent")) return; // it is under way
  form.setAttribute("data-sent", "");
  const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
  const values = button?.name ? { [button.name]: button.value } : {};
  const address = button?.getAttribute("formaction") ?? form.getAttribute("action") ?? location.href;
  const inDialog = dialogBody.contains(form);
  const place = inDialog ? { target: dialogBody, swap: "innerHTML" } : { target: page(), swap: "outerHTML", select: "#content" };
  ajax("post", address, { source: form, values, ...place });
});

document.body.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target !== page() || !detail.serverResponse.includes('id="content"')) return;
  detail.shouldSwap = true;
  detail.isError = false;
  const fresh = new DOMParser().parseFromString(detail.serverResponse, "text/html");
  for (const part of fresh.querySelectorAll("head link[rel=stylesheet], script[src]")) adopt(part);
});

/** A page that comes in place of another may need what that one did not. */
function adopt(part) {
  const name = part.tagName === "LINK" ? "href" : "src";
  const address = part.getAttribute(name);
  if (document.querySelector(`${part.tagName}[${name}="${CSS.escape(address)}"]`)) return;
  const properties = part.tagName === "LINK" ? { rel: "stylesheet" } : { type: "module" };
  document.head.append(element(part.tagName.toLowerCase(), { ...properties, [name]: address }));
}

document.body.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target.id === "content") window.scrollTo({ top: 0 });
});
