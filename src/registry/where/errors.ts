/**
 * What is wrong with an expression, and where.
 *
 * @module
 */

/** How much of a long expression an excerpt shows on either side of the mistake. */
const EXCERPT_SIDE = 60;

function excerptOf(text: string, position: number): string {
  const start = position > EXCERPT_SIDE ? position - EXCERPT_SIDE : 0;
  const end = Math.min(text.length, position + EXCERPT_SIDE);
  const before = (start > 0 ? "…" : "") + text.slice(start, position);
  const line = before + text.slice(position, end) + (end < text.length ? "…" : "");
  return `${line.replaceAll(/\s/g, " ")}\n${" ".repeat(before.length)}^`;
}

/**
 * A where-expression, or a sort order, that cannot be read.
 *
 * @example Show where the mistake is
 * ```ts
 * import { ExperimentRegistry, WhereSyntaxError } from "@labbook/labbook";
 *
 * const registry = new ExperimentRegistry(await Deno.makeTempDir());
 * try {
 *   await registry.listExperiments(undefined, { where: "parms.lr < 0.1" });
 * } catch (error) {
 *   if (!(error instanceof WhereSyntaxError)) throw error;
 *   console.error(`${error.message}\n${error.excerpt}`); // did you mean "params"?
 * }
 * await Deno.remove(registry.baseDir);
 * ```
 */
export class WhereSyntaxError extends SyntaxError {
  /** Where the mistake is: the offset in UTF-16 units. */
  readonly position: number;
  /** The expression, of a long one the part around the mistake, with a line below that points at it. */
  readonly excerpt: string;

  /**
   * Describes a mistake.
   *
   * @param text The expression.
   * @param position Where the mistake is.
   * @param problem What it is.
   * @param subject What the text should have been.
   */
  constructor(text: string, position: number, problem: string, subject = "where-expression") {
    super(`Cannot read the ${subject} at position ${position}: ${problem}`);
    this.name = "WhereSyntaxError";
    this.position = position;
    this.excerpt = excerptOf(text, position);
  }
}
