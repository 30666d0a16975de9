/** The code that was kept runs again. @module */

import assert from "node:assert/strict";
import { bench, manifestText, paths, runAgain, take } from "./code_helpers.ts";

Deno.test("snapshotCode() keeps what a main module imports, so that it runs again", async () => {
  using it = bench({
    "train/main.ts": `
      import { rate } from "../lib/rate.ts";
      import type { Sample } from "./types.ts";
      import settings from "./settings.json" with { type: "json" };
      export * from "./again.ts";
      export { two } from "./again.ts";
      const { late } = await import("./late.ts");
      const template = await import(\`./template.js\`);
      const sample: Sample = { x: rate };
      console.log(JSON.stringify([sample, settings, late, template.default, Deno.args]));
    `,
    "train/types.ts":
      `import type { Deep } from "../lib/deep.d.ts"; export interface Sample { x: Deep }`,
    "lib/deep.d.ts": `export type Deep = number;`,
    "lib/rate.ts": `export const rate = 0.1;`,
    "train/settings.json": `{ "epochs": 3 }`,
    "train/again.ts": `export const two = 2;`,
    "train/late.ts": `export const late: import("./only_type.ts").Late = "late";`,
    "train/only_type.ts": `export type Late = string;`,
    "train/template.js": `export default "template";`,
    "train/unrelated.ts": `export {};`,
  });
  const manifest = await take(it, "train/main.ts");
  assert.equal(manifest.state, "complete");
  assert.equal(manifest.entry, "train/main.ts");
  assert.deepEqual(paths(manifest), [
    "lib/deep.d.ts",
    "lib/rate.ts",
    "train/again.ts",
    "train/late.ts",
    "train/main.ts",
    "train/only_type.ts",
    "train/settings.json",
    "train/template.js",
    "train/types.ts",
  ]);
  assert.ok(!manifestText(it).includes(it.project.path));
  const { stdout, stderr } = await runAgain(it, ["--fast"]);
  assert.equal(stderr, "");
  assert.equal(stdout, '[{"x":0.1},{"epochs":3},"late","template",["--fast"]]\n');
});

Deno.test("snapshotCode() keeps files that are named beside a module, and what workers import", async () => {
  using it = bench({
    "main.ts": `
      import { join } from "node:path";
      const text = Deno.readTextFileSync(new URL("./words.txt", import.meta.url));
      const joined = Deno.readTextFileSync(join(import.meta.dirname!, "data", "joined #1.txt"));
      const summed = Deno.readTextFileSync(import.meta.dirname + "/summed.txt");
      const templated = Deno.readTextFileSync(\`\${import.meta.dirname}/templated.txt\`);
      const resolved = Deno.readTextFileSync(new URL(import.meta.resolve("./resolved.txt")));
      const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
      worker.onmessage = ({ data }) => {
        console.log(text + joined + summed + templated + resolved + data);
        worker.terminate();
      };
      void new URL("./made_later.txt", import.meta.url);
      void new URL(".", import.meta.url);
    `,
    "words.txt": "a",
    "data/joined #1.txt": "b",
    "summed.txt": "c",
    "templated.txt": "d",
    "resolved.txt": "e",
    "worker.ts": `import { f } from "./in_worker.ts"; postMessage(f);`,
    "in_worker.ts": `export const f = "f";`,
  });
  const manifest = await take(it, "main.ts");
  assert.deepEqual([manifest.state, manifest.warnings, manifest.left_out], ["complete", [], []]);
  const { stdout, stderr } = await runAgain(it);
  assert.equal(stderr, "");
  assert.equal(stdout, "abcdef\n");
});

Deno.test("snapshotCode() follows circles, CommonJS, JSX and every syntax of TypeScript", async () => {
  using it = bench({
    "main.ts": `
      import { a } from "./circle_a.ts";
      import { view } from "./view.tsx";
      import common from "./common.cjs";
      enum Kind { One = 1 }
      namespace Space { export const two = 2; }
      abstract class Base<T extends object = object> { constructor(protected readonly x: T) {} }
      class Model extends Base { declare y: number; override toString() { return "model"; } }
      const same = <const T,>(x: T) => x satisfies unknown as T;
      using _ = { [Symbol.dispose]() {} };
      console.log(a(), view, common.value, Kind.One, Space.two, \`\${new Model({})}\`, same(3)!);
    `,
    "circle_a.ts": `import { b } from "./circle_b.ts"; export const a = () => b();`,
    "circle_b.ts": `import { a } from "./circle_a.ts"; export const b = () => typeof a;`,
    "view.tsx":
      `const h = { make: (name: string) => name };\n/** @jsx h.make */\nexport const view = <p>x</p>;`,
    "common.cjs": `const part = require("./part.cjs"); module.exports = { value: part };`,
    "part.cjs": `module.exports = "part";`,
  });
  const manifest = await take(it, "main.ts");
  assert.deepEqual(manifest.warnings, []);
  assert.deepEqual(paths(manifest), [
    "circle_a.ts",
    "circle_b.ts",
    "common.cjs",
    "main.ts",
    "part.cjs",
    "view.tsx",
  ]);
  const { stdout, stderr } = await runAgain(it);
  assert.equal(stderr, "");
  assert.equal(stdout, "function p part 1 2 model 3\n");
});

Deno.test("snapshotCode() reads decorators of either kind", async () => {
  using it = bench({
    "main.ts": `import "./new.ts"; import "./old.ts";`,
    "new.ts": `@((await import("./one.ts")).mark) export class A { @log accessor x = 1; }`,
    "old.ts": `class B { constructor(@inject("two") private x: number) {} } import "./two.ts";`,
    "one.ts": "",
    "two.ts": "",
  });
  const manifest = await take(it, "main.ts");
  assert.deepEqual(manifest.warnings, []);
  assert.deepEqual(paths(manifest), ["main.ts", "new.ts", "old.ts", "one.ts", "two.ts"]);
});

Deno.test("snapshotCode() keeps bytes as they are, also of a module with a mark in front", async () => {
  const bytes = Uint8Array.from([0, 255, 254, 13, 10]);
  using it = bench({
    "main.ts": "\uFEFFimport './other.ts';\r\nnew URL('./blob.bin', import.meta.url);\r\n",
    "other.ts": "",
    "blob.bin": bytes,
  });
  const manifest = await take(it, "main.ts");
  assert.deepEqual(paths(manifest), ["blob.bin", "main.ts", "other.ts"]);
  assert.deepEqual(Deno.readFileSync(it.run.join("code", "scripts", "blob.bin")), bytes);
  assert.deepEqual(
    Deno.readFileSync(it.run.join("code", "scripts", "main.ts")),
    Deno.readFileSync(it.project.join("main.ts")),
  );
});
