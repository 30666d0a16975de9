/** `labbook diff`. @module */
import assert from "node:assert/strict";
import { tempDir } from "../helpers/mod.ts";
import { labbook, writeRun, writeSamples } from "./fixture.ts";

Deno.test("diff tells what differs, from the first run to the second", async () => {
  using dir = tempDir();
  await writeSamples(dir.path);
  for (const [run, line] of [["baseline", "const rate = 0.1;"], ["wide", "const rate = 0.01;"]]) {
    dir.write(`penguins/${run}/code/scripts/train.ts`, `// Trains.\n${line}\n`);
    dir.write(
      `penguins/${run}/environment.json`,
      JSON.stringify({ packages: { "npm:a": line!.length } }),
    );
  }
  const options = { env: { LABBOOK_DIR: dir.path } };
  const { code, stdout, stderr } = await labbook(["diff", "baseline", "wide"], options);
  assert.equal(
    stdout,
    `\
penguins/baseline → penguins/wide

Parameters
                      penguins/baseline  penguins/wide
  lr                                0.1           0.01
  layers                       [64, 32]     [256, 128]
  optimizer.name                    sgd           adam
  optimizer.momentum                0.9              —

Metrics
                penguins/baseline  penguins/wide
  loss                       0.42         ★ 0.31
  accuracy                 0.9000       ★ 0.9567
  max accuracy             0.9100       ★ 0.9567

Packages
         penguins/baseline  penguins/wide
  npm:a                 17             18

Code
  ± train.ts

--- a/train.ts
+++ b/train.ts
@@ -1,2 +1,2 @@
 // Trains.
-const rate = 0.1;
+const rate = 0.01;
`,
  );
  assert.equal(code, 0);
  assert.equal(
    stderr,
    "labbook: The git state of penguins/baseline was not recorded\n" +
      "labbook: The git state of penguins/wide was not recorded\n",
  );
  const patch = await labbook(["diff", "baseline", "wide", "--patch"], options);
  assert.equal(patch.stdout, stdout.slice(stdout.indexOf("--- a/")));
  const json = JSON.parse((await labbook(["diff", "baseline", "wide", "--json"], options)).stdout);
  assert.equal(json.a.run, "penguins/baseline");
  assert.deepEqual(json.params[3], { name: "optimizer.momentum", a: 0.9 });
  assert.deepEqual(json.code[0].path, "train.ts");
  const colored = await labbook(["diff", "baseline", "wide"], {
    env: { ...options.env, FORCE_COLOR: "1", NO_COLOR: undefined },
  });
  assert(colored.stdout.includes("\x1b[32m+const rate = 0.01;\x1b[39m"));
});

Deno.test("diff of one run looks at the run before it, and says where there is none", async () => {
  using dir = tempDir();
  await writeSamples(dir.path);
  const options = { env: { LABBOOK_DIR: dir.path } };
  const { stdout } = await labbook(["diff", "wide"], options);
  assert(stdout.startsWith("penguins/baseline → penguins/wide\n"));
  const { code, stderr } = await labbook(["diff", "baseline"], options);
  assert.deepEqual([code, stderr], [
    1,
    "labbook: Cannot tell what differs from penguins/baseline: there is no run before it, " +
    "expected the name of another run\n",
  ]);
  const near = await labbook(["diff", "baseline", "wid"], options);
  assert.match(near.stderr, /did you mean "wide"\?/);
});

Deno.test("diff shows control characters of code and values instead of obeying them", async () => {
  using dir = tempDir();
  for (const name of ["a", "b"]) {
    await writeRun(dir.path, { name, params: { text: `${name}\x1b[31m` } });
    dir.write(`penguins/${name}/code/scripts/x.ts`, `${name}\x1b]0;title\x07\n`);
  }
  const { stdout } = await labbook(["diff", "a", "b"], { env: { LABBOOK_DIR: dir.path } });
  assert(stdout.includes("-a\\u001b]0;title\\u0007\n+b\\u001b]0;title\\u0007\n"));
  assert(!stdout.includes("\x07") && !stdout.includes("\x1b"));
});
