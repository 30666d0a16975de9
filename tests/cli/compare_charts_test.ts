/** `labbook compare --out`: charts as files, and runs that are chosen. @module */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { tempDir } from "../helpers/mod.ts";
import { labbook, writeSamples } from "./fixture.ts";

Deno.test("compare writes charts by the ending of the file's name, beside the table", async () => {
  using dir = tempDir();
  await writeSamples(dir.path);
  const table = (await labbook(["compare", "baseline", "wide", "--dir", dir.path])).stdout;
  const begins = {
    "report.html": "<!DOCTYPE html>",
    "chart.svg": "<svg ",
    "chart.PNG": "\x89PNG",
    "spec.json": '{\n  "$schema": "https://vega.github.io/schema/vega-lite/v5.json"',
  };
  await Promise.all(
    Object.entries(begins).map(async ([name, begin]) => {
      const path = dir.join(name);
      const { code, stdout, stderr } = await labbook(
        ["compare", "baseline", "wide", "--dir", dir.path, "--out", path],
      );
      assert.deepEqual({ code, stderr }, { code: 0, stderr: `Charts written to ${path}.\n` });
      assert.equal(stdout, table);
      assert.ok(readFileSync(path, "latin1").startsWith(begin), name);
    }),
  );
});

Deno.test("compare passes on how charts are drawn", async () => {
  using dir = tempDir();
  await writeSamples(dir.path);
  const draw = async (name: string, ...args: string[]): Promise<string> => {
    const path = dir.join(name);
    const { code, stderr } = await labbook(
      ["compare", "baseline", "wide", "--dir", dir.path, "--out", path, ...args],
    );
    assert.equal(code, 0, stderr);
    return readFileSync(path, "utf8");
  };
  const log = JSON.parse(await draw("log.json", "--log", "--metrics", "loss", "--smooth=0.5"));
  assert.match(JSON.stringify(log), /"type":"log"/);
  assert.match(JSON.stringify(log.title), /smoothed by 0\.5/);
  assert.doesNotMatch(JSON.stringify(log), /accuracy/);
});

Deno.test("compare takes the runs of a pattern, a project or an expression", async () => {
  using dir = tempDir();
  await writeSamples(dir.path);
  const runs = async (...args: string[]): Promise<string[]> => {
    const { stdout, stderr } = await labbook(["compare", "--json", "--dir", dir.path, ...args]);
    assert.equal(stderr, "");
    return JSON.parse(stdout).runs.map(({ run }: { run: string }) => run);
  };
  const all = ["penguins/baseline", "penguins/wide", "penguins/diverged"];
  assert.deepEqual(await runs("penguins/*"), all);
  assert.deepEqual(await runs("--project", "penguins"), all);
  assert.deepEqual(await runs("--project", "penguins", "--last", "2"), all.slice(1));
  assert.deepEqual(await runs("penguins/*", "--where", "params.lr < 1"), all.slice(0, 2));
});

Deno.test("compare replaces no file unless told, and writes nothing where it fails", async () => {
  using dir = tempDir();
  await writeSamples(dir.path);
  const path = dir.write("chart.svg", "mine");
  const compare = (...args: string[]) =>
    labbook(["compare", "baseline", "wide", "--dir", dir.path, ...args]);
  const { code, stdout, stderr } = await compare("--out", path);
  assert.deepEqual({ code, stdout, stderr }, {
    code: 1,
    stdout: "",
    stderr: `labbook: Cannot write ${JSON.stringify(path)}: it is there already, ` +
      "--force replaces it\n",
  });
  assert.equal(readFileSync(path, "utf8"), "mine");
  await compare("--out", path, "--metrics", "acuracy", "--force");
  assert.equal(readFileSync(path, "utf8"), "mine");
  assert.equal((await compare("--out", path, "--force")).code, 0);
  assert.ok(readFileSync(path, "utf8").startsWith("<svg "));
});

Deno.test("compare tells what it cannot write, and options that change nothing", async () => {
  using dir = tempDir();
  await writeSamples(dir.path);
  const cases: [args: string[], message: string][] = [
    [
      ["--out", "chart.gif"],
      'Cannot write "chart.gif": expected a name that ends in .html, .svg, .png or .json',
    ],
    [
      ["--out", "chart.svg", "--kind", "table"],
      'Cannot write "chart.svg": a table has no chart, expected a name that ends in .html',
    ],
    [["--log"], 'Cannot use the option "--log": it is for charts, expected --out <file>'],
    [["--force"], 'Cannot use the option "--force": it is for charts, expected --out <file>'],
    [
      ["--out", "a.svg", "--smooth", "1"],
      'Cannot use --smooth "1": expected a number from 0 to below 1',
    ],
    [
      ["--out", "a.svg", "--kind", "curve"],
      'Cannot use "curve" for "--kind <kind>": expected curves, bars, scatter, parallel or table',
    ],
    [["--last", "0"], 'Cannot use --last "0": expected a whole number, 1 or more'],
  ];
  for (const [args, message] of cases) {
    const { code, stdout, stderr } = await labbook(
      ["compare", "baseline", "wide", "--dir", dir.path, ...args],
    );
    assert.deepEqual({ code, stdout, stderr }, {
      code: 2,
      stdout: "",
      stderr: `labbook: ${message}\n`,
    });
  }
});
