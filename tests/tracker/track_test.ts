/** Runs that follow one another, as notebooks have them. @module */
import assert from "node:assert/strict";
import { basename, join } from "node:path";
import { readSummary } from "../../src/store/mod.ts";
import { currentRun, track, type TrackOptions } from "../../src/tracker/mod.ts";
import { tempDir } from "../helpers/mod.ts";

const QUIET = { useTensorboard: false, saveCode: false, saveEnv: false };

Deno.test("track() finishes the run before, and logs parameters and the note at once", async () => {
  await using dir = await tempDir();
  const options = { ...QUIET, baseDir: dir.path };
  const first = await track("penguins/first", options);
  assert.equal(currentRun(), first);
  const second = await track("second", { ...options, params: { lr: 0.1 }, note: "**wide**" });
  assert.equal(readSummary(first.path).status, "finished");
  assert.equal(currentRun(), second);
  assert.equal(second.path, join(dir.path, "penguins", "second"), "the project of the run before");
  await second.finish("failed");
  assert.equal(currentRun(), undefined);
  const summary = readSummary(second.path);
  assert.deepEqual(summary.params, { lr: 0.1 });
  assert.equal(summary.note, "**wide**");
  assert.equal(summary.status, "failed");
});

Deno.test("track() without a name names the run by its time", async () => {
  await using dir = await tempDir();
  const run = await track(undefined, { ...QUIET, baseDir: dir.path, project: "timed" });
  assert.match(run.name, /^run-\d{8}-\d{6}$/);
  assert.equal(run.project, "timed");
  await run.finish();
});

Deno.test("a wrong call of track() changes nothing", async () => {
  await using dir = await tempDir();
  const options = { ...QUIET, baseDir: dir.path };
  const run = await track("kept/run", options);
  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;
  const wrong: [string | undefined, unknown, string][] = [
    [
      "a/b/c",
      {},
      'Cannot use "b/c" as the experiment name: it may hold letters and digits of any script, ".", "_", "-" and spaces',
    ],
    ["", {}, 'Cannot use "" as the experiment name: it is empty'],
    ["/b", {}, 'Cannot use "" as the project name: it is empty'],
    ["b", { tags: [1] }, "Cannot set the tag 1 (number): a tag is a string of 1 to 100 characters"],
    [
      "b",
      { params: [1] },
      "Cannot log parameters: got an array, expected an object of values by name",
    ],
    ["b", { params: cyclic }, "Cannot log parameters: the value contains itself at .self"],
    ["b", { note: 3 }, "Cannot set the note: got 3, expected a string"],
    ["b", null, "Cannot start a run: the options are null, expected an object"],
    [3 as never, {}, 'Cannot start a run: the name is 3, expected "name" or "project/name"'],
    [
      "a/b",
      { project: "c" },
      'Cannot start a run: its project is "a" by its name, and "c" by the option project, expected one of them',
    ],
    [
      "b",
      { experimentName: "c" },
      "Cannot start a run: track() has no option experimentName, expected the name before the options",
    ],
  ];
  for (const [name, given, message] of wrong) {
    const call = track(name, (given && { ...options, ...given }) as TrackOptions);
    await assert.rejects(call, { name: "TypeError", message });
    assert.equal(currentRun(), run);
    assert.equal(run.isFinished, false);
  }
  await run.finish();
  assert.deepEqual(Array.from(Deno.readDirSync(dir.path), ({ name }) => name), ["kept"]);
});

Deno.test("calls of track() that nobody waits for leave one run, and all others finished", async () => {
  await using dir = await tempDir();
  const options = { ...QUIET, baseDir: dir.path };
  const runs = await Promise.all(["a", "b", "c"].map((name) => track(`many/${name}`, options)));
  assert.deepEqual(runs.map(({ isFinished }) => isFinished), [true, true, false]);
  assert.equal(currentRun(), runs[2]);
  await runs[2]!.finish();
});

