/**
 * The parts of an expression.
 *
 * @module
 */

/** Comparisons of two values. */
export type Comparison = "=" | "!=" | "<" | "<=" | ">" | ">=" | "~" | "like" | "ilike" | "contains";

/** A value in an expression. */
export type Operand =
  | { kind: "literal"; value: string | number | boolean | null }
  /** A length of time, in seconds. */
  | { kind: "duration"; value: number }
  /** Now, and how many seconds from now. */
  | { kind: "now"; offset: number }
  /** A field of a run: its root, and what of it. */
  | { kind: "field"; root: string; path: string[] };

/** An expression that is true or false of a run. */
export type Expression =
  /** Two parts or more. */
  | { kind: "and" | "or"; parts: Expression[] }
  | { kind: "not"; inner: Expression }
  | { kind: "compare"; operator: Comparison; left: Operand; right: Operand }
  | { kind: "in"; negated: boolean; left: Operand; list: Operand[] }
  | { kind: "null"; negated: boolean; operand: Operand };

/** Words that stand between values, and are none. */
export const KEYWORDS: ReadonlySet<string> = new Set(
  ["and", "or", "not", "in", "is", "like", "ilike", "contains"],
);

/** The roots of fields, and whether something follows them. */
export const ROOTS: Record<string, "alone" | "with path"> = {
  params: "with path",
  metrics: "with path",
  git: "with path",
  tags: "alone",
  status: "alone",
  name: "alone",
  project: "alone",
  id: "alone",
  description: "alone",
  note: "alone",
  started_at: "alone",
  finished_at: "alone",
  duration: "alone",
};

/** What `git.` may be followed by. */
export const GIT_FIELDS = ["commit", "branch", "dirty"];

/** Whether a value is a point in time: a text beside it is then one, too. */
export function isTime(operand: Operand): boolean {
  return operand.kind === "now" ||
    (operand.kind === "field" && /^(started|finished)_at$/.test(operand.root));
}
