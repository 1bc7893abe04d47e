// A session that is over is noticed by whichever request comes next (app/web/errors.py, X-Sign-In-Again): a dialog over
// the page signs in again, and one goes on where one was. Nobody goes on with what another person has begun.
import { csrfToken, element } from "./dom.js";
import { showNotice } from "./notice.js";
import { word } from "./words.js";

const dialog = document.getElementById("sign-in");
const { person: owner = "", login = "", name: ownerName = "" } = document.body.dataset;
let asking = null;
let putOff = false;

/** What every request of the page carries: whose page it is, and the token of its forms when it changes something. */
export function headersOf(method) {
  const headers = owner ? { "X-Page-Of": owner } : {};
  if (method.toUpperCase() !== "GET") headers["X-CSRFToken"] = csrfToken();
  return headers;
}

/**
 * Sign in again over the page; resolves to whether the interrupted request may be repeated.
 * `quiet`: nobody waits for the request, so it does not ask again once the person has put the question off.
 */
export function signInAgain({ quiet = false } = {}) {
  if (!dialog || (quiet && putOff)) return Promise.resolve(false);
  asking ??= ask().finally(() => (asking = null));
  return asking;
}

async function ask() {
  const answer = await call();
  if (isForm(answer)) return fill(await answer.text());
  if (!answer.ok) throw new TypeError(answer.statusText);
  return take(await answer.json());
}

const call = (body) =>
  fetch(dialog.dataset.address, { method: body ? "POST" : "GET", body, headers: { Accept: "text/html", ...headersOf(body ? "POST" : "GET") } });

const isForm = (answer) => answer.status < 500 && (answer.headers.get("Content-Type") ?? "").startsWith("text/html");

/** Show the form until somebody has signed in or puts it off. */
function fill(html) {
  return new Promise((resolve) => {
    const finish = (done) => {
      dialog.removeEventListener("close", later);
      if (dialog.open) dialog.close();
      dialog.replaceChildren();
      resolve(done);
    };
    const later = () => {
      putOff = true;
      showNotice(word("signedOut"), { label: word("signIn"), run: () => signInAgain() });
      finish(false);
    };
    const show = (markup) => {
      dialog.innerHTML = markup;
      const form = dialog.querySelector("form");
      form.querySelector("[data-sign-in-later]").addEventListener("click", () => dialog.close());
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        event.stopPropagation();
        send(form);
      });
      form.elements["again-login"].value ||= login;
      form.elements["again-password"].focus();
    };
    const send = async (form) => {
      const answer = await call(new URLSearchParams(/** @type {any} */ (new FormData(form)))).catch(() => null);
      if (answer && isForm(answer)) show(await answer.text());
      else if (!answer?.ok) complain(form, answer ? word("serverFailed") : word("connectionLost"));
      else finish(take(await answer.json()));
    };
    dialog.addEventListener("close", later);
    show(html);
    if (!dialog.open) dialog.showModal();
    dialog.querySelector("[name=again-password]").focus();
  });
}

function complain(form, text) {
  form.querySelector(".notice")?.remove();
  form.querySelector(".sheet-title").after(element("div", { className: "notice notice-error", role: "alert" }, text));
}

/** Somebody is signed in: the page goes on when it is theirs. */
function take({ person, name, form_token: token }) {
  if (String(person) !== owner) {
    putOff = true;
    const open = { label: word("openAs", { name }), run: () => location.reload() };
    showNotice(word("otherPerson", { name, owner: ownerName }), open);
    return false;
  }
  putOff = false;
  showNotice("");
  document.querySelector('meta[name="csrf-token"]').content = token;
  for (const input of document.querySelectorAll("input[name=csrf_token]")) input.value = token;
  return true;
}
