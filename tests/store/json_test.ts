import assert from "node:assert/strict";
import fc from "fast-check";
import {
  fromIso,
  numberText,
  parseJson,
  stringifyJson,
  toIso,
  toNumber,
} from "../../src/store/mod.ts";

Deno.test("parseJson() reads bare NaN and infinities, and leaves strings alone", () => {
  assert.deepEqual(parseJson('{"a": NaN, "b": [-Infinity, Infinity], "c": "say NaN, \\"NaN\\""}'), {
    a: "NaN",
    b: ["-Infinity", "Infinity"],
    c: 'say NaN, "NaN"',
  });
  assert.throws(() => parseJson('{"a": NaNo}'), SyntaxError);
  assert.throws(() => parseJson("{"), SyntaxError);
});

Deno.test("numbers survive being stored", () => {
  fc.assert(fc.property(fc.double(), (value) => {
    assert(Object.is(toNumber(JSON.parse(numberText(value))), value));
    if (value !== 0) assert(Object.is(toNumber(JSON.parse(stringifyJson(value))), value));
  }));
});

Deno.test("times survive being text, to the microsecond", () => {
  assert.equal(toIso(1_700_000_000_123), "2023-11-14T22:13:20.123Z");
  assert.equal(toIso(1_700_000_000_123.456), "2023-11-14T22:13:20.123456Z");
  assert.equal(fromIso("2023-11-14T22:13:20.123456+00:00"), 1_700_000_000_123.456);
  fc.assert(fc.property(fc.integer({ min: -8e12, max: 8e12 }), (time) => {
    assert.equal(fromIso(toIso(time)), time);
    assert.equal(toIso(time), new Date(time).toISOString());
  }));
});
