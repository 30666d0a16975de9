/** Understands what Deno's test runner prints. @module */

import { stripVTControlCharacters } from "node:util";

/** How many tests did what. */
export interface Counts {
  /** Tests that passed. */
  passed: number;
  /** Tests that failed. */
  failed: number;
  /** Tests that were ignored. */
  skipped: number;
}

const CLOSING =
  /^(?:ok|FAILED) \| (\d+) passed(?: \([^)]*\))? \| (\d+) failed(?: \([^)]*\))?(?: \| (\d+) ignored)?/;
const IGNORED = /^(\S.*) \.\.\. ignored \(/;

/** Reads the runner's output as it comes; keeps the closing line and the names of ignored tests. */
export class RunnerOutput {
  /** The names of the ignored tests. */
  readonly skipped: string[] = [];
  #closing: RegExpExecArray | null = null;
  #partial = "";

  /** Takes the next piece of the output. */
  add(text: string): void {
    const lines = (this.#partial + text).split("\n");
    this.#partial = lines.pop()!;
    for (const line of lines) this.#addLine(stripVTControlCharacters(line).trimEnd());
  }

  /**
   * The counts of the closing line, given the runner's exit code. A runner that fails without a failed
   * test (a type error, a crash), or closes without counts, is one failure.
   */
  counts(code: number): Counts {
    this.add("\n");
    const [passed, failed, skipped] = [1, 2, 3].map((group) => Number(this.#closing?.[group] ?? 0));
    const broken = this.#closing === null || (code !== 0 && failed === 0);
    return { passed: passed!, failed: broken ? failed! + 1 : failed!, skipped: skipped! };
  }

  #addLine(line: string): void {
    // A test can print such a line as well, but the runner's own is the last.
    this.#closing = CLOSING.exec(line) ?? this.#closing;
    const name = IGNORED.exec(line)?.[1];
    if (name !== undefined) this.skipped.push(name);
  }
}

/** The plain closing line: `12 passed, 0 failed`, and `, 1 skipped` where there is one. */
export function formatCounts({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
