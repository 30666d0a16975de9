/**
 * What is missing of a run that could not be saved whole.
 *
 * @module
 */

/** What `finish()` rejects with when something of the run could not be saved. */
export class IncompleteRunError extends Error {
  /** What is missing, one sentence each. */
  readonly missing: string[];

  /**
   * Says what is missing.
   *
   * @param dir The run folder.
   * @param missing What is missing, one sentence each.
   */
  constructor(dir: string, missing: string[]) {
    super(`Cannot save all of the run ${dir}: ${missing.join("; ")}`);
    this.name = "IncompleteRunError";
    this.missing = missing;
  }
}
