/** What a report tells of code and environment. @module */
import assert from "node:assert/strict";
import { join } from "node:path";
import { compare } from "../../src/charts/mod.ts";
import { tempDir } from "../helpers/mod.ts";
import { writeRun } from "../cli/fixture.ts";

/** Writes runs with a script and an environment each, and returns the report. */
async function reportOf(runs: { code: string; environment?: unknown }[]): Promise<string> {
  using dir = tempDir();
  for (const [i, { code, environment = { deno_version: "2.9.6" } }] of runs.entries()) {
    const start = Date.UTC(2026, 7, 3 + i);
    const run = await writeRun(dir.path, { name: `run ${i}`, metrics: { loss: [1, i] }, start });
    const at = (path: string): string => join(run.dir.slice(dir.path.length + 1), path);
    dir.write(at("code/scripts/train.ts"), code);
    dir.write(at("environment.json"), JSON.stringify(environment));
  }
  const chart = await compare("penguins/*", { baseDir: dir.path, kind: "table" });
  return await chart.html();
}

Deno.test("a report shows how code and packages changed from run to run, with nothing unescaped", async () => {
  const html = await reportOf([
    { code: "const lr = 0.1;\n", environment: { packages: { "npm:left-pad": "1.0.0" } } },
    { code: "const lr = 0.2; // <script>\n", environment: { packages: { "npm:left-pad": "<b>" } } },
  ]);
  assert.match(html, /-const lr = 0\.1;/);
  assert.match(html, /\+const lr = 0\.2; \/\/ &lt;script&gt;/);
  assert.match(html, /npm:left-pad<\/td><td[^>]*>1\.0\.0<\/td><td[^>]*>&lt;b&gt;<\/td>/);
  assert.doesNotMatch(html, /<script|<details/);
});

Deno.test("runs whose code is the same are counted", async () => {
  assert.match(
    await reportOf([{ code: "same" }, { code: "same" }, { code: "same" }]),
    /<p>Code and environment, as far as they were recorded, are the same in all runs\.<\/p>/,
  );
  assert.match(
    await reportOf([{ code: "same" }, { code: "same" }, { code: "other" }]),
    /<p>1 run had the code and environment of the run before\.<\/p>/,
  );
});

Deno.test("many changes are seen by their headings, and of very many runs the newest", async () => {
  const some = await reportOf(Array.from({ length: 6 }, (_, i) => ({ code: `version ${i}\n` })));
  assert.equal(some.match(/<details class="change">/g)?.length, 5);
  assert.match(some, /<summary>run 0 → run 1: 1 file of code<\/summary>/);
  const many = await reportOf(Array.from({ length: 35 }, (_, i) => ({ code: `version ${i}\n` })));
  assert.equal(many.match(/<details class="change">/g)?.length, 30);
  assert.match(many, /<p>Only the newest 31 runs are compared\.<\/p>/);
});
