/** Numbers, times and values as people read them. @module */
import assert from "node:assert/strict";
import {
  flattenParams,
  formatBytes,
  formatDuration,
  formatNumber,
  formatNumbers,
  formatTime,
  formatValue,
  sparkline,
} from "../../src/display/mod.ts";

Deno.test("formatNumber() keeps five significant digits and whole numbers", () => {
  const shown = [
    0,
    -0,
    1,
    123456789,
    0.5,
    0.123456,
    1234.5678,
    1e-5,
    1.23456e-9,
    2e20,
    NaN,
    -Infinity,
  ];
  assert.deepEqual(shown.map(formatNumber), [
    "0",
    "0",
    "1",
    "123456789",
    "0.5",
    "0.12346",
    "1234.6",
    "1e-5",
    "1.2346e-9",
    "2e20",
    "NaN",
    "-Infinity",
  ]);
});

Deno.test("formatNumbers() gives numbers of like size the same decimals", () => {
  assert.deepEqual(formatNumbers([0.9, 0.9567, undefined, NaN]), ["0.9000", "0.9567", "", "NaN"]);
  assert.deepEqual(formatNumbers([1, 2, 3]), ["1", "2", "3"]);
  assert.deepEqual(formatNumbers([1e-7, 0.5]), ["1e-7", "0.5"]);
  assert.deepEqual(formatNumbers([12345.5, 0.001]), ["12346", "0.001"]);
  assert.deepEqual(formatNumbers([]), []);
});

Deno.test("formatDuration() uses at most two units", () => {
  const lengths = [0, 999, 1000, 12_340, 60_000, 61_000, 3_600_000, 7_500_000, 90_000_000, -5, NaN];
  assert.deepEqual(lengths.map(formatDuration), [
    "0 ms",
    "999 ms",
    "1 s",
    "12.3 s",
    "1 min",
    "1 min 1 s",
    "1 h",
    "2 h 5 min",
    "1 d 1 h",
    "0 ms",
    "",
  ]);
});

Deno.test("formatTime() is empty for no time", () => {
  assert.match(formatTime(Date.UTC(2026, 7, 3, 12)), /^2026-08-0[234] \d\d:\d\d$/);
  assert.match(formatTime(0, "second"), /:\d\d:\d\d$/);
  assert.equal(formatTime(NaN), "");
});

Deno.test("formatBytes() counts in thousands", () => {
  assert.deepEqual([0, 999, 1000, 1234, 99_950, 123_456, 5e9].map(formatBytes), [
    "0 B",
    "999 B",
    "1 kB",
    "1.2 kB",
    "100 kB",
    "123 kB",
    "5 GB",
  ]);
});

Deno.test("formatValue() writes any parameter on one line", () => {
  assert.equal(formatValue([64, 32]), "[64, 32]");
  assert.equal(formatValue({ a: [1, "x"], b: null }), '{"a": [1, "x"], "b": null}');
  assert.equal(formatValue("two\nlines"), "two\\nlines");
  assert.equal(formatValue([]), "[]");
  assert.equal(formatValue({}), "{}");
  assert.equal(formatValue(undefined), "");
  assert.equal(formatValue(true), "true");
});

Deno.test("flattenParams() joins nested names and keeps arrays", () => {
  const flat = flattenParams({ lr: 1, net: { layers: [1, 2], act: { name: "relu" }, none: {} } });
  assert.deepEqual([...flat], [
    ["lr", 1],
    ["net.layers", [1, 2]],
    ["net.act.name", "relu"],
    ["net.none", {}],
  ]);
});

Deno.test("sparkline() shows the shape of any number of values", () => {
  assert.equal(sparkline(Float64Array.of(0, 1, 2, 3, 4, 5, 6, 7), 8), "▁▂▃▄▅▆▇█");
  assert.equal(sparkline(Float64Array.of(5, 5), 8), "▄▄");
  assert.equal(sparkline(Float64Array.of(0, NaN, 1), 8), "▁ █");
  assert.equal(sparkline(Float64Array.of(NaN, Infinity), 8), "  ");
  assert.equal(sparkline(new Float64Array(), 8), "");
  assert.equal(sparkline(Float64Array.from({ length: 1000 }, (_, i) => i), 8), "▁▂▃▄▅▆▇█");
});
