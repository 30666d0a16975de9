/** Whether text is an expression, as far as its pieces tell. @module */

import { Scanner } from "./scanner.ts";
import type { Token } from "./token.ts";
import { STATEMENTS } from "./words.ts";

/** An expression that was found. */
export interface Expression {
  /** Where it ends. */
  end: number;
  /**
   * Whether it cannot be meant for a shell, even if it begins with a name that nothing has: its first line
   * calls something, or is unfinished in a way that no command is.
   */
  isPlainCode: boolean;
}

const PREFIX = /^(?:[!~+-]|\+\+|--|typeof|void|delete|await|new|yield|async)$/;
const OPERATOR =
  /^(?:=|=>|[-+*/%&|^]=?|\*\*=?|<<=?|>>>?=?|&&=?|\|\|=?|\?\?=?|[!=]==?|[<>]=?|,|instanceof|in|as|satisfies)$/;
/** What continues a line in code, and not in a shell. */
const CONTINUES = /^(?:&&|\|\||\?\??|[:(,[{.]|=>|\?\.)$/;

/**
 * Reads the expression that begins at `start`, to where it ends: at a semicolon, a bracket that it did not open,
 * a line break that ends it, or the end. Undefined where there is none. In brackets it is not exact: there
 * it sees only that names follow each other with nothing between.
 */
export function readExpression(source: string, start: number): Expression | undefined {
  const reader = new ExpressionReader();
  const scanner = new Scanner(source, start, "group");
  for (;;) {
    scanner.skipTrivia();
    const depth = scanner.depth;
    const token = scanner.next();
    if (token !== undefined && token.start === start) token.isOnNewLine = false;
    const isDone = reader.take(token, depth, scanner.depth);
    if (isDone === undefined) continue;
    return isDone ? { end: reader.end, isPlainCode: reader.isPlainCode } : undefined;
  }
}

class ExpressionReader {
  end = 0;
  isPlainCode = false;
  #needsOperand = true;
  /** How many `?` of conditions still lack their `:`. */
  #conditions = 0;
  /** The depth at which text that needs no look ends. */
  #skippedTo: number | undefined;
  /** The depth of a function or class whose braces are still to come. */
  #definition: number | undefined;
  #last: Token | undefined;
  #isFirstLine = true;

  /** Takes the next token: whether this ends an expression, or something that is none; undefined before that. */
  take(token: Token | undefined, depthBefore: number, depth: number): boolean | undefined {
    if (token === undefined) return this.#finish(depthBefore === 0);
    if (token.isBroken) return false;
    if (token.isOnNewLine) this.#crossLine(token);
    if (this.#skippedTo !== undefined) this.#skip(token, depth);
    else if (this.#definition !== undefined) this.#takeHeader(token, depthBefore);
    else {
      const isDone = this.#needsOperand
        ? this.#takeOperand(token, depthBefore)
        : this.#takeOperator(token, depthBefore);
      if (isDone !== undefined) return isDone;
    }
    this.#last = token;
    if (!this.#needsOperand) this.end = token.end;
    return undefined;
  }

  #finish(isOutside: boolean): boolean {
    return isOutside && !this.#needsOperand && this.#conditions === 0;
  }

  #crossLine(token: Token): void {
    if (!this.#isFirstLine) return;
    this.#isFirstLine = false;
    this.isPlainCode ||= CONTINUES.test(this.#last?.text ?? "") || CONTINUES.test(token.text);
  }

  #skip(token: Token, depth: number): void {
    if (depth !== this.#skippedTo || token.text !== "}") return;
    this.#skippedTo = undefined;
    this.#needsOperand = false;
  }

  #takeHeader(token: Token, depth: number): void {
    if (token.text !== "{" || depth !== this.#definition) return;
    this.#definition = undefined;
    this.#skippedTo = depth;
  }

  #takeOperand(token: Token, depth: number): boolean | undefined {
    const { kind, text } = token;
    if (kind === "punctuator") {
      if (PREFIX.test(text) || text === "(" || text === "[") return undefined;
      if (text === "{") this.#skippedTo = depth;
      else if (depth === 0) return false;
      else if (text === ")" || text === "]") this.#needsOperand = false;
      else if (!/^(?:,|:|\.\.\.|\?)$/.test(text)) return false;
      return undefined;
    }
    if (kind === "word" && !/^\??\.$/.test(this.#last?.text ?? "")) {
      const isConst = text === "const" && this.#last?.text === "as";
      if (STATEMENTS.has(text) && !isConst) return false;
      if (text === "function" || text === "class") {
        this.#definition = depth;
        return undefined;
      }
      if (PREFIX.test(text)) return undefined;
    }
    this.#needsOperand = false;
    return undefined;
  }

  #takeOperator(token: Token, depth: number): boolean | undefined {
    const { kind, text, isOnNewLine } = token;
    const isInBrackets = depth > 0;
    if (text === "." || text === "?.") this.#needsOperand = true;
    else if (text === "(" || text === "[") {
      const isAdjacent = token.start === this.#last?.end;
      this.isPlainCode ||= text === "(" && isAdjacent && this.#isFirstLine;
      this.#needsOperand = true;
    } else if (text === "?") {
      this.#needsOperand = true;
      if (!isInBrackets) this.#conditions++;
    } else if (text === ":" && (isInBrackets || this.#conditions > 0)) {
      this.#needsOperand = true;
      if (!isInBrackets) this.#conditions--;
    } else if (OPERATOR.test(text)) this.#needsOperand = true;
    else if (/^[)\]}]$/.test(text)) return isInBrackets ? undefined : this.#finish(true);
    else if (text === ";") return isInBrackets ? false : this.#finish(true);
    else if (kind === "template") return undefined;
    else if (/^(?:!|\+\+|--)$/.test(text) && !isOnNewLine) return undefined;
    else return isOnNewLine && !isInBrackets && text !== ":" ? this.#finish(true) : false;
    return undefined;
  }
}
