import assert from "node:assert/strict";
import fs from "node:fs";
import process from "node:process";
import {
  mayLive,
  processIdentity,
  readSummary,
  recoverRun,
  runState,
  tryLock,
  withLock,
} from "../../src/store/mod.ts";
import { runScript, tempDir } from "../helpers/mod.ts";
import { appendPoints, startRun } from "./helpers.ts";

const DAY = 24 * 60 * 60 * 1000;

Deno.test("this process lives, and one with its pid but another start does not", {
  ignore: process.platform !== "linux",
}, () => {
  const self = processIdentity();
  assert.equal(mayLive(self, 0), true);
  assert.equal(mayLive({ ...self, started: self.started! - 1 }, Date.now()), false);
  assert.equal(mayLive({ ...self, pid: 2 ** 22 - 3 }, Date.now()), false);
});

Deno.test("a process that was killed is dead, also while its parent does not ask for it", {
  ignore: process.platform !== "linux",
}, async () => {
  // What the shell becomes does not know that it has a child.
  await using shell = new Deno.Command("sh", {
    args: ["-c", "sleep 1000 & echo $!; exec sleep 1000"],
    stdout: "piped",
  }).spawn();
  const { value } = await shell.stdout.getReader().read();
  const pid = Number(new TextDecoder().decode(value));
  const stat = (): string => fs.readFileSync(`/proc/${pid}/stat`, "utf8");
  const writer = { ...processIdentity(), pid, started: Number(stat().split(" ")[21]) };
  assert.equal(mayLive(writer, 0), true);
  process.kill(pid, "SIGKILL");
  while (!/\) Z /.test(stat())) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(mayLive(writer, Date.now()), false);
  shell.kill("SIGKILL");
});

Deno.test("a process of another host or container is judged by its last sign of life", () => {
  const self = processIdentity();
  const elsewhere = { ...self, host: "elsewhere", boot: "another", machine: "another" };
  const container = { ...self, pidNamespace: "pid:[1]" };
  for (const writer of [elsewhere, container]) {
    assert.equal(mayLive(writer, Date.now() - DAY / 2), true);
    assert.equal(mayLive(writer, Date.now() - 2 * DAY), false);
    assert.equal(mayLive(writer, Date.now() - 5000, 1000), false);
  }
});

Deno.test("this machine before it was started again is dead at once", {
  ignore: process.platform !== "linux" || processIdentity().machine === null ||
    processIdentity().machine === "",
}, () => {
  const before = { ...processIdentity(), boot: "the boot before" };
  const booted = Number(/^btime (\d+)$/m.exec(fs.readFileSync("/proc/stat", "utf8"))![1]) * 1000;
  assert.equal(mayLive(before, booted - 1000), false);
  assert.equal(mayLive(before, Date.now()), true);
});

Deno.test("a live run is not recovered, and a dead one is, by name of what was lost", async () => {
  using base = tempDir();
  const run = startRun(base.path);
  appendPoints(run, "loss", [2, 1]);
  assert.deepEqual(await recoverRun(run.dir), {
    recovered: false,
    status: "running",
    dropped: [],
  });
  run.journal.close();
  const lines = fs.readFileSync(run.journal.path, "utf8").split("\n");
  const opening = JSON.parse(lines[0]!);
  opening.process.started -= 1;
  fs.writeFileSync(run.journal.path, [JSON.stringify(opening), ...lines.slice(1)].join("\n"));
  assert.equal(runState(run.dir), "dead");
  assert.equal(readSummary(run.dir).status, "crashed");
  assert.deepEqual(await recoverRun(run.dir), {
    recovered: true,
    status: "crashed",
    dropped: [],
  });
  assert.equal(readSummary(run.dir).metrics.loss!.count, 2);
});

Deno.test("a lock is held against others, and a dead process's is broken", async () => {
  using dir = tempDir();
  const lock = tryLock(dir.path, "journal");
  assert(lock);
  assert.equal(tryLock(dir.path, "journal"), undefined);
  lock.release();
  const script = dir.write(
    "hold.ts",
    `import { tryLock } from ${JSON.stringify(new URL("../../src/store/mod.ts", import.meta.url))};
     tryLock(Deno.args[0]!, "journal"); Deno.kill(Deno.pid, "SIGKILL");`,
  );
  assert.equal((await runScript(script, { args: [dir.path] })).signal, "SIGKILL");
  assert.equal(fs.existsSync(dir.join(".journal.lock")), true);
  assert.equal(await withLock(dir.path, "journal", () => "taken"), "taken");
  assert.deepEqual(fs.readdirSync(dir.path), ["hold.ts"]);
});
