// How scripts of a page ask the server: a session that is over is renewed over the page, and the request is made once more.
import { csrfToken } from "./dom.js";
import { headersOf, signInAgain } from "./session.js";

export const SIGN_IN_AGAIN = "X-Sign-In-Again";

/**
 * `fetch` for addresses of our own; the answer is JSON. `quiet`: nobody waits for it.
 * Rejects when the server cannot be reached.
 * @param {string | URL} address
 * @param {RequestInit & {quiet?: boolean}} asked
 */
export async function send(address, { quiet = false, method = "GET", headers = {}, ...options } = {}) {
  const once = () =>
    fetch(address, { ...options, method, headers: { Accept: "application/json", ...headersOf(method), ...headers } });
  const answer = await once();
  if (!answer.headers.has(SIGN_IN_AGAIN) || !(await signInAgain({ quiet }))) return answer;
  if (options.body instanceof FormData) options.body.set("csrf_token", csrfToken());
  return once();
}
