/** `labbook rerun`. @module */
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { ROOT, runScript, type TempDir, tempDir } from "../helpers/mod.ts";
import { labbook } from "./fixture.ts";

const TRACKER = new URL("mod.ts", `file://${ROOT}`).href;

/** Writes code that tracks a run `penguins/baseline`, and what it needs. */
function writeCode(dir: TempDir, name: string, body: string): string {
  dir.write(`${name}/data.json`, "[0.5, 0.25]");
  dir.write(
    `${name}/values.ts`,
    'export const VALUES: number[] = JSON.parse(Deno.readTextFileSync("data.json"));',
  );
  return dir.write(
    `${name}/train.ts`,
    `import { ExperimentTracker } from ${JSON.stringify(TRACKER)};
     import { VALUES } from "./values.ts";
     const start = (experimentName: string) => new ExperimentTracker({
       project: "penguins", experimentName, baseDir: "../experiments", useTensorboard: false,
     });
     ${body}`,
  );
}

const TRAIN = `
  const tracker = start("baseline");
  tracker.logParams({ lr: Number(Deno.args[0] ?? 0.1) });
  for (const [step, value] of VALUES.entries()) tracker.logMetrics({ loss: value, odd: NaN }, step);
  if (Deno.args.includes("random")) tracker.logMetric("random", Math.random(), 0);
  console.log("trained");
  await tracker.finish();`;

async function run(dir: TempDir, script: string, ...args: string[]): Promise<void> {
  const { code, stderr } = await runScript(script, { cwd: dir.join("work"), args });
  assert.equal(code, 0, stderr);
}

function rerun(dir: TempDir, ...args: string[]) {
  mkdirSync(dir.join("tmp"), { recursive: true });
  const env = { LABBOOK_DIR: dir.join("experiments"), TMPDIR: dir.join("tmp") };
  return labbook(["rerun", ...args], { env });
}

Deno.test("rerun --verify repeats a run from its recorded code, where it worked", async () => {
  using dir = tempDir();
  await run(dir, writeCode(dir, "work", TRAIN), "0.3");
  // What stands in the folder by now is another version.
  dir.write("work/train.ts", "throw new Error();");
  dir.write("work/values.ts", "export const VALUES = [];");
  const { code, stdout, stderr } = await rerun(dir, "baseline", "--verify");
  assert.equal(
    stdout,
    `\
trained
✓ penguins/baseline-2  finished, repeats penguins/baseline

   METRIC  POINTS
✓  loss         2  the same
✓  odd          2  the same

All 2 metrics came out the same.
`,
  );
  assert.match(stderr, /^Repeating penguins\/baseline\n/);
  assert.equal(code, 0);
  assert.deepEqual(readdirSync(dir.join("tmp")), []);
  const show = async (name: string) =>
    JSON.parse((await labbook(["show", name, "--json", "--dir", dir.join("experiments")])).stdout);
  const [first, again] = [await show("baseline"), await show("baseline-2")];
  assert.equal(again.rerun_of, first.id);
  assert.deepEqual(again.params, { lr: 0.3 });
});

Deno.test("rerun --verify exits with 1 where a metric came out otherwise", async () => {
  using dir = tempDir();
  await run(dir, writeCode(dir, "work", TRAIN), "0.3", "random");
  dir.write("work/data.json", "[0.5, 0.125, 0]");
  const { code, stdout } = await rerun(dir, "baseline", "--verify", "--json", "--name", "again");
  const { run: name, exit_code, verdict } = JSON.parse(stdout);
  assert.deepEqual([code, name, exit_code, verdict.same], [1, "penguins/again", 0, false]);
  const [loss, odd, random] = verdict.metrics;
  assert.equal(loss.difference, "at step 1 0.25 became 0.125");
  assert.equal(odd.difference, "2 points became 3");
  assert.match(random.difference, /^at step 0 \S+ became \S+$/);
});

Deno.test("rerun takes other arguments, and tells what they change", async () => {
  using dir = tempDir();
  await run(dir, writeCode(dir, "work", TRAIN));
  const { code, stdout } = await rerun(dir, "baseline", "--verify", "--", "0.9");
  assert.match(stdout, /\n {2}The parameter lr was 0\.1, and is 0\.9 now\n/);
  assert.match(stdout, /\nAll 2 metrics came out the same\.\n$/);
  assert.equal(code, 0);
});

