/** Times `finish()` of a run of a million points against parsing its journal. */

import fs from "node:fs";
import { join } from "node:path";
import { report } from "../processes.ts";
import { logSteps, ownJournal, startRun } from "./run.ts";

/** What this child prints, in milliseconds. */
export interface FinishResult {
  /** `finish()`, all views and TensorBoard's files included. */
  finish: number;
  /** Parsing a copy of the journal, line by line. */
  parse: number;
}

const POINTS = 1_000_000;

/** Reads a journal as simply as can be; returns how many events it has. */
function parseJournal(path: string): number {
  let events = 0;
  for (const line of fs.readFileSync(path, "utf8").split("\n")) {
    if (line !== "" && JSON.parse(line)) events++;
  }
  return events;
}

/** How long an action takes, in milliseconds. */
async function time(action: () => unknown): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

if (import.meta.main) {
  const dir = Deno.args[0]!;
  const tracker = startRun(dir);
  logSteps(tracker, 0, POINTS);
  const copy = join(dir, "journal.jsonl");
  fs.copyFileSync(ownJournal(tracker), copy);
  // At once, with TensorBoard's files still far behind; and the parsing when nothing disturbs it.
  const finish = await time(() => tracker.finish());
  const parse = await time(() => parseJournal(copy));
  const result: FinishResult = { finish, parse };
  report(result);
}
