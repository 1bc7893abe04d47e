// The words that scripts say, in the language of the page (app/web/layout.py).
const known = JSON.parse(document.body.dataset.words || "{}");

export function word(key, values = {}) {
  const text = known[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
