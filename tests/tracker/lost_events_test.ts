import assert from "node:assert/strict";
import fs from "node:fs";
import { readSummary } from "../../src/store/mod.ts";
import { tempDir } from "../helpers/mod.ts";
import { quietTracker } from "./helpers.ts";

Deno.test("a run that lost events to a full disk ends as it did, and says what is lost", async () => {
  using base = tempDir();
  const tracker = quietTracker(base.path);
  const write = fs.writeSync;
  fs.writeSync = (() => {
    throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
  }) as typeof fs.writeSync;
  try {
    // More than is kept in memory.
    for (let i = 0; i < 20; i++) tracker.setNote(`${i}`.padEnd(1_000_000));
  } finally {
    fs.writeSync = write;
  }
  await assert.rejects(tracker.finish(), {
    name: "IncompleteRunError",
    message: `Cannot save all of the run ${tracker.path}: events are lost (4 of note): ` +
      "ENOSPC: no space left on device, write",
  });
  const { status, warnings } = readSummary(tracker.path);
  assert.deepEqual([status, warnings], [
    "finished",
    ["4 events of type note could not be written"],
  ]);
});
