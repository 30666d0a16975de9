import assert from "node:assert/strict";
import { tempDir } from "../helpers/mod.ts";
import { checkTexts } from "../../tools/text_check.ts";

// Put together, so that this file holds none of what it shows.
const HOST = ["registry", "npmjs", "org"].join(".");
const MACHINE = ["", "root", "project"].join("/");

Deno.test("checkTexts() finds registry hosts and machine paths, with file and line", () => {
  using dir = tempDir();
  dir.write("README.md", `fine\nnpm from https://${HOST}/x\n`);
  dir.write("src/a.ts", `const path = "${MACHINE}/a.ts";\n// file://${MACHINE}\n`);
  dir.write(".ci/run", "cd /home/ada/labbook\n");
  assert.deepEqual(checkTexts(dir.path, "/home/ada").sort(), [
    ".ci/run:1 names the machine path /home/ada",
    `README.md:2 names the registry host ${HOST}`,
    `src/a.ts:1 names the machine path ${MACHINE.slice(0, 5)}`,
    `src/a.ts:2 names the machine path file://${MACHINE.slice(0, 5)}`,
  ]);
});

Deno.test("checkTexts() accepts paths below a folder of that name, and skips binary files", () => {
  using dir = tempDir();
  const below =
    `const a = \`\${dir}${MACHINE}/x\`; const b = 'src/work/y'; // see /rooted, /worker`;
  dir.write("a.ts", below);
  dir.write("b.bin", `\0${MACHINE}/`);
  dir.write("node_modules/x/readme.md", HOST);
  assert.deepEqual(checkTexts(dir.path, "/"), []);
});

Deno.test("checkTexts() wants a lock file without URLs", () => {
  using dir = tempDir();
  dir.write("deno.lock", `{\n  "tarball": "https://mirror.example/x.tgz"\n}`);
  assert.deepEqual(checkTexts(dir.path, "/"), [
    "deno.lock:2 names a URL: the lock file holds packages by name and hash",
  ]);
});
