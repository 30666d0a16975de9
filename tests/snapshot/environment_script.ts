/** Takes a snapshot of itself, as a script of the user's would, and tells what it took. @module */

import { collectProcessFacts, takeSnapshot } from "../../src/snapshot/mod.ts";

const folder = Deno.args[0]!;
const facts = structuredClone(collectProcessFacts());
const snapshot = await takeSnapshot({
  facts,
  codeDir: `${folder}/code`,
  environmentFile: `${folder}/environment.json`,
  exclude: [folder],
  saveCode: !Deno.args.includes("--no-code"),
  saveEnv: true,
});
console.log(JSON.stringify(snapshot));
