/**
 * What a check of the doctor tells.
 *
 * @module
 */

/** One thing that was looked at. */
export interface Check {
  /** What was looked at. */
  name: string;
  /** Whether it is well; a note is worth knowing, and no problem. */
  state: "ok" | "note" | "problem";
  /** What was found. */
  message: string;
  /** What to do about it. */
  remedy?: string;
}
