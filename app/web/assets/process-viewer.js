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
      if (!diagram) continue;
      try {
        await show(canvas, diagram, NavigatedViewer, words);
      } catch (error) {
        failed(canvas, words, error); // one that cannot be drawn does not stop the others
      }
    }
  } catch (error) {
    host.querySelectorAll("[data-diagram]").forEach((canvas) => failed(canvas, words, error));
  }
}

function failed(canvas, words, error) {
  console.error(error);
  canvas.replaceChildren(element("p", { className: "process-failed" }, words.failed));
}

// Of a file with several diagrams the one on which the process is drawn.
async function open(viewer, diagram) {
  let problem;
  try {
    await viewer.importXML(diagram.xml);
  } catch (error) {
    problem = error; // of the first diagram, which may be another one
  }
  const drawn = viewer.getDefinitions()?.diagrams ?? [];
  const own = drawn.find(({ plane }) => {
    const shown = plane?.bpmnElement;
    return shown?.id === diagram.process || shown?.participants?.some((each) => each.processRef?.id === diagram.process);
  });
  if (own && (problem || own !== drawn[0])) await viewer.open(own);
  else if (problem) throw problem;
}

async function show(frame, diagram, NavigatedViewer, words) {
  const container = element("div", { className: "process-canvas" });
  frame.replaceChildren(container);
  const viewer = new NavigatedViewer({ container });
  await open(viewer, diagram);
  const canvas = viewer.get("canvas");
  const registry = viewer.get("elementRegistry");
  const mark = (id, marker) => {
    if (registry.get(id)) canvas.addMarker(id, marker);
    if (registry.get(`${id}_label`)) canvas.addMarker(`${id}_label`, marker);
  };
  [...diagram.elements, ...diagram.flows].forEach((id) => mark(id, "travelled"));
  const overlays = viewer.get("overlays");
  const places = diagram.tokens.flatMap((token) => placesOf(token, canvas, registry).map((id) => ({ id, words: token.words })));
  for (const [id, tokens] of Map.groupBy(places, (place) => place.id)) {
    mark(id, "token");
    const lines = tokens.map((token) => element("span", {}, token.words));
    overlays.add(id, { position: { bottom: -6, left: -10 }, html: element("div", { className: "token-bubble" }, ...lines) });
  }
  look(canvas, registry, diagram.tokens);
  addButtons(frame, viewer, diagram, words);
  calmWheel(viewer, container);
  frame.setAttribute("data-drawn", "");
}

// Where a token is seen: at its element, and at each closed sub-process around it, on whose plane the element is not.
function placesOf(token, canvas, registry) {
  const found = [];
  let plane;
  for (const id of [token.element, ...token.within]) {
    const shape = registry.get(id);
    if (!shape || canvas.findRoot(shape) === plane) continue;
    plane = canvas.findRoot(shape);
    found.push(id);
  }
  return found;
}

// The whole diagram, or when it would be too small to read, the place where the record stands.
function look(canvas, registry, tokens) {
  canvas.zoom("fit-viewport", "auto");
  const ids = tokens.length ? placesOf(tokens[0], canvas, registry) : [];
  const place = ids.map((id) => registry.get(id)).find((shape) => canvas.findRoot(shape) === canvas.getRootElement());
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
