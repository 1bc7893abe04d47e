// Evaluates FEEL with feelin, one JSON line in, one out: {source, scope, test} -> {value} or {error}.
// With `test` the source is unary tests and the scope holds what is tested as "?".
import { createInterface } from 'node:readline';
import { evaluate, unaryTest } from 'feelin';

const plain = (value) => {
  if (value === undefined || value === null) return null;
  if (typeof value === 'function') return { function: true };
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object') {
    if (Object.getPrototypeOf(value) !== Object.prototype && typeof value.toString === 'function') {
      return String(value);
    }
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plain(entry)]));
  }
  return value;
};

for await (const line of createInterface({ input: process.stdin })) {
  const { source, scope, test } = JSON.parse(line);
  let answer;
  try {
    answer = { value: plain((test ? unaryTest : evaluate)(source, scope).value) };
  } catch (error) {
    answer = { error: String(error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
