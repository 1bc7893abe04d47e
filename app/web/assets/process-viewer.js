// The diagram of a record: the way travelled solid, where it stands pulsing with a bubble of who and since when.
// `<div data-process="/leads/5/process" data-words='{…}'>`; the viewer itself is loaded when the first one is seen.
import { element, whenever } from "./shell/dom.js";
import { send } from "./shell/send.js";

const SMALLEST = 0.55;

whenever("[data-process]", (host) => {
  new IntersectionObserver((entries, observer) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    load(host);
  }).observe(host);
});

async function load(host) {
  const words = JSON.parse(host.dataset.words);
  try {
    const [{ default: NavigatedViewer }, answer] = await Promise.all([
      import("bpmn-js/lib/NavigatedViewer.js"),
      send(host.dataset.process),
    ]);
    if (!answer.ok) throw new Error(answer.statusText);
    const diagrams = await answer.json();
    for (const canvas of host.querySelectorAll("[data-diagram]")) {
      const diagram = diagrams.find((each) => String(each.key) === canvas.dataset.diagram);
      if (diagram) await show(canvas, diagram, NavigatedViewer, words);
    }
  } catch (error) {
    console.error(error);
    host.querySelectorAll("[data-diagram]").forEach((canvas) => canvas.replaceChildren(element("p", { className: "process-failed" }, words.failed)));
  }
}

async function show(frame, diagram, NavigatedViewer, words) {
  const container = element("div", { className: "process-canvas" });
  frame.replaceChildren(container);
  const viewer = new NavigatedViewer({ container });
  await viewer.importXML(diagram.xml);
  const canvas = viewer.get("canvas");
  const registry = viewer.get("elementRegistry");
  const mark = (id, marker) => {
    if (registry.get(id)) canvas.addMarker(id, marker);
    if (registry.get(`${id}_label`)) canvas.addMarker(`${id}_label`, marker);
  };
  [...diagram.elements, ...diagram.flows].forEach((id) => mark(id, "travelled"));
  diagram.tokens.forEach((token) => mark(token.element, "token"));
  const overlays = viewer.get("overlays");
  for (const [id, tokens] of Map.groupBy(diagram.tokens, (token) => token.element)) {
    if (!registry.get(id)) continue;
    const lines = tokens.map((token) => element("span", {}, token.words));
    overlays.add(id, { position: { bottom: -6, left: -10 }, html: element("div", { className: "token-bubble" }, ...lines) });
  }
  look(canvas, registry, diagram.tokens);
  addButtons(frame, viewer, diagram, words);
  calmWheel(viewer, container);
  frame.setAttribute("data-drawn", "");
}

// The whole diagram, or when it would be too small to read, the place where the record stands.
function look(canvas, registry, tokens) {
  canvas.zoom("fit-viewport", "auto");
  const place = registry.get(tokens[0]?.element);
  if (canvas.zoom() >= SMALLEST || !place) return;
  canvas.zoom(SMALLEST);
  const view = canvas.viewbox();
  canvas.viewbox({
    x: place.x + (place.width ?? 0) / 2 - view.width / 2,
    y: place.y + (place.height ?? 0) / 2 - view.height / 2,
    width: view.width,
    height: view.height,
  });
}

function addButtons(frame, viewer, diagram, words) {
  const canvas = viewer.get("canvas");
  const registry = viewer.get("elementRegistry");
  const button = (label, text, run) => element("button", { type: "button", className: "btn btn-sm", title: label, "aria-label": label, onclick: run }, text);
  frame.append(
    element(
      "div",
      { className: "process-buttons" },
      button(words.zoomIn, "+", () => canvas.zoom(canvas.zoom() * 1.25)),
      button(words.zoomOut, "−", () => canvas.zoom(canvas.zoom() / 1.25)),
      button(words.whole, words.whole, () => canvas.zoom("fit-viewport", "auto")),
      button(words.here, words.here, () => look(canvas, registry, diagram.tokens)),
    ),
  );
}

// The wheel scrolls the page; over a diagram that was clicked, or with Ctrl, it moves the diagram.
function calmWheel(viewer, container) {
  const zoomScroll = viewer.get("zoomScroll");
  zoomScroll.toggle(false);
  container.addEventListener("pointerdown", () => zoomScroll.toggle(true));
  container.addEventListener("pointerleave", () => zoomScroll.toggle(false));
  container.addEventListener("wheel", (event) => {
    if (event.ctrlKey) zoomScroll.toggle(true);
  }, { capture: true, passive: true });
}
