// Comments: `textarea[data-mentions="/…"]` offers people after an @, `[data-seen]` tells the server that they are read.
// The address answers `?q=` with [{"value", "text", "hint"}]; the value is the login that is put into the text.
import { element, whenever } from "../shell/dom.js";
import htmx from "../shell/htmx.js";
import { send } from "../shell/send.js";

const CALL = /(?:^|[^\p{L}\p{N}_@.])@([\p{L}\p{N}._-]*(?: [\p{L}\p{N}._-]+)?)$/u; // a first and a last name, too
let lists = 0;

whenever("textarea[data-mentions]", (area) => {
  if (area.hasAttribute("aria-controls")) return;
  const list = element("ul", { className: "mention-list", id: `mention-list-${++lists}`, role: "listbox", hidden: true });
  list.setAttribute("aria-label", area.getAttribute("aria-label"));
  area.after(list);
  area.setAttribute("aria-controls", list.id);
  area.setAttribute("aria-autocomplete", "list");
  let asked = 0;
  let marked = -1;

  area.addEventListener("input", offer);
  area.addEventListener("click", offer);
  area.addEventListener("blur", close);
  area.addEventListener("keydown", onKey);
  list.addEventListener("mousedown", (event) => {
    event.preventDefault(); // the text area keeps the focus
    const option = event.target.closest("li");
    if (option) choose(option);
  });

  function typed() {
    return area.selectionStart === area.selectionEnd ? CALL.exec(area.value.slice(0, area.selectionStart)) : null;
  }

  async function offer() {
    const question = ++asked;
    const call = typed();
    if (!call) {
      close();
      return;
    }
    const address = new URL(area.dataset.mentions, location.href);
    address.searchParams.set("q", call[1]);
    try {
      const answer = await send(address, { quiet: true });
      const found = answer.ok ? await answer.json() : [];
      if (question === asked) show(found);
    } catch {
      close();
    }
  }

  function show(found) {
    list.replaceChildren(
      ...found.map(({ value, text, hint }, place) => {
        const option = element("li", { id: `${list.id}-${place}`, role: "option" }, element("span", {}, text));
        option.dataset.login = value;
        option.append(element("span", { className: "picker-hint" }, hint || value));
        return option;
      }),
    );
    list.hidden = !found.length;
    mark(list.hidden ? -1 : 0);
  }

  function mark(place) {
    marked = place;
    [...list.children].forEach((option, each) => option.setAttribute("aria-selected", String(each === place)));
    const option = list.children[place];
    if (option) area.setAttribute("aria-activedescendant", option.id);
    else area.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  function close() {
    asked++;
    show([]);
  }

  function choose(option) {
    const call = typed();
    if (call) area.setRangeText(`${option.dataset.login} `, area.selectionStart - call[1].length, area.selectionStart, "end");
    close();
    area.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: { typed: true } }));
  }

  function onKey(event) {
    if (list.hidden || event.ctrlKey || event.metaKey) return;
    const count = list.children.length;
    if (event.key === "ArrowDown") mark((marked + 1) % count);
    else if (event.key === "ArrowUp") mark((marked + count - 1) % count);
    else if (event.key === "Enter" || event.key === "Tab") choose(list.children[marked]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
});

whenever("[data-seen]", async (comments) => {
  try {
    const answer = await send(comments.dataset.seen, { method: "POST", quiet: true });
    if (answer.ok) htmx.trigger(document.body, "counters");
  } catch {
    // they are shown as new once more
  }
});
