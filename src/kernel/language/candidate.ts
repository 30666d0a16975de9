/** What may be typed at a cursor. @module */

/** Something that could be typed here. */
export interface Candidate {
  /** What is inserted. */
  text: string;
  /** What it is. */
  type: string;
  /** Less comes first; {@linkcode RANKS}. */
  rank: number;
  /** Whether it is a variable by itself. */
  isName?: boolean;
  /** Asks for its signature. */
  signature?: () => Promise<string>;
}

/** The order of what is offered; members of the same object, and names of the same kind, by name. */
export const RANKS = {
  /** Variables of the function that is typed, members of the object itself. */
  nearest: 0,
  /** What the notebook's cells declare. */
  notebook: 1,
  /** Members of the object's class; one more for each class above it. */
  inherited: 10,
  /** Globals. */
  global: 20,
  /** Globals that are types only. */
  type: 25,
  /** Words of the language. */
  keyword: 30,
  /** What every object has. */
  object: 60,
  /** What is not to be used any more, or hardly ever. */
  last: 90,
} as const;

/** The members that every object has. */
export const OBJECT_MEMBERS: ReadonlySet<string> = new Set(
  Object.getOwnPropertyNames(Object.prototype),
);

/** Whether a text can stand as a name or behind a dot. */
export function isIdentifier(text: string): boolean {
  return /^#?[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(text);
}
