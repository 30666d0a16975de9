import assert from "node:assert/strict";
import { sessionTest } from "./session_helper.ts";

sessionTest(
  "imports of every kind are relative to the notebook's folder",
  async ({ run, folder }) => {
    await run(
      'import { sep } from "node:path";\nimport fs, { existsSync as exists } from "node:fs";\n' +
        'import * as os from "node:os";\nimport type { Stats } from "node:fs";\nimport "./effect.ts";',
    );
    assert.equal(
      (await run("[typeof sep, typeof fs.statSync, typeof exists, typeof os.EOL]")).result,
      '[ "string", "function", "function", "string" ]',
    );
    assert.equal((await run("globalThis.effect")).result, "1");
    assert.equal(
      (await run('import data from "./data.json" with { type: "json" };\ndata')).result,
      "{ x: 1 }",
    );
    assert.equal((await run('const m = await import("./module.ts"); m.Kind.B')).result, "2");
    assert.equal(
      (await run('import { named } from "mapped"; named')).result,
      '"by the import map"',
    );
    assert.equal((await run('import { Kind } from "./module.ts"; Kind.A')).result, "1");
    assert.equal(
      (await run('import { parse } from "npm:@babel/parser@8.1.3"; typeof parse')).result,
      '"function"',
    );
    assert.equal((await run("import.meta.dirname")).result, JSON.stringify(folder));
    assert.equal(
      (await run('import.meta.resolve("./x.ts")')).result,
      JSON.stringify(new URL("x.ts", `file://${folder}/`).href),
    );
  },
  {
    config: "deno.json",
    files: {
      "deno.json": '{ "imports": { "mapped": "./mapped.ts" } }',
      "effect.ts": "Object.assign(globalThis, { effect: 1 });",
      "data.json": '{ "x": 1 }',
      "module.ts": "export enum Kind { A = 1, B }",
      "mapped.ts": 'export const named: string = "by the import map";',
    },
  },
);

sessionTest(
  "a changed module is read again, with what it imports, and only that",
  async ({ run, folder }) => {
    const write = (name: string, text: string): void =>
      Deno.writeTextFileSync(`${folder}/${name}`, text);
    write("leaf.ts", "export const leaf = 1;");
    write("other.ts", "export const loaded = Math.random();");
    write("top.ts", 'export { leaf } from "./leaf.ts"; export { loaded } from "./other.ts";');
    const cell = 'import { leaf, loaded } from "./top.ts"; [leaf, loaded]';
    const first = (await run(cell)).result!;
    assert.match(first, /^\[ 1, /);
    assert.equal((await run(cell)).result, first, "nothing changed, nothing is read again");
    write("leaf.ts", "export const leaf = 22;");
    assert.equal((await run(cell)).result, first.replace("[ 1,", "[ 22,"));
    write("leaf.ts", "export const leaf = 333;");
    assert.equal((await run(cell)).result, first.replace("[ 1,", "[ 333,"));
    write("top.ts", 'export { leaf } from "./leaf.ts"; export const loaded = "no longer";');
    assert.equal((await run(cell)).result, '[ 333, "no longer" ]');
    write("data.json", "[1]");
    const data = 'import data from "./data.json" with { type: "json" }; data';
    assert.equal((await run(data)).result, "[ 1 ]");
    write("data.json", "[1, 2]");
    assert.equal((await run(data)).result, "[ 1, 2 ]");
  },
);

sessionTest(
  "modules that import each other are read again where one has changed",
  async ({ run, folder }) => {
    const write = (name: string, text: string): void =>
      Deno.writeTextFileSync(`${folder}/${name}`, text);
    write("a.ts", 'import { b } from "./b.ts"; export const a = () => `a${b()}`;');
    write(
      "b.ts",
      'import { a } from "./a.ts"; export const b = () => typeof a === "function" ? "b1" : "";',
    );
    const cell = 'import { a } from "./a.ts"; a()';
    assert.equal((await run(cell)).result, '"ab1"');
    write(
      "b.ts",
      'import { a } from "./a.ts"; export const b = () => typeof a === "function" ? "b22" : "";',
    );
    assert.equal((await run(cell)).result, '"ab22"');
  },
);

sessionTest(
  "a module that cannot be imported says why, and is found once it is there",
  async (test) => {
    const missing = await test.try('import { x } from "./late.ts"; x');
    assert.equal(missing.outcome.status, "error");
    assert.match((missing.outcome as { error: { evalue: string } }).error.evalue, /late\.ts/);
    Deno.writeTextFileSync(`${test.folder}/late.ts`, "export const x = 5; let y: = 3;");
    const broken = await test.try('import { x } from "./late.ts"; x');
    assert.match((broken.outcome as { error: { evalue: string } }).error.evalue, /late\.ts:1:/);
    Deno.writeTextFileSync(`${test.folder}/late.ts`, "export const x = 55;");
    assert.equal((await test.run('import { x } from "./late.ts"; x')).result, "55");
  },
);
