/**
 * Walks over the tokens of an expression.
 *
 * @module
 */
import { WhereSyntaxError } from "./errors.ts";
import { type Token, tokenize } from "./tokens.ts";

/** A token as a message shows it. */
export function shown(token: Token): string {
  return token.kind === "end" ? "the end" : JSON.stringify(token.text);
}

/** The tokens of a text, and how far they were read. */
export class TokenCursor {
  readonly #text: string;
  readonly #subject: string;
  readonly #tokens: Token[];
  #at = 0;

  /**
   * Cuts a text into tokens.
   *
   * @param text The text.
   * @param subject What it should be, for messages.
   */
  constructor(text: string, subject: string) {
    this.#text = text;
    this.#subject = subject;
    this.#tokens = tokenize(text, subject);
  }

  /** The next token, or one behind it. */
  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)]!;
  }

  /** Goes on to the next token. */
  next(): Token {
    const token = this.peek();
    this.#at++;
    return token;
  }

  /** Takes the next token if it is one of these keywords or operators. */
  take(...texts: string[]): boolean {
    const token = this.peek();
    if (token.kind !== "word" && token.kind !== "operator") return false;
    if (!texts.includes(token.text.toLowerCase())) return false;
    this.#at++;
    return true;
  }

  /** Tells of a mistake at a token. */
  fail(token: Token, problem: string): never {
    throw new WhereSyntaxError(this.#text, token.position, problem, this.#subject);
  }
}
