// A request of htmx that did not reach its end is made once more: after signing in again by itself, after a fault of the
// server or of the line when the person asks for it. The same element sends, so what is typed by then goes along.
import htmx from "htmx.org";
import { isNoticed, showNotice } from "./notice.js";
import { SIGN_IN_AGAIN } from "./send.js";
import { headersOf, signInAgain } from "./session.js";
import { showToast } from "./toasts.js";
import { word } from "./words.js";

const issued = new WeakMap();
const repeated = new WeakMap();

/** `htmx.ajax`, done only when the request was repeated, if it has to be. */
export async function ajax(verb, address, options) {
  await htmx.ajax(verb, address, options);
  await repeated.get(options.source);
}

/** Whether the server has done what a request of htmx asked for; htmx itself does not say so of a redirect. */
export const isDone = ({ xhr }) => xhr.status >= 200 && xhr.status < 400;

document.body.addEventListener("htmx:confirm", (event) => {
  const { elt, issueRequest, triggeringEvent, etc } = event.detail;
  const button = triggeringEvent?.submitter;
  if (button?.name) etc.values = { ...etc.values, [button.name]: button.value }; // the focus may have left it by then
  // scripts and people make requests that somebody waits for; what a page does by itself comes with events of its own
  issued.set(elt, { again: () => issueRequest(true), quiet: Boolean(triggeringEvent && !triggeringEvent.isTrusted) });
});

document.body.addEventListener("htmx:configRequest", (event) => {
  Object.assign(event.detail.headers, headersOf(event.detail.verb));
});

const isSignedOut = (xhr) => xhr.getResponseHeader(SIGN_IN_AGAIN) !== null;

document.body.addEventListener("htmx:beforeOnLoad", (event) => {
  const { elt, xhr } = event.detail;
  const request = issued.get(elt);
  if (isSignedOut(xhr)) {
    event.preventDefault();
    const renewed = signInAgain({ quiet: request?.quiet }).catch(() => lost(request));
    repeated.set(elt, renewed.then((again) => again && request?.again()));
  } else if (xhr.status >= 500) {
    event.preventDefault();
    if (!request?.quiet) fail(xhr, request);
  } else repeated.delete(elt);
});

function fail(xhr, request) {
  const { toast } = JSON.parse(xhr.getResponseHeader("HX-Trigger") || "{}");
  showToast({ message: toast?.message ?? word("serverFailed"), kind: "error", action: again(request) });
}

const again = (request) => request && { label: word("tryAgain"), run: () => request.again() };

function lost(request) {
  showNotice(word("connectionLost"), request?.quiet ? null : again(request));
  return false;
}

for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.body.addEventListener(name, (event) => lost(issued.get(event.detail.elt)));
}

document.body.addEventListener("htmx:afterOnLoad", (event) => {
  if (isNoticed() && !isSignedOut(event.detail.xhr)) showNotice("");
});
