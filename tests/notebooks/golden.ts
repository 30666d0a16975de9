/** What the notebooks showed when they were looked at. @module */

import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";

/**
 * Compares a text with the file `golden/<name>.txt`. `LABBOOK_RENEW_GOLDEN=1` in the environment writes the file
 * instead: look at what it changed before it is committed.
 */
export function assertGolden(name: string, text: string): void {
  const file = new URL(`./golden/${name}.txt`, import.meta.url);
  if (process.env.LABBOOK_RENEW_GOLDEN === "1") writeFileSync(file, text);
  assert.ok(existsSync(file), `There is no golden/${name}.txt: LABBOOK_RENEW_GOLDEN=1 writes it`);
  assert.equal(text, readFileSync(file, "utf8"));
}
