/** What may be typed at a cursor. @module */

/** Something that could be typed here. */
export interface Candidate {
  /** What is inserted. */
  text: string;
  /** What it is. */
  type: string;
  /** Less comes first. */
  rank: number;
  /** Asks for its signature. */
  signature?: () => Promise<string>;
}

/** Whether a text can stand as a name or behind a dot. */
export function isIdentifier(text: string): boolean {
  return /^#?[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(text);
}
