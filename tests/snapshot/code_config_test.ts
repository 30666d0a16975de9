/** The configuration that Deno applies is kept, and followed. @module */

import assert from "node:assert/strict";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import { bench, paths, runAgain, take } from "./code_helpers.ts";

const PRINT = `export const name = "found"; if (import.meta.main) throw new Error("not main");`;

Deno.test("snapshotCode() follows the aliases of deno.json, in scopes too", async () => {
  using it = bench({
    "deno.jsonc": `{
      // aliases
      "imports": {
        "lib/": "./src/lib/",
        "named": "./src/named.ts", /* one */
        "outer": "./src/wrong.ts",
        "commander": "npm:commander@14.0.3",
      },
      "scopes": { "./src/scoped/": { "outer": "./src/right.ts" } },
    }`,
    "deno.lock": `{ "version": "5", "specifiers": {} }`,
    "src/main.ts": `
      import { one } from "lib/one.ts";
      import { named } from "named";
      import { right } from "./scoped/module.ts";
      const { Command } = await import("commander");
      console.log(one, named, right, typeof Command);
    `,
    "src/lib/one.ts": `export const one = 1;`,
    "src/named.ts": `export const named = "named";`,
    "src/scoped/module.ts": `export { right } from "outer";`,
    "src/right.ts": `export const right = "right";`,
    "src/wrong.ts": `export const right = "wrong";`,
  });
  const manifest = await take(it, "src/main.ts");
  assert.equal(manifest.state, "complete");
  assert.deepEqual([manifest.config, manifest.lock], ["deno.jsonc", "deno.lock"]);
  assert.deepEqual(manifest.external, ["npm:commander@14.0.3"]);
  assert.deepEqual(paths(manifest), [
    "deno.jsonc",
    "deno.lock",
    "src/lib/one.ts",
    "src/main.ts",
    "src/named.ts",
    "src/right.ts",
    "src/scoped/module.ts",
  ]);
  const { stdout, stderr } = await runAgain(it);
  assert.equal(stderr, "");
  assert.equal(stdout, "1 named right function\n");
});

Deno.test("snapshotCode() follows an import map in a file of its own", async () => {
  using it = bench({
    "deno.json": `{ "importMap": "./maps/map.json" }`,
    "maps/map.json": `{ "imports": { "alias": "../code/alias.ts" } }`,
    "code/alias.ts": PRINT,
    "main.ts": `import { name } from "alias"; console.log(name);`,
  });
  const manifest = await take(it, "main.ts");
  assert.deepEqual(paths(manifest), ["code/alias.ts", "deno.json", "main.ts", "maps/map.json"]);
  assert.equal((await runAgain(it)).stdout, "found\n");
});

Deno.test("snapshotCode() keeps a workspace and the packages of its members", async () => {
  using it = bench({
    "deno.json": `{ "workspace": ["./app", "packages/*"], "imports": { "top": "./top.ts" } }`,
    "top.ts": `export const top = "top";`,
    "app/deno.json": `{ "imports": { "own": "./own.ts" } }`,
    "app/own.ts": `export const own = "own";`,
    "app/main.ts": `
      import { own } from "own";
      import { top } from "top";
      import { data } from "@scope/data";
      import { more } from "@scope/data/more";
      console.log(own, top, data, more);
    `,
    "packages/data/deno.json":
      `{ "name": "@scope/data", "version": "1.0.0", "exports": { ".": "./mod.ts", "./more": "./more.ts" } }`,
    "packages/data/mod.ts": `export const data = "data";`,
    "packages/data/more.ts": `export const more = "more";`,
    "packages/idle/deno.json":
      `{ "name": "@scope/idle", "version": "1.0.0", "exports": "./mod.ts" }`,
    "packages/idle/mod.ts": `export {};`,
  });
  const manifest = await take(it, "app/main.ts");
  assert.deepEqual(manifest.warnings, []);
  assert.equal(manifest.config, "app/deno.json");
  assert.ok(!paths(manifest).includes("packages/idle/mod.ts"));
  const { stdout, stderr } = await runAgain(it);
  assert.equal(stderr, "");
  assert.equal(stdout, "own top data more\n");
});

Deno.test("snapshotCode() keeps package.json, and lets Deno install its packages again", async () => {
  using it = bench({
    "package.json":
      `{ "dependencies": { "commander": "14.0.3" }, "imports": { "#inner": "./inner.js" } }`,
    "inner.js": `export const inner = "inner";`,
    "main.js": `
      import { Command } from "commander";
      import { inner } from "#inner";
      console.log(typeof Command, inner);
    `,
    "node_modules/commander/package.json": `{ "name": "commander", "version": "14.0.3" }`,
  });
  const manifest = await take(it, "main.js");
  assert.deepEqual(manifest.warnings, []);
  assert.deepEqual(manifest.flags, ["--node-modules-dir=auto"]);
  assert.deepEqual(paths(manifest), ["inner.js", "main.js", "package.json"]);
  const { stdout } = await runAgain(it);
  assert.equal(stdout, "function inner\n");
});

Deno.test("snapshotCode() goes by the configuration that the command line names", async () => {
  using it = bench({
    "deno.json": `{ "imports": { "alias": "./wrong.ts" } }`,
    "wrong.ts": `export const name = "wrong";`,
    "conf/other.json": `{ "imports": { "alias": "../right.ts" } }`,
    "conf/map.json": `{ "imports": { "alias": "../mapped.ts" } }`,
    "right.ts": `export const name = "right";`,
    "mapped.ts": `export const name = "mapped";`,
    "main.ts": `import { name } from "alias"; console.log(name, Math.random());`,
  });
  const config = it.project.join("conf", "other.json");
  const flags = ["--seed=7"];
  const byConfig = await take(it, "main.ts", { options: { config, flags } });
  assert.deepEqual(paths(byConfig), ["conf/other.json", "main.ts", "right.ts"]);
  using other = bench({});
  const importMap = it.project.join("conf", "map.json");
  const codeDir = other.run.join("code");
  const byMap = await take(it, "main.ts", { codeDir, options: { importMap, flags: [] } });
  assert.deepEqual(paths(byMap), ["conf/map.json", "deno.json", "main.ts", "mapped.ts"]);
  assert.match((await runAgain(other)).stdout, /^mapped /);
  const { stdout } = await runAgain(it);
  assert.match(stdout, /^right /);
});

Deno.test("snapshotCode() follows packages that are linked in, by any kind of path", async () => {
  using linked = bench({
    "deno.json": `{ "name": "@docs/linked", "version": "1.0.0", "exports": "./mod.ts" }`,
    "mod.ts": PRINT,
  });
  const folder = linked.project.path;
  for (const link of [`../${basename(folder)}`, folder, pathToFileURL(folder).href]) {
    using it = bench({
      "deno.json": JSON.stringify({
        links: [link],
        imports: { "@docs/linked": "jsr:@docs/linked@^1.0.0" },
      }),
      "main.ts": `import { name } from "@docs/linked"; console.log(name);`,
    });
    const manifest = await take(it, "main.ts");
    assert.deepEqual([manifest.warnings, manifest.external], [[], []]);
    assert(paths(manifest).includes(`${basename(folder)}/mod.ts`), link);
    if (link.startsWith("..")) assert.equal((await runAgain(it)).stdout, "found\n");
  }
});
