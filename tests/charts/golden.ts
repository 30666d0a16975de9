/** Files that hold what was right when they were looked at. @module */

import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";

/**
 * Compares a value with the file `golden/<name>.json`. `LABBOOK_RENEW_GOLDEN=1` in the environment writes the file
 * instead: look at what it changed before it is committed.
 */
export function assertGolden(name: string, value: unknown): void {
  const file = new URL(`./golden/${name}.json`, import.meta.url);
  if (process.env.LABBOOK_RENEW_GOLDEN === "1") {
    writeFileSync(file, JSON.stringify(value, null, 2) + "\n");
  }
  assert.ok(existsSync(file), `There is no golden/${name}.json: LABBOOK_RENEW_GOLDEN=1 writes it`);
  assert.deepEqual(JSON.parse(JSON.stringify(value)), JSON.parse(readFileSync(file, "utf8")));
}
