/** Charts of runs, metrics and parameters that are called as something else. @module */
import assert from "node:assert/strict";
import { parse } from "npm:vega@6.4.0";
import { type ChartKind, compare } from "../../src/charts/mod.ts";
import { tempDir } from "../helpers/mod.ts";
import { writeRun } from "../cli/fixture.ts";
import { compileOld } from "./compile_spec.ts";

/** What every object has, and what means something in Vega's expressions or in HTML. */
const NAMES = [
  "constructor",
  "__proto__",
  "toString",
  "loss[0].a\\.b",
  `"><script>alert(1)</script>`,
  "datum['x']",
  'a\\" + 1 + "',
];
const KINDS: ChartKind[] = ["curves", "bars", "scatter", "parallel"];
const LOGGER = {
  level: () => LOGGER,
  warn: () => LOGGER,
  info: () => LOGGER,
  debug: () => LOGGER,
  error: (...messages: unknown[]): never => {
    throw new Error(messages.join(" "));
  },
};

Deno.test("odd names of runs, metrics and parameters are drawn, and parsed as frontends do", async () => {
  using dir = tempDir();
  const metrics = Object.fromEntries(NAMES.map((name, i) => [name, [1, 2, i]]));
  for (const [i, name] of ["constructor", "__proto__", "toString"].entries()) {
    const params = Object.fromEntries(NAMES.map((param) => [param, i % 2 ? `<b>${i}` : i]));
    const start = Date.UTC(2026, 1, 1 + i);
    await writeRun(dir.path, { project: "constructor", name, params, metrics, start });
  }
  for (const kind of KINDS) {
    for (const name of NAMES) {
      const by = kind === "bars" || kind === "scatter" ? { by: name } : {};
      const options = { baseDir: dir.path, kind, metrics: [name], ...by };
      const chart = await compare("constructor/*", options);
      const svg = await chart.svg();
      assert.doesNotMatch(svg, /<script/);
      // Expressions are looked at when the compiled specification is parsed.
      const { spec } = compileOld(chart.spec, { logger: LOGGER }) as { spec: never };
      parse(spec);
    }
  }
});
