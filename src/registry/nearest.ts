/**
 * The nearest of some words, for an error's "did you mean".
 *
 * @module
 */

/** How many letters must be put in, left out, changed or swapped to make one word the other. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, rows[i - 2]![j - 2]! + 1);
      }
      row.push(best);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}

/**
 * The candidate that a misspelt word most likely means; undefined where none is near.
 *
 * @param word The word, as it was typed.
 * @param candidates The words it may have meant.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const typed = word.toLowerCase();
  let found: string | undefined;
  let least = Math.max(1, Math.floor(typed.length / 3)) + 1;
  for (const candidate of candidates) {
    const other = candidate.toLowerCase();
    // The beginning of a longer name counts nearly as much as a whole one.
    const beginning = other.slice(0, typed.length + 1);
    const steps = Math.min(distance(typed, other), distance(typed, beginning) + 0.5);
    if (steps < least) {
      least = steps;
      found = candidate;
    }
  }
  return found;
}
