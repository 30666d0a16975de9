import assert from "node:assert/strict";
import fs from "node:fs";
import { finishRun, JournalWriter, readSummary } from "../../src/store/mod.ts";
import { tempDir } from "../helpers/mod.ts";
import { close, startRun } from "./helpers.ts";

/** A disk that is full until the end of the block. */
function fullDisk(): Disposable {
  const write = fs.writeSync;
  Object.assign(fs, {
    writeSync: () => {
      throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    },
  });
  return { [Symbol.dispose]: () => Object.assign(fs, { writeSync: write }) };
}

Deno.test("events that are lost to a full disk are counted, and said why when it works again", () => {
  using dir = tempDir();
  const troubles: string[] = [];
  const journal = new JournalWriter(dir.join("a.jsonl"), (reason) => troubles.push(reason));
  const line = `${JSON.stringify("x".repeat(9 * 1024 * 1024))}\n`;
  {
    using _disk = fullDisk();
    for (let i = 0; i < 3; i++) journal.append("note", line, 0);
    assert.deepEqual(journal.flush(), { reason: troubles[0], lost: { note: 3 }, works: false });
  }
  assert.deepEqual(journal.flush(), { reason: troubles[0], lost: { note: 2 }, works: true });
  journal.close();
  assert.equal(fs.statSync(journal.path).size, line.length);
  assert.deepEqual(troubles, ["ENOSPC: no space left on device, write"]);
});

Deno.test("a clock that is set back does not keep a journal from trying again", () => {
  using dir = tempDir();
  const journal = new JournalWriter(dir.join("a.jsonl"), () => {});
  const now = Date.now();
  {
    using _disk = fullDisk();
    journal.append("note", "1\n", now);
  }
  journal.append("note", "2\n", now + 1);
  assert.equal(fs.statSync(journal.path).size, 0);
  journal.append("note", "3\n", now - 3_600_000);
  assert.equal(fs.readFileSync(journal.path, "utf8"), "1\n2\n3\n");
  journal.close();
});

Deno.test("events without their content, or with no possible time, are left out", async () => {
  using base = tempDir();
  const run = startRun(base.path);
  fs.appendFileSync(
    run.journal.path,
    '{"type":"params","time":5}\n{"type":"artifact","time":5,"entry":null}\n' +
      '{"type":"metrics","time":1e300,"values":{"loss":2}}\n',
  );
  close(run);
  await finishRun(run.dir);
  const summary = readSummary(run.dir);
  assert.deepEqual(summary.warnings, ["2 damaged lines of the journals were left out"]);
  assert.equal(summary.metrics.loss!.last.value, 2);
});
