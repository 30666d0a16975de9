/**
 * Reads the values of an expression: literals, lengths of time, and fields of a run.
 *
 * @module
 */
import { nearest } from "../nearest.ts";
import { shown, type TokenCursor } from "./cursor.ts";
import { GIT_FIELDS, KEYWORDS, type Operand, ROOTS } from "./syntax.ts";
import type { Token } from "./tokens.ts";

/** What a message may give as an example of a name behind a root. */
const EXAMPLES: Record<string, string> = { params: "lr", metrics: "loss", git: "commit" };

/**
 * Reads one value.
 *
 * @param expected What is expected here, for messages.
 */
export function readOperand(cursor: TokenCursor, expected: string): Operand {
  const token = cursor.peek();
  switch (token.kind) {
    case "string":
    case "number":
      cursor.next();
      return { kind: "literal", value: token.value };
    case "duration":
      cursor.next();
      return { kind: "duration", value: token.value };
    case "path":
    case "word":
      return readWord(cursor, expected);
  }
  return cursor.fail(token, `expected ${expected}, found ${shown(token)}`);
}

function readWord(cursor: TokenCursor, expected: string): Operand {
  const token = cursor.peek();
  const word = token.text.toLowerCase();
  if (KEYWORDS.has(word)) {
    return cursor.fail(token, `expected ${expected}, found ${shown(token)}`);
  }
  switch (word) {
    case "true":
    case "false":
      cursor.next();
      return { kind: "literal", value: word === "true" };
    case "null":
    case "none":
      cursor.next();
      return { kind: "literal", value: null };
    case "now":
      cursor.next();
      return { kind: "now", offset: readOffset(cursor) };
  }
  return readField(cursor, expected);
}

/** `- 7d` behind `now`. */
function readOffset(cursor: TokenCursor): number {
  const sign = cursor.take("-") ? -1 : cursor.take("+") ? 1 : 0;
  if (sign === 0) return 0;
  const token = cursor.next();
  if (token.kind !== "duration") {
    cursor.fail(token, `expected a length of time such as 7d, found ${shown(token)}`);
  }
  return sign * token.value;
}

function unknownRoot(name: string): string {
  const roots = Object.keys(ROOTS);
  const near = nearest(name, roots);
  const hint = near
    ? `did you mean "${near}"?`
    : `expected one of ${
      roots.join(", ")
    }; a parameter is params.${name}, a metric metrics.${name}`;
  return `there is no field "${name}": ${hint}`;
}

function fieldParts(token: Token): string[] | undefined {
  return token.kind === "path" ? token.segments : token.kind === "word" ? [token.text] : undefined;
}

/**
 * Reads a field of a run, such as `params.lr`.
 *
 * @param expected What is expected here, for messages.
 */
export function readField(
  cursor: TokenCursor,
  expected: string,
): Extract<Operand, { kind: "field" }> {
  const token = cursor.peek();
  const [root, ...path] = fieldParts(token) ?? [];
  if (root === undefined) cursor.fail(token, `expected ${expected}, found ${shown(token)}`);
  if (!Object.hasOwn(ROOTS, root)) cursor.fail(token, unknownRoot(root));
  if (ROOTS[root] === "with path" && path.length === 0) {
    cursor.fail(token, `expected a name after "${root}", such as ${root}.${EXAMPLES[root]}`);
  }
  if (ROOTS[root] === "alone" && path.length > 0) {
    cursor.fail(token, `the field "${root}" has no parts`);
  }
  if (root === "git" && (path.length > 1 || !GIT_FIELDS.includes(path[0]!))) {
    cursor.fail(token, `expected git.commit, git.branch or git.dirty, found "${token.text}"`);
  }
  cursor.next();
  return { kind: "field", root, path };
}
