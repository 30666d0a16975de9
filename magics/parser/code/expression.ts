/** Whether text is an expression, as far as pieces tell. @module */

import { Scanner } from "./scanner.ts";
import type { Token } from "./token.ts";
import { BETWEEN_EXPRESSIONS, STATEMENTS } from "./words.ts";

/** An expression that was found. */
export interface Expression {
  /** Where it ends. */
  end: number;
  /** Whether something is called on its first line, or that line is plainly unfinished. */
  isPlainCode: boolean;
}

const PREFIXES = new Set(["!", "~", "+", "-", "++", "--"]);
const PREFIX_WORDS = new Set(["typeof", "void", "delete", "await", "new", "yield", "async"]);
const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
const OPERATOR =
  /^(?:=|[-+*/%&|^]=?|\*\*=?|<<=?|>>>?=?|&&=?|\|\|=?|\?\?=?|[!=]==?|[<>]=?|,|instanceof|in|as|satisfies)$/;
const NEVER_ENDS_A_COMMAND = new Set(["&&", "||", "??", "?", ":", "(", "[", "{", ",", "=>", "?."]);

/** Reads one expression; `isInBrackets` where it may be empty, spread, or followed by their end. */
class ExpressionReader {
  isPlainCode = false;
  readonly #scanner: Scanner;
  readonly #source: string;
  #token: Token | undefined;
  #lines = 0;

  constructor(source: string, start: number) {
    this.#source = source;
    this.#scanner = new Scanner(source, start, "group");
    this.#advance();
    this.#lines = 0;
  }

  /** Where what was read ends; undefined where it is no expression. */
  read(): number | undefined {
    return this.#expression(false);
  }

  #advance(): void {
    const last = this.#token;
    this.#scanner.skipTrivia();
    this.#token = this.#scanner.next();
    if (!this.#token?.isOnNewLine) return;
    if (this.#lines++ > 0) return;
    const isOpen = last !== undefined && NEVER_ENDS_A_COMMAND.has(last.text);
    this.isPlainCode ||= isOpen || NEVER_ENDS_A_COMMAND.has(this.#token.text) ||
      this.#token.text === ".";
  }

  #is(text: string): boolean {
    return this.#token?.text === text;
  }

  #expression(isInBrackets: boolean): number | undefined {
    let conditions = 0;
    let end: number | undefined;
    for (;;) {
      while (isInBrackets && this.#is("...")) this.#advance();
      // A list may be empty, have holes, and a comma at its end.
      if (isInBrackets && this.#atEnd()) return this.#token?.start;
      if (isInBrackets && this.#is(",")) {
        this.#advance();
        continue;
      }
      end = this.#operand();
      if (end === undefined) return undefined;
      end = this.#behindOperand(end, isInBrackets);
      if (end === undefined) return undefined;
      const token = this.#token;
      if (token === undefined || this.#atEnd()) return conditions === 0 ? end : undefined;
      if (token.text === "?") conditions++;
      else if (token.text === ":" && conditions > 0) conditions--;
      else if (!OPERATOR.test(token.text)) {
        const isNext = token.isOnNewLine && !isInBrackets && conditions === 0;
        return isNext && token.kind !== "punctuator" ||
            isNext && /^[!~@{]|^\+\+|^--/.test(token.text)
          ? end
          : undefined;
      }
      this.#advance();
    }
  }

  #atEnd(): boolean {
    const text = this.#token?.text;
    return text === ";" || text === ")" || text === "]" || text === "}";
  }

  #operand(): number | undefined {
    for (;;) {
      const token = this.#token;
      if (token === undefined || token.isBroken) return undefined;
      if (token.kind === "punctuator") {
        if (PREFIXES.has(token.text)) {
          this.#advance();
          continue;
        }
        return token.text in CLOSING ? this.#brackets(false) : undefined;
      }
      if (token.kind === "word") {
        if (token.text === "function" || token.text === "class") return this.#definition();
        if (STATEMENTS.has(token.text) || token.text === "import") return this.#import(token);
        if (PREFIX_WORDS.has(token.text)) {
          this.#advance();
          if (token.text !== "async" || this.#startsOperand()) continue;
          return token.end;
        }
      }
      this.#advance();
      return token.end;
    }
  }

  #startsOperand(): boolean {
    return this.#token?.kind === "word" && !this.#token.isOnNewLine &&
      !BETWEEN_EXPRESSIONS.has(this.#token.text);
  }

  #import(token: Token): number | undefined {
    if (token.text !== "import") return undefined;
    this.#advance();
    return this.#is("(") || this.#is(".") ? token.end : undefined;
  }

  /** Reads on to the braces of a function or class. */
  #definition(): number | undefined {
    while (this.#token !== undefined && !this.#is("{")) {
      if (this.#is("(")) this.#skip();
      else if (this.#atEnd()) return undefined;
      else this.#advance();
    }
    return this.#token === undefined ? undefined : this.#skip();
  }

  #behindOperand(start: number, isInBrackets: boolean): number | undefined {
    let end = start;
    for (;;) {
      const token = this.#token;
      if (token === undefined || token.isBroken) return token === undefined ? end : undefined;
      const { text, isOnNewLine } = token;
      if (text === "." || text === "?.") {
        this.#advance();
        if (text === "?." && (this.#is("(") || this.#is("["))) continue;
        if (this.#token?.kind !== "word") return undefined;
        end = (this.#token as Token).end;
        this.#advance();
      } else if (text === "(" || text === "[") {
        const isAdjacent = token.start === end && this.#lines === 0;
        this.isPlainCode ||= isAdjacent && text === "(";
        const after = this.#brackets(isInBrackets);
        if (after === undefined) return undefined;
        end = after;
      } else if (token.kind === "template") {
        end = token.end;
        this.#advance();
      } else if ((text === "!" || text === "++" || text === "--") && !isOnNewLine) {
        end = token.end;
        this.#advance();
      } else if (text === "=>") {
        this.#advance();
        if (!this.#is("{")) return this.#operand() === undefined ? undefined : this.#last();
        return this.#skip();
      } else return end;
    }
  }

  #last(): number {
    return this.#scanner.last === this.#token && this.#token !== undefined
      ? this.#endBefore(this.#token)
      : this.#source.length;
  }

  #endBefore(token: Token): number {
    return token.start;
  }

  /** Reads what stands in brackets, up to behind them. */
  #brackets(_isInBrackets: boolean): number | undefined {
    const opening = this.#token!;
    if (opening.text === "{") return this.#skip();
    const after = this.#isBeforeArrow(opening);
    if (after) return this.#skip();
    this.#advance();
    if (this.#expression(true) === undefined) return undefined;
    const closing: Token | undefined = this.#token;
    if (closing?.text !== CLOSING[opening.text]) return undefined;
    this.#advance();
    return closing.end;
  }
}