Deno.test("another copy of the library has the same current run", async () => {
  await using dir = await tempDir();
  const run = await track("copies/one", { ...QUIET, baseDir: dir.path });
  const copy: typeof import("../../src/tracker/current_run.ts") = await import(
    `../../src/tracker/current_run.ts?copy`
  );
  assert.equal(copy.currentRun(), run);
  await run.finish();
  assert.equal(copy.currentRun(), undefined);
});

Deno.test("the first project is the working folder, as far as a project may be named so", async () => {
  await using dir = await tempDir();
  const folders: [folder: string, project: string][] = [
    ["手書き 1", "手書き 1"],
    ["a+b (c)", "a-b -c-"],
    [".hidden", "hidden"],
    ["...", "project"],
  ];
  for (const [folder, project] of folders) {
    const cwd = join(dir.path, folder);
    await Deno.mkdir(cwd);
    const code = `import { track } from ${
      JSON.stringify(import.meta.resolve("../../src/tracker/mod.ts"))
    };
      const run = await track("x", ${JSON.stringify(QUIET)});
      console.log(run.project);
      await run.finish();`;
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["eval", "--config", new URL("../../deno.json", import.meta.url).pathname, code],
      cwd,
      env: { LABBOOK_DIR: join(dir.path, "runs") },
    }).output();
    assert.equal(new TextDecoder().decode(stdout).trim(), project, basename(cwd));
  }
});

Deno.test("a run tells its last step, whether it is finished, and shows a card", async () => {
  await using dir = await tempDir();
  const run = await track("cards/<b>1", { ...QUIET, baseDir: dir.path }).catch((error) => error);
  assert(run instanceof TypeError, "no name of a run is HTML");
  const tracker = await track("cards/one", {
    ...QUIET,
    baseDir: dir.path,
    params: { lr: 0.1, "<script>": "</td>'\"&", ["__proto__"]: "p".repeat(10_000) },
  });
  assert.equal(tracker.lastStep, null);
  tracker.logMetric("loss", 1);
  assert.equal(tracker.lastStep, null);
  tracker.logMetrics({ loss: 1, accuracy: 0.5 }, 7);
  assert.equal(tracker.lastStep, 7);
  const bundle = Reflect.get(tracker, Symbol.for("Jupyter.display")).call(tracker);
  const html: string = bundle["text/html"];
  assert(html.includes("cards/one") && html.includes("● running") && html.includes(tracker.path));
  assert(html.includes("&lt;script&gt;") && html.includes("&lt;/td&gt;&#39;&quot;&amp;"));
  assert(!html.includes("<script") && html.length < 6000);
  assert(html.includes("__proto__"));
  assert.match(
    bundle["text/plain"],
    /^cards\/one · ● running\n {2}folder {2}.*\n\nParameters\n {2}lr +0\.1\n/,
  );
  await tracker.finish();
  assert.equal(tracker.isFinished, true);
  const after = Reflect.get(tracker, Symbol.for("Jupyter.display")).call(tracker);
  assert(after["text/plain"].startsWith("cards/one · ✓ finished\n"));
});

Deno.test("the card tells the commit once the snapshot has it", async () => {
  await using dir = await tempDir();
  const tracker = await track("cards/commit", {
    useTensorboard: false,
    saveEnv: false,
    baseDir: dir.path,
  });
  const text = (): string =>
    Reflect.get(tracker, Symbol.for("Jupyter.display")).call(tracker)["text/plain"];
  assert.match(text(), /commit {2,}(being recorded|[0-9a-f]{10})/);
  await tracker.finish();
  const { git } = readSummary(tracker.path);
  assert(git?.commit);
  const changes = git.dirty ? "with uncommitted changes" : "clean";
  assert(
    text().includes(`${git.commit.slice(0, 10)} on ${git.branch}, ${changes}`) ||
      git.branch === null,
  );
});
