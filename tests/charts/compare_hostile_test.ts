/** Names and values that mean something to somebody else. @module */

import assert from "node:assert/strict";
import { type ChartOptions, compare } from "../../src/charts/mod.ts";
import { tempDir } from "../helpers/mod.ts";
import { type FixedRun, writeRuns } from "./comparison_runs.ts";
import { compileMessages, compileNew, compileOld } from "./compile_spec.ts";
import { HOSTILE_NAMES } from "./render_sample.ts";

/** Said in every name, so that it is found wherever a name came to. */
const SIGN = "zQ9z";

const NAMES = HOSTILE_NAMES.map((name) => SIGN + name);

/** Runs in which all that users name is hostile; the last of the runs lacks half of it. */
function hostileRuns(): FixedRun[] {
  return NAMES.map((name, i) => ({
    name,
    params: Object.fromEntries([
      ...NAMES.map((param, k) => [param, NAMES[(i + k) % NAMES.length]]),
      ["__proto__", i],
      ["constructor", 10 ** i],
    ]),
    metrics: Object.fromEntries([
      ...NAMES.slice(0, 3).map((metric) => [metric, [i, 3, 1 / (i + 1)]]),
      ["__proto__", [1, 2, i]],
      ["hasOwnProperty", i % 2 === 0 ? [2] : [1, NaN]],
    ]),
  }));
}

/** Calls `see` with each key and each text of a value, and where it is. */
function walk(
  value: unknown,
  see: (text: string, isKey: boolean, path: string) => void,
  path = "",
): void {
  if (typeof value === "string") return see(value, false, path);
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    see(key, true, path);
    walk(inner, see, `${path}/${key}`);
  }
}

/** Where Vega reads a text as code. */
const CODE = /\/(signal|expr|update|test|init)$/;

const CHARTS: ChartOptions[] = [
  {},
  { smooth: 0.5, log: true },
  { kind: "bars" },
  { kind: "bars", by: NAMES[2] },
  { kind: "scatter", by: "__proto__" },
  { kind: "scatter", by: NAMES[0] },
  { kind: "parallel" },
];

for (const options of CHARTS) {
  Deno.test(`hostile names are texts and nothing else: ${JSON.stringify(options).slice(0, 60)}`, async () => {
    using dir = tempDir();
    const baseDir = writeRuns(dir, hostileRuns());
    const chart = await compare(undefined, {
      ...options,
      baseDir,
      metrics: [NAMES[0]!, "__proto__", "hasOwnProperty"],
    });
    assert.deepEqual(compileMessages(chart.spec), []);
    let texts = 0;
    walk(chart.spec, (text, isKey) => {
      assert.ok(text.length <= 300, `a text of ${text.length} characters`);
      // deno-lint-ignore no-control-regex
      assert.doesNotMatch(text, /[\0-\x1f\x7f\u2028\u2029]/);
      assert.ok(text.isWellFormed());
      if (!text.includes(SIGN)) return;
      assert.ok(!isKey, `the name of a user is a field: ${text}`);
      texts++;
    });
    assert.ok(texts > 0);
    for (const compile of [compileOld, compileNew]) {
      walk(
        (compile(chart.spec, { logger: undefined }) as { spec: unknown }).spec,
        (text, isKey, path) => {
          if (isKey || CODE.test(path)) assert.ok(!text.includes(SIGN), `code: ${path} ${text}`);
        },
      );
    }
    await chart.svg();
  });
}

Deno.test("hostile names and values are escaped in the table, and on one line in the text", async () => {
  using dir = tempDir();
  const chart = await compare(undefined, { baseDir: writeRuns(dir, hostileRuns()) });
  const html = chart.table.html();
  assert.doesNotMatch(html, /<(script|img|svg)/i);
  assert.equal(html.split("<tr>").length - 1, NAMES.length + 3);
  assert.equal(chart.table.text().split("\n").length, NAMES.length + 4);
  // deno-lint-ignore no-control-regex
  assert.doesNotMatch(chart.text(), /[\0-\x09\x0b-\x1f\x7f]/);
});
