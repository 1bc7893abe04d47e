// `data-form-similar="/leads/similar"` on a form: while it is filled, records that have the same are named with a link.
// Nothing is refused: the words stand above the fields.
import { element } from "./dom.js";
import { send } from "./send.js";

const WAIT = 500;
const pending = new WeakMap();

function later(root) {
  clearTimeout(pending.get(root)?.timer);
  pending.get(root)?.abort?.abort();
  pending.set(root, { timer: setTimeout(() => ask(root), WAIT) });
}

async function ask(root) {
  const abort = new AbortController();
  pending.set(root, { abort });
  const body = new FormData(root.closest("form") ?? undefined);
  body.set("_form", root.dataset.formKey);
  body.set("_record", root.dataset.formRecord);
  try {
    const answer = await send(root.dataset.formSimilar, { method: "POST", body, signal: abort.signal, quiet: true });
    if (answer.ok) show(root, await answer.json());
  } catch {
    // it is a hint: without a connection there is none
  }
}

function show(root, { words, records }) {
  let place = root.querySelector(":scope > .similar-records");
  if (!place) {
    place = element("div", { className: "similar-records", role: "status" });
    root.prepend(place);
  }
  const links = records.map(({ name, address }) => element("a", { href: address, target: "_blank", rel: "noopener" }, name));
  place.replaceChildren(...(links.length ? [`${words} `, ...links.flatMap((link, index) => (index ? [", ", link] : [link]))] : []));
}

for (const kind of ["input", "change"]) {
  document.addEventListener(kind, (event) => {
    const root = event.target.closest(".record-form[data-form-similar]");
    if (root) later(root);
  });
}
