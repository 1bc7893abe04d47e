// The bar over the foot of the page, for what concerns all of it: no connection, no session.
import { element } from "./dom.js";

const bar = document.getElementById("connection");

/** Show the words, with a button when there is an `action` {label, run}; empty words take the bar away. */
export function showNotice(text, action = null) {
  bar.replaceChildren(text);
  if (action) bar.append(" ", element("button", { type: "button", className: "btn btn-sm", onclick: action.run }, action.label));
  bar.hidden = !text;
}

export const isNoticed = () => !bar.hidden;
