import assert from "node:assert/strict";
import { utimesSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { LanguageHelp } from "../../src/kernel/language/mod.ts";
import { LocalModules } from "../../src/kernel/language/local_modules.ts";
import { tempDir } from "../helpers/mod.ts";
import { soon, warm } from "./language_session.ts";

/** Longer than what was found on disk holds. */
const STALE_MS = 550;

Deno.test("modules that cells import, and what those import, are followed", async () => {
  using dir = tempDir();
  const one = dir.write("one.ts", 'export * from "./lib/two.ts";\n');
  const two = dir.write("lib/two.ts", "export const two = 2;\n");
  const modules = new LocalModules(dir.path, undefined);
  const cells = ['import { two } from "./one.ts";', "await import('./later.json')"];
  assert.deepEqual(await modules.changes(cells), []);
  utimesSync(two, 1, 1);
  assert.deepEqual(await modules.changes(cells), []);
  await delay(STALE_MS);
  const later = dir.write("later.json", "{}");
  Deno.removeSync(one);
  assert.deepEqual(await modules.changes(cells), [
    { uri: pathToFileURL(one).href, type: 3 },
    { uri: pathToFileURL(later).href, type: 1 },
  ]);
  dir.write("one.ts", 'export * from "./lib/two.ts";\n');
  await delay(STALE_MS);
  assert.deepEqual(await modules.changes(cells), [
    { uri: pathToFileURL(one).href, type: 1 },
    { uri: pathToFileURL(two).href, type: 2 },
  ]);
});

Deno.test("a changed local module completes as it is now", async () => {
  using dir = tempDir();
  const path = dir.write("tools.ts", "export const first = 1;\n");
  const help = new LanguageHelp({ cwd: dir.path, live: () => undefined });
  help.executed('import * as tools from "./tools.ts";');
  await warm(help);
  const matches = async () => (await help.complete("tools.", 6)).matches;
  await soon(async () => assert.deepEqual(await matches(), ["first"]));
  dir.write("tools.ts", "export const first = 1, second = 2;\n");
  utimesSync(path, 1, 1);
  await delay(STALE_MS);
  await soon(async () => assert.deepEqual(await matches(), ["first", "second"]));
  await help.close();
});
