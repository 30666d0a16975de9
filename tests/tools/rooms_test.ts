import assert from "node:assert/strict";
import { tempDir } from "../helpers/mod.ts";
import { checkRooms } from "../../tools/rooms.ts";

/** Writes the files into a temporary tree and checks it. */
async function check(files: Record<string, string>): Promise<string[]> {
  using dir = tempDir();
  for (const [name, text] of Object.entries({ "deno.json": "{}", ...files })) dir.write(name, text);
  return await checkRooms(dir.path);
}

Deno.test("checkRooms() accepts imports through doors, as the table allows", async () => {
  const problems = await check({
    "mod.ts": `export * from "./src/tracker/mod.ts"; export * from "./src/store/mod.ts";`,
    "src/store/mod.ts": `export { a } from "./a.ts";`,
    "src/store/a.ts": `export const a = 1;`,
    "src/tracker/mod.ts": `import type { b } from "../backends/mod.ts";
      export { a as c } from "../store/mod.ts"; export type B = typeof b;`,
    "src/backends/mod.ts": `export { b } from "./tensorboard/mod.ts";`,
    "src/backends/tensorboard/mod.ts": `export const b = await import("../../store/mod.ts");`,
    "src/cli/main.ts": `import "../../mod.ts"; import "../tracker/mod.ts";
      import manifest from "../../deno.json" with { type: "json" }; console.log(manifest);`,
    "magics/time.ts": `import "../mod.ts"; import "./parser.ts";`,
    "magics/parser.ts": `export const parse = 1;`,
    "src/kernel/mod.ts": `import "../../magics/parser.ts"; import "node:fs";`,
  });
  assert.deepEqual(problems, []);
});

const STORE = { "src/store/mod.ts": `import "./a.ts";`, "src/store/a.ts": `export const a = 1;` };

for (
  const [what, code] of [
    ["an import", `import "../store/a.ts";`],
    ["a type", `\nimport type { a } from "../store/a.ts";\nexport type A = typeof a;`],
    ["a re-export", `export * from "../store/a.ts";`],
    ["a dynamic import", `export const load = () => import("../store/a.ts");`],
    ["an import type", `export type A = import("../store/a.ts").a;`],
  ] as const
) {
  Deno.test(`checkRooms() refuses another room's furniture: ${what}`, async () => {
    const problems = await check({ ...STORE, "src/registry/mod.ts": code });
    const line = code.startsWith("\n") ? 2 : 1;
    assert.deepEqual(problems, [
      `src/registry/mod.ts:${line} imports src/store/a.ts: other rooms import the door src/store/mod.ts`,
    ]);
  });
}

Deno.test("checkRooms() overlooks comments and strings that look like imports", async () => {
  const problems = await check({
    ...STORE,
    "src/registry/mod.ts": `// import "../store/a.ts";\nexport const s = 'import "../store/a.ts"';`,
  });
  assert.deepEqual(problems, []);
});

Deno.test("checkRooms() refuses a room that the table does not allow", async () => {
  const problems = await check({
    ...STORE,
    "src/backends/mod.ts": `import "../tracker/mod.ts";`,
    "src/tracker/mod.ts": `export const t = 1;`,
    "src/session/mod.ts": `import "../store/mod.ts";`,
  });
  assert.deepEqual(problems, [
    "src/backends/mod.ts:1 imports src/tracker/mod.ts: backends may import store, not tracker",
    "src/session/mod.ts:1 imports src/store/mod.ts: session may import nothing of ours, not store",
  ]);
});

Deno.test("checkRooms() sees through the import map and the package's own name", async () => {
  const problems = await check({
    "deno.json": `{ "imports": { "deep": "./src/store/a.ts", "@labbook/labbook": "./mod.ts" } }`,
    ...STORE,
    "mod.ts": `export const m = 1;`,
    "src/cli/main.ts": `import "deep";`,
    "src/notebook/mod.ts": `import "@labbook/labbook";`,
  });
  assert.deepEqual(problems, [
    "src/cli/main.ts:1 imports src/store/a.ts: other rooms import the door src/store/mod.ts",
    "src/notebook/mod.ts:1 imports mod.ts: notebook may import kernel, nbformat, not mod.ts",
  ]);
});

Deno.test("checkRooms() refuses rooms in a circle", async () => {
  const problems = await check({
    "src/store/mod.ts": `import "../tracker/mod.ts";`,
    "src/tracker/mod.ts": `import "../store/mod.ts";`,
  });
  assert.deepEqual(problems, [
    "src/store/mod.ts:1 imports src/tracker/mod.ts: store may import nothing of ours, not tracker",
    "Rooms import each other in a circle: store → tracker → store",
  ]);
});

Deno.test("checkRooms() refuses files in a circle, except by types or import()", async () => {
  const problems = await check({
    "src/store/mod.ts": `export {};`,
    "src/store/a.ts": `import "./b.ts";`,
    "src/store/b.ts": `import "./c.ts";`,
    "src/store/c.ts": `import "./a.ts";`,
    "src/store/d.ts": `import type { E } from "./e.ts"; export const load = () => import("./e.ts");
      export type D = E;`,
    "src/store/e.ts": `import "./d.ts"; export type E = 1;`,
  });
  assert.deepEqual(problems, [
    "Files import each other in a circle: src/store/a.ts → src/store/b.ts → src/store/c.ts → src/store/a.ts",
  ]);
});

Deno.test("checkRooms() refuses files outside rooms, and imports of them", async () => {
  const problems = await check({
    ...STORE,
    "src/attic/mod.ts": `export {};`,
    "tests/helper.ts": `export {};`,
    "src/snapshot/mod.ts": `import "../../tests/helper.ts";`,
  });
  assert.deepEqual(problems, [
    "src/attic/mod.ts is in no room of tools/room_table.ts",
    "src/snapshot/mod.ts:1 imports tests/helper.ts, which is in no room",
  ]);
});

Deno.test("checkRooms() names what cannot be read", async () => {
  const [missing, broken, ...rest] = await check({
    "mod.ts": `import "./src/store/mod.ts";`,
    "src/store/mod.ts": `import "./missing.ts";`,
    "src/registry/mod.ts": `export const = ;`,
  });
  assert.match(missing!, /^src\/registry\/mod\.ts: SyntaxError: Unexpected token `=`/);
  assert.match(broken!, /^src\/store\/missing\.ts: Module not found/);
  assert.deepEqual(rest, []);
});
