// `data-submit-on-change`: a choice that sends its form at once. `data-back`: goes back. `data-fill-login`: fills and
// sends the sign-in form. `data-error-summary`: takes the focus when it arrives; where the errors are few and have none,
// the first wrong field does. Ctrl+Enter sends a form from a text.
import { whenever } from "./dom.js";

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit-on-change]")) event.target.form.requestSubmit();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-back]")) history.back();
  const person = event.target.closest("[data-fill-login]");
  if (!person) return;
  const form = document.querySelector("[data-sign-in]");
  form.elements.login.value = person.dataset.fillLogin;
  form.elements.password.value = person.dataset.fillPassword;
  form.requestSubmit();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.form ?? event.target.closest("form"); // a rich text is no control of its form
  if (form) event.preventDefault();
  form?.requestSubmit();
}, true);

// The server says what is wrong beside the field, in the language of the page; the browser's own bubbles would not.
whenever("form[method=post], form[hx-post]", (form) => (form.noValidate = true));

whenever("[data-error-summary]", (summary) => summary.focus());

whenever("form:has(.has-error)", (form) => {
  if (form.querySelector("[data-error-summary]")) return;
  form.querySelector(".has-error :is(input, select, textarea):not([type=hidden])")?.focus();
});
