// A file on its way to the server, with its progress; once more when the session was over and is renewed.
import { SIGN_IN_AGAIN } from "./send.js";
import { headersOf, signInAgain } from "./session.js";

/**
 * Hand a file over. Resolves to the answer; its status is 0 when the line broke.
 * Not by `send`: only this kind of request tells how far it has come.
 * @param {string} address
 * @param {File} file
 * @param {{progress: (part: number) => void, signal: AbortSignal}} options
 * @returns {Promise<{status: number, body: any, givenUp: boolean}>}
 */
export async function transmit(address, file, options) {
  const request = await once(address, file, options);
  const signedOut = request.status && request.getResponseHeader(SIGN_IN_AGAIN) !== null;
  if (signedOut && (await signInAgain().catch(() => false)) && !options.signal.aborted) return transmit(address, file, options);
  return { status: request.status, body: request.response, givenUp: options.signal.aborted };
}

/** @returns {Promise<XMLHttpRequest>} */
function once(address, file, { progress, signal }) {
  const request = new XMLHttpRequest();
  const body = new FormData();
  body.set("file", file);
  request.open("POST", address);
  for (const [name, value] of Object.entries({ Accept: "application/json", ...headersOf("POST") })) request.setRequestHeader(name, value);
  request.responseType = "json";
  request.upload.addEventListener("progress", ({ lengthComputable, loaded, total }) => {
    if (lengthComputable) progress(loaded / total);
  });
  signal.addEventListener("abort", () => request.abort(), { once: true });
  return new Promise((resolve) => {
    request.addEventListener("loadend", () => resolve(request));
    request.send(body);
  });
}
