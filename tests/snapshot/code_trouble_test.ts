/** What cannot be kept is told, and never an error. @module */

import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { snapshotCode } from "../../src/snapshot/code.ts";
import { restoreCode } from "../../src/snapshot/mod.ts";
import { tempDir } from "../helpers/mod.ts";
import { bench, manifestText, paths, take } from "./code_helpers.ts";

Deno.test("snapshotCode() tells of missing files and wrong syntax, and keeps the rest", async () => {
  using it = bench({
    "main.ts": [
      `import { good } from "./good.ts";`,
      `if (Deno.args.length > 9) await import("./missing.ts");`,
      `const name = "./x.ts"; await import(name);`,
      `import "unheard-of"; import "./broken.ts";`,
      `console.log(good);`,
    ].join("\n"),
    "good.ts": `export const good = 1;`,
    "broken.ts": `import "./good.ts";\nconst = ;`,
  });
  const manifest = await take(it, "main.ts");
  assert.equal(manifest.state, "partial");
  assert.deepEqual(paths(manifest), ["broken.ts", "good.ts", "main.ts"]);
  assert.deepEqual(manifest.warnings, [
    "Cannot follow the import in main.ts:3: its specifier is computed",
    'main.ts:2 refers to "./missing.ts", which is not in the snapshot: missing',
    "Cannot parse broken.ts: Unexpected token (2:6)",
    'Cannot tell what is imported as "unheard-of": no import map that was found names it',
  ]);
  assert.deepEqual(manifest.left_out, [{ path: "missing.ts", reason: "missing" }]);
});

Deno.test("snapshotCode() leaves out what is no code, too large, or secret", async () => {
  using it = bench({
    "main.ts": `
      for (const name of []) console.log(name);
      import "./node_modules/pkg/index.js";
      import previous from "./experiments/p/e/params.json" with { type: "json" };
      const urls = [
        new URL("./.env", import.meta.url),
        new URL("./big.bin", import.meta.url),
        new URL("./data/", import.meta.url),
      ];
    `,
    ".env": "TOKEN=hush",
    "big.bin": "x".repeat(2000),
    "data/a.csv": "1",
    "node_modules/pkg/index.js": "",
    "experiments/p/e/params.json": "{}",
  });
  const manifest = await take(it, "main.ts", {
    exclude: [it.project.join("experiments")],
    maxBytes: 1000,
  });
  assert.deepEqual(paths(manifest), ["main.ts"]);
  assert.deepEqual(manifest.left_out, [
    { path: "node_modules/pkg/index.js", reason: "node_modules" },
    { path: "experiments/p/e/params.json", reason: "excluded" },
    { path: ".env", reason: "may hold secrets" },
    { path: "big.bin", reason: "too large" },
    { path: "data", reason: "folder" },
  ]);
});

Deno.test("snapshotCode() keeps a main module within an excluded folder", async () => {
  using it = bench({ "main.ts": `import "./other.ts";`, "other.ts": "" });
  const manifest = await take(it, "main.ts", { exclude: [it.project.path] });
  assert.deepEqual(paths(manifest), ["main.ts", "other.ts"]);
});

Deno.test("snapshotCode() records a start that was not from a file", async () => {
  const cases: [string | null, string, string | null][] = [
    ["https://user:hush@example.com/main.ts?token=hush", "remote", null],
    ["data:text/javascript,1", "data", null],
    ["file:///somewhere/$deno$eval.mts", "eval", null],
    ["file:///somewhere/$deno$repl.mts", "repl", null],
    ["file:///somewhere/$deno$jupyter.mts", "jupyter", null],
    ["npm:cowsay@1.6.0", "package", "npm:cowsay@1.6.0"],
    [null, "unknown", null],
  ];
  for (const [mainModule, kind, specifier] of cases) {
    using it = bench({});
    const manifest = await snapshotCode({ mainModule, codeDir: it.run.path, exclude: [] });
    assert.deepEqual([manifest.state, manifest.kind, manifest.entry], ["none", kind, null]);
    if (specifier !== null) assert.equal(manifest.specifier, specifier);
    assert.ok(!JSON.stringify(manifest).includes("hush"));
    assert.deepEqual(manifest.warnings, []);
  }
});

Deno.test("snapshotCode() records a main module that is gone", async () => {
  using it = bench({});
  const manifest = await take(it, "gone.ts");
  assert.equal(manifest.state, "none");
  assert.deepEqual(manifest.warnings, [
    "The main module is not in the snapshot: missing",
  ]);
});

Deno.test("restoreCode() refuses a run without code", async () => {
  using run = tempDir();
  await assert.rejects(restoreCode(run.path, run.join("new")), {
    name: "Error",
    message:
      `Cannot restore the code of the run ${run.path}: it has none (code/code.json is not there)`,
  });
  await snapshotCode({
    mainModule: "file:///x/$deno$stdin.mts",
    codeDir: run.join("code"),
    exclude: [],
  });
  await assert.rejects(restoreCode(run.path, run.join("new")), {
    name: "Error",
    message:
      `Cannot restore the code of the run ${run.path}: it was not started from a file (stdin)`,
  });
});

Deno.test("restoreCode() refuses code that is changed, gone, or leaves the folder", async () => {
  using it = bench({ "main.ts": "1;" });
  await take(it, "main.ts");
  const kept = it.run.join("code", "scripts", "main.ts");
  writeFileSync(kept, "2;");
  const message = `Cannot restore the code of the run ${it.run.path}: `;
  await assert.rejects(restoreCode(it.run.path, it.run.join("new")), {
    message: `${message}its file main.ts was changed since`,
  });
  Deno.removeSync(kept);
  await assert.rejects(restoreCode(it.run.path, it.run.join("new")), {
    message: `${message}its file main.ts cannot be read`,
  });
  for (const path of ["../main.ts", "/main.ts", "a/../../main.ts", "C:\\\\main.ts"]) {
    const text = manifestText(it).replaceAll('"main.ts"', `"${path}"`);
    const other = tempDir();
    other.write("code/code.json", text);
    await assert.rejects(restoreCode(other.path, other.join("new")), {
      message: `Cannot restore the code of the run ${other.path}: code/code.json is damaged: ` +
        `the path ${JSON.stringify(JSON.parse(`"${path}"`))} leaves the folder`,
    });
    assert.ok(!existsSync(other.join("main.ts")));
    other[Symbol.dispose]();
  }
});
