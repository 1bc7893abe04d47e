// `textarea[data-rich-text]`: Quill in its place; the text area stays the control that is sent, holding semantic HTML.
// The server cleans it with nh3.
import Quill from "quill";
import { element } from "./dom.js";
import { word } from "./words.js";

const TOOLS = [[{ header: [2, 3, false] }], ["bold", "italic", "underline"], [{ list: "ordered" }, { list: "bullet" }], ["link", "blockquote", "code-block"], ["clean"]];

export function enhance(area) {
  if (area.hidden) return;
  loadStyle(area.dataset.richTextStyle);
  const editor = element("div");
  area.after(editor);
  area.hidden = true;
  const quill = new Quill(editor, { theme: "snow", modules: { toolbar: TOOLS }, placeholder: area.placeholder });
  const show = () => quill.setContents(quill.clipboard.convert({ html: area.value, text: "" }), "silent"); // pasting takes the focus
  show();
  const field = quill.root;
  field.setAttribute("role", "textbox");
  field.setAttribute("aria-multiline", "true");
  field.setAttribute("aria-label", area.getAttribute("aria-label") || area.labels?.[0]?.textContent.trim() || word("textEditor"));
  /** @type {any} */ (quill.getModule("toolbar")).container.querySelector(".ql-picker-label")?.setAttribute("aria-label", word("textStyle"));
  quill.on("text-change", (_change, _before, source) => {
    area.value = quill.getLength() > 1 ? quill.getSemanticHTML().replaceAll("&nbsp;", " ") : "";
    area.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: { typed: source === "user" } }));
  });
  area.addEventListener("draft", show);
  area.labels?.[0]?.addEventListener("click", () => quill.focus());
}

function loadStyle(address) {
  if (!address || document.querySelector(`link[href="${address}"]`)) return;
  document.head.append(element("link", { rel: "stylesheet", href: address }));
}
