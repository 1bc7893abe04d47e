// Small helpers of all modules.
import htmx from "htmx.org";

/** Make an element: element("p", { className: "x", onclick }, "text", child). Text is never read as HTML. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.includes("-") || key === "role" || key === "for") made.setAttribute(key, value);
    else made[key] = value;
  }
  made.append(...children);
  return made;
}

/** An icon of the sprite. The build finds the name by this call. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${document.body.dataset.icons}#${name}`);
  svg.append(use);
  return svg;
}

/** Call `work(element)` for each element that matches, now and whenever htmx brings new ones. */
export function whenever(selector, work) {
  const visit = (root) => {
    if (root.matches?.(selector)) work(root);
    root.querySelectorAll?.(selector).forEach(work);
  };
  htmx.onLoad(visit);
}

/** Something kept in the browser; storage may be switched off or full, then nothing is kept. */
export const kept = {
  read(key, storage = "localStorage") {
    try {
      return JSON.parse(window[storage].getItem(key));
    } catch {
      return null;
    }
  },
  write(key, value, storage = "localStorage") {
    try {
      if (value === null) window[storage].removeItem(key);
      else window[storage].setItem(key, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  },
};

export const csrfToken = () => document.querySelector('meta[name="csrf-token"]').content;
