/**
 * JSON with comments and trailing commas, as configuration files have them.
 *
 * @module
 */

/** A string literal (kept) or a comment (dropped). */
const COMMENTS = /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
/** A string literal (kept) or a comma before a closing bracket (dropped). */
const TRAILING_COMMAS = /"(?:[^"\\\n]|\\.)*"|,(?=\s*[}\]])/g;

/**
 * Parses JSON with comments.
 *
 * @throws {SyntaxError} If the text is none.
 */
export function parseJsonc(text: string): unknown {
  const keepStrings = (found: string): string => found.startsWith('"') ? found : " ";
  const plain = text.replace(/^\uFEFF/, "").replace(COMMENTS, keepStrings);
  return JSON.parse(plain.replace(TRAILING_COMMAS, keepStrings));
}
