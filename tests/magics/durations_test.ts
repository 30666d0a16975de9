import assert from "node:assert/strict";
import { formatDuration } from "../../magics/durations.ts";

Deno.test("durations have three digits and a unit, as IPython's", () => {
  const cases: [seconds: number, text: string][] = [
    [0, "0 ns"],
    [4.2e-10, "0.42 ns"],
    [1e-9, "1 ns"],
    [12.34e-9, "12.3 ns"],
    [1e-6, "1 μs"],
    [999e-6, "999 μs"],
    [0.001, "1 ms"],
    [0.01234, "12.3 ms"],
    [0.5, "500 ms"],
    [1, "1 s"],
    [12.345, "12.3 s"],
    [59.99, "60 s"],
    [60, "1min"],
    [65.4, "1min 5s"],
    [3600, "1h"],
    [90_061, "1d 1h 1min 1s"],
  ];
  for (const [seconds, text] of cases) assert.equal(formatDuration(seconds), text);
  assert.equal(formatDuration(0.012345678, 5), "12.346 ms");
});
