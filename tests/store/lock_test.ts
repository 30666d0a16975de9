import assert from "node:assert/strict";
import fs from "node:fs";
import { readSummary, recoverRun, resumeRun, tryLock, withLock } from "../../src/store/mod.ts";
import { tempDir } from "../helpers/mod.ts";
import { appendPoints, close, startRun } from "./helpers.ts";

const RESUMED = { project: "tests", name: "run", description: "", tags: [] };

/** Lets a function of `node:fs` be another one for the length of a block. */
function replaced(name: "linkSync" | "writeFileSync", by: (...args: never[]) => void): Disposable {
  const original = fs[name];
  Object.assign(fs, { [name]: by });
  return { [Symbol.dispose]: () => Object.assign(fs, { [name]: original }) };
}

Deno.test("a file system without hard links has locks all the same", () => {
  using dir = tempDir();
  for (const code of ["EPERM", "ENOTSUP", "EOPNOTSUPP"]) {
    using _links = replaced("linkSync", () => {
      throw Object.assign(new Error(`${code}: link`), { code });
    });
    const lock = tryLock(dir.path, "journal");
    assert(lock);
    lock.assertHeld();
    assert.equal(tryLock(dir.path, "journal"), undefined);
    lock.release();
    assert.deepEqual(fs.readdirSync(dir.path), []);
  }
});

Deno.test("a lock file that names nobody is waited for, and broken once it is old", () => {
  using dir = tempDir();
  for (const content of ["", "{", "null", "{}"]) {
    const path = dir.write(".journal.lock", content);
    assert.equal(tryLock(dir.path, "journal"), undefined);
    fs.utimesSync(path, 1, 1);
    const lock = tryLock(dir.path, "journal");
    assert(lock);
    lock.release();
    assert.deepEqual(fs.readdirSync(dir.path), []);
  }
});

Deno.test("who waits for a lock does not mind that unfinished files are cleared away", () => {
  using dir = tempDir();
  const write = fs.writeFileSync;
  let cleared = 0;
  using _writes = replaced("writeFileSync", (path: string, content: string, options: object) => {
    write(path, content, options);
    if (path.endsWith(".tmp") && cleared++ === 0) fs.rmSync(path);
  });
  const lock = tryLock(dir.path, "journal");
  assert(lock);
  lock.assertHeld();
  lock.release();
  assert.deepEqual(fs.readdirSync(dir.path), []);
});

Deno.test("a run can be joined while this process puts it in its views", async () => {
  using base = tempDir();
  const run = startRun(base.path);
  appendPoints(run, "loss", [2, 1]);
  close(run);
  const recovering = recoverRun(run.dir);
  const again = resumeRun(base.path, RESUMED, assert.fail);
  assert.equal((await recovering).status, "running");
  appendPoints(again, "loss", [0.5], 2);
  close(again);
  assert.equal((await recoverRun(run.dir)).status, "finished");
  assert.equal(readSummary(run.dir).metrics.loss!.count, 3);
});

Deno.test("what blocks does not wait for a pending call of its own thread", async () => {
  using base = tempDir();
  const run = startRun(base.path);
  close(run);
  const held = Promise.withResolvers<void>();
  const pending = withLock(run.dir, "journal", async (lock) => {
    await held.promise;
    lock.assertHeld();
  });
  resumeRun(base.path, RESUMED, assert.fail).journal.close();
  held.resolve();
  await assert.rejects(pending, {
    name: "Error",
    message: `Cannot go on with ${run.dir}: another took its lock`,
  });
  assert.equal(fs.existsSync(`${run.dir}/.journal.lock`), false);
});
