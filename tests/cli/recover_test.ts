/** `labbook recover` and `labbook sync`. @module */
import assert from "node:assert/strict";
import { appendFileSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { startScript, type TempDir, tempDir } from "../helpers/mod.ts";
import { labbook, writeRun } from "./fixture.ts";

/** Leaves a run whose process was killed, its last line torn. */
async function crash(dir: TempDir, name: string): Promise<string> {
  const fixture = new URL("./fixture.ts", import.meta.url).href;
  const script = dir.write(
    "crash.ts",
    `import { writeRun } from ${JSON.stringify(fixture)};
     const { dir } = await writeRun(${JSON.stringify(dir.join("base"))}, {
       name: Deno.args[0], params: { lr: 1 }, metrics: { loss: [3, 2] }, status: "none",
     });
     console.log(dir);
     setInterval(() => {}, 1000);`,
  );
  await using child = startScript(script, { args: [name] });
  const path = await child.line(/^\//);
  child.kill();
  await child.output;
  const journal = join(path, "journal");
  appendFileSync(join(journal, readdirSync(journal)[0]!), '{"type":"metr');
  return path;
}

Deno.test("recover completes crashed runs, tells what was lost, and leaves live ones alone", async () => {
  using dir = tempDir();
  const path = await crash(dir, "dead");
  await writeRun(dir.join("base"), { name: "live", status: "none" });
  await writeRun(dir.join("base"), { name: "whole" });
  const recover = (...args: string[]) => labbook(["recover", ...args, "--dir", dir.join("base")]);
  const named = await recover("dead", "--dry-run");
  assert.match(named.stdout, /^! penguins\/dead {2}would be recovered\n/);
  assert.deepEqual(await recover("--dry-run"), {
    code: 0,
    signal: null,
    stdout: "! penguins/dead  would be recovered\n… penguins/live  still runs\n" +
      "1 run to recover, 1 run still running.\n",
    stderr: "",
  });
  assert(existsSync(join(path, "journal")));
  const { code, stdout, stderr } = await recover();
  assert.match(
    stdout,
    /^✓ penguins\/dead {2}recovered, crashed\n {4}The last line of journal \S+ was torn: 13 bytes were dropped\n… penguins\/live {2}still runs\n1 run recovered, 1 run still running\.\n$/,
  );
  assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
  const summary = JSON.parse(readFileSync(join(path, "summary.json"), "utf8"));
  assert.deepEqual([summary.status, summary.final_metrics], ["crashed", { loss: 2 }]);
  const both = await recover("dead", "live");
  assert.equal(
    both.stdout,
    "✓ penguins/dead  complete\n… penguins/live  still runs\n1 run still running.\n",
  );
  assert.equal(both.code, 1);
});

Deno.test("recover takes a run for dead only where it is named, or with --all", async () => {
  using dir = tempDir();
  const { dir: path } = await writeRun(dir.path, { name: "live", status: "none" });
  const recover = (...args: string[]) => labbook(["recover", ...args, "--dir", dir.path]);
  const unnamed = await recover("--force");
  assert.equal(
    unnamed.stderr,
    "labbook: Cannot recover all runs with --force: name them, or add --all\n",
  );
  assert.equal(unnamed.code, 2);
  const { stdout } = await recover("live", "--force", "--json");
  assert.deepEqual(JSON.parse(stdout), {
    runs: [{
      run: "penguins/live",
      path,
      outcome: "recovered",
      status: "crashed",
      dropped: [],
    }],
  });
  assert.equal((await recover()).stdout, "There is nothing to recover.\n");
});

Deno.test("sync writes TensorBoard's files once, and says how to look at them", async () => {
  using dir = tempDir();
  await writeRun(dir.join("base"), { name: "one", metrics: { loss: [2, 1] } });
  const options = { cwd: dir.path, env: { LABBOOK_DIR: "base" } };
  const first = await labbook(["sync", "--all", "--to", "tensorboard"], options);
  assert.match(first.stdout, /^✓ penguins\/one {2}\d+ events written\n/);
  assert.match(first.stdout, /\nLook at it with: {2}tensorboard --logdir base\/penguins\/one\n$/);
  assert(readdirSync(dir.join("base/penguins/one/tensorboard")).length > 0);
  const second = await labbook(["sync", "one"], options);
  assert.match(second.stdout, /^✓ penguins\/one {2}nothing was missing\n/);
  const nothing = await labbook(["sync"], options);
  assert.equal(nothing.stderr, "labbook: Cannot sync: expected names of runs, or --all\n");
  const other = await labbook(["sync", "one", "--to", "paper"], options);
  assert.equal(
    other.stderr,
    'labbook: Cannot use "paper" for "--to <backend>": expected tensorboard\n',
  );
  assert.deepEqual([first.code, second.code, nothing.code, other.code], [0, 0, 2, 2]);
});
