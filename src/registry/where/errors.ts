/**
 * What is wrong with an expression, and where.
 *
 * @module
 */

/** An expression that cannot be read. */
export class WhereSyntaxError extends SyntaxError {
  /** Where the mistake is: the offset in UTF-16 units. */
  readonly position: number;
  /** The expression, with a line below it that points at the mistake. */
  readonly excerpt: string;

  /**
   * Describes a mistake.
   *
   * @param text The expression.
   * @param position Where the mistake is.
   * @param problem What it is.
   */
  constructor(text: string, position: number, problem: string) {
    super(`Cannot read the where-expression at position ${position}: ${problem}`);
    this.name = "WhereSyntaxError";
    this.position = position;
    const line = text.replaceAll(/\s/g, " ");
    this.excerpt = `${line}\n${" ".repeat(position)}^`;
  }
}
