/** The lines of a stack. @module */

import { blue, dim } from "./ansi.ts";
import type { Place } from "./locate.ts";

/** How many calls are shown. */
const MOST_CALLS = 12;
/** The longest round of functions that call each other which is shown once. */
const LONGEST_ROUND = 4;

/** Writes the calls of a stack, rounds of a recursion once. */
export function stackLines(places: readonly Place[]): string[] {
  const lines = places.map(write);
  const shown: string[] = [];
  let index = 0;
  while (index < lines.length && shown.length < MOST_CALLS) {
    const round = findRound(lines, index);
    shown.push(...lines.slice(index, index + round.length));
    if (round.times > 1) {
      const calls = round.length === 1 ? "this call" : `these ${round.length} calls`;
      shown.push(dim(`    … ${calls} ${round.times - 1} more times`));
    }
    index += round.length * round.times;
  }
  const left = lines.length - index;
  if (left > 0) shown.push(dim(`    … ${left} more ${left === 1 ? "call" : "calls"}`));
  return shown;
}

function findRound(lines: readonly string[], start: number): { length: number; times: number } {
  for (let length = 1; length <= LONGEST_ROUND; length++) {
    let end = start + length;
    while (end < lines.length && lines[end] === lines[end - length]) end++;
    const times = Math.floor((end - start) / length);
    if (times > 2) return { length, times };
  }
  return { length: 1, times: 1 };
}

function write({ name, where, line, column, async }: Place): string {
  const place = blue(line === undefined ? where : `${where}:${line}:${column}`);
  const call = name === null ? place : `${name} (${place})`;
  return `    at ${async ? "async " : ""}${call}`;
}
