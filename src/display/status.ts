/** How the status of a run looks. @module */

const SIGNS: ReadonlyMap<string, string> = new Map([
  ["running", "●"],
  ["finished", "✓"],
  ["failed", "✗"],
  ["killed", "■"],
  ["crashed", "✗"],
]);

/** A status with a sign before it. */
export function statusBadge(status: string): string {
  const sign = SIGNS.get(status);
  return sign === undefined ? status : `${sign} ${status}`;
}
