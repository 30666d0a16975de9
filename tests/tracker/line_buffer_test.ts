import assert from "node:assert/strict";
import fc from "fast-check";
import { toNumber } from "../../src/store/mod.ts";
import { LineBuffer } from "../../src/tracker/line_buffer.ts";

function textOf(line: LineBuffer): string {
  return new TextDecoder().decode(line.bytes.subarray(0, line.length));
}

Deno.test("a number's bytes are JSON that reads as the same number", () => {
  const line = new LineBuffer();
  const hard = [
    0,
    -0,
    NaN,
    Infinity,
    -Infinity,
    5e-324,
    -1.7976931348623157e308,
    2 ** 53,
    -10,
    1e21,
  ];
  fc.assert(
    fc.property(fc.oneof(fc.double(), fc.maxSafeInteger(), fc.constantFrom(...hard)), (value) => {
      line.clear();
      line.number(value);
      assert(Object.is(toNumber(JSON.parse(textOf(line))), value), `${value}: ${textOf(line)}`);
    }),
    { numRuns: 2000 },
  );
});

Deno.test("a line grows as long as it has to", () => {
  const line = new LineBuffer();
  const word = new TextEncoder().encode("wörd,");
  for (let i = 0; i < 5000; i++) {
    line.raw(word);
    line.number(i);
  }
  assert.equal(textOf(line), Array.from({ length: 5000 }, (_, i) => `wörd,${i}`).join(""));
});