Deno.test("rerun finds the run that is meant among all that the code tracks", async () => {
  using dir = tempDir();
  const code = writeCode(
    dir,
    "work",
    `for (const lr of [0.1, 0.2, 0.3]) {
       const tracker = start("lr " + lr);
       tracker.logParams({ lr });
       tracker.logMetric("loss", lr, 0);
       await tracker.finish();
     }`,
  );
  await run(dir, code);
  const { stdout } = await rerun(dir, "lr 0.2", "--verify");
  assert.match(stdout, /^✓ penguins\/lr 0\.2-2 {2}finished, repeats penguins\/lr 0\.2\n/);
  assert.match(stdout, / {2}penguins\/lr 0\.\d-2 came of the same code\n/);
  assert.match(stdout, /\nThe metric came out the same\.\n$/);
});

Deno.test("rerun works beside the code where the run's folder is gone", async () => {
  using dir = tempDir();
  const code = writeCode(
    dir,
    "work",
    `const tracker = start("baseline");
     tracker.logParams({ cwd: Deno.cwd() });
     tracker.logMetric("loss", VALUES[0]!, 0);
     await tracker.finish();`,
  );
  dir.write("work/values.ts", "export const VALUES = [1];");
  await run(dir, code);
  rmSync(dir.join("work"), { recursive: true });
  const { code: exit, stdout, stderr } = await rerun(dir, "baseline", "--verify");
  assert.match(
    stderr,
    /\nlabbook: The run worked in \S+work, which is gone: it works beside its code now\n/,
  );
  assert.match(stdout, / {2}The parameter cwd was \S+work, and is \S+labbook-rerun-\S+ now\n/);
  assert.match(stdout, /\nThe metric came out the same\.\n$/);
  assert.equal(exit, 0);
});

Deno.test("rerun fails with the code, and where that tracks nothing", async () => {
  using dir = tempDir();
  const fail = writeCode(
    dir,
    "work",
    `const tracker = start("baseline");
     tracker.logMetric("loss", 1, 0);
     await tracker.finish();
     if (Deno.readTextFileSync("data.json") === "[]") Deno.exit(3);`,
  );
  await run(dir, fail);
  dir.write("work/data.json", "[]");
  const failed = await rerun(dir, "baseline");
  assert.match(failed.stdout, /^✓ penguins\/baseline-2 {2}finished, /);
  assert.match(
    failed.stderr,
    /\nlabbook: Cannot repeat penguins\/baseline: its code ended with code 3\n$/,
  );
  assert.equal(failed.code, 1);
  dir.write("experiments/penguins/bare/summary.json", '{"name": "bare"}');
  const bare = await rerun(dir, "bare");
  assert.match(
    bare.stderr,
    /\nlabbook: Cannot restore the code of the run \S+bare: it has none .*\n$/,
  );
  assert.equal(bare.code, 1);
});

Deno.test("rerun ends code that takes too long; its run is killed", async () => {
  using dir = tempDir();
  const code = writeCode(
    dir,
    "work",
    `const tracker = start("baseline");
     tracker.logMetric("loss", 1, 0);
     if (Deno.readTextFileSync("data.json") === "[]") {
       await new Promise((resolve) => setTimeout(resolve, 600_000));
     }
     await tracker.finish();`,
  );
  await run(dir, code);
  dir.write("work/data.json", "[]");
  const { code: exit, stderr } = await rerun(dir, "baseline", "--timeout", "3");
  assert.match(stderr, /\nlabbook: Cannot repeat penguins\/baseline: it took over 3 seconds\n$/);
  assert.equal(exit, 1);
  const { stdout } = await labbook(["list", "--json", "--dir", dir.join("experiments")]);
  const statuses = JSON.parse(stdout).runs.map(({ status }: { status: string }) => status);
  assert.deepEqual(statuses, ["killed", "finished"]);
});

Deno.test("rerun gives the permissions back that the run had, and what it needs to be one", async () => {
  using dir = tempDir();
  const script = writeCode(
    dir,
    "work",
    `const tracker = start("baseline");
     for (const name of ["net", "env", "run"] as const) {
       tracker.logParams({ [name]: Deno.permissions.querySync({ name }).state });
     }
     await tracker.finish();`,
  );
  // Without all permissions, a run finds only the configuration that lies above its code.
  const { imports } = JSON.parse(readFileSync(`${ROOT}deno.json`, "utf8"));
  dir.write("work/deno.json", JSON.stringify({ imports }));
  const { code, stderr } = await runScript(script, {
    cwd: dir.join("work"),
    permissions: ["--allow-read", "--allow-write"],
  });
  assert.equal(code, 0, stderr);
  const { stdout } = await rerun(dir, "baseline", "--json", "--verify");
  const { run: name, repeats, verdict } = JSON.parse(stdout);
  assert.deepEqual([name, repeats.run], ["penguins/baseline-2", "penguins/baseline"]);
  assert.deepEqual(verdict.params, []);
});
