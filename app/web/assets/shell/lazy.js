// Loads what only some pages need: Tom Select for `data-picker` and `data-picker-url`, Quill for `data-rich-text`, Cally
// for `data-date`.
import { whenever } from "./dom.js";

whenever("select[data-picker], select[data-picker-url]", async (control) => (await import("./picker.js")).enhance(control));
whenever("textarea[data-rich-text]", async (control) => (await import("./rich-text.js")).enhance(control));
whenever("input[data-date]", async (input) => (await import("./date-picker.js")).enhance(input));
