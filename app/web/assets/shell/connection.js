// A lost connection is said in words, and what is typed stays where it is.
import { isNoticed, showNotice } from "./notice.js";
import { showToast } from "./toasts.js";
import { word } from "./words.js";

window.addEventListener("offline", () => showNotice(word("connectionLost")));
window.addEventListener("online", () => {
  if (isNoticed()) showToast({ message: word("connectionBack"), kind: "success" });
  showNotice("");
});
