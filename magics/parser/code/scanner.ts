/** Reading TypeScript piece by piece, as far as needed to know where statements begin. @module */

import { skipJsx } from "./jsx.ts";
import { skipPattern, skipString, skipTemplate, skipTrivia, type Trivia } from "./literals.ts";
import { Code, isDigit, isWordCode, NUMBER, punctuatorEnd, wordEnd } from "./characters.ts";
import { type Frame, openFrame, type Token } from "./token.ts";
import {
  BEFORE_EXPRESSION,
  BEFORE_HEADER,
  BEFORE_STATEMENT,
  BETWEEN_EXPRESSIONS,
  LONE,
  MODIFIERS,
} from "./words.ts";

/** Templates and JSX within each other more often than this are not read: the parser would not either. */
const DEEPEST = 100;

/**
 * Reads code piece by piece. It knows a regular expression from a division and JSX from a comparison by
 * what stands before, keeps track of brackets, and tells where a statement may begin.
 */
export class Scanner {
  /** Where the next token begins, once `skipTrivia()` was called. */
  position: number;
  /** Whether what stands before could end an expression. */
  endsExpression = false;
  /** Whether a statement begins here. */
  isStatementStart = true;
  /** Whether that statement is the body of an `if`, a loop, or the like. */
  isBody = false;
  /** Where the statement that began last does so. */
  statementStart = 0;
  /** Whether a line break stands between the last token and the next. */
  isOnNewLine = true;
  /** What was read between the last token and the next. */
  trivia: Trivia;
  /** The last token. */
  last: Token | undefined;
  readonly #source: string;
  readonly #depth: number;
  readonly #frames: Frame[];
  readonly #skipBraces = (start: number): number | undefined => this.skipBraces(start);

  /**
   * @param source The code.
   * @param start Where to begin.
   * @param kind What is read: statements, or what stands in brackets.
   * @param depth In how many templates and the like this is.
   */
  constructor(source: string, start = 0, kind: "statements" | "group" = "statements", depth = 0) {
    this.#source = source;
    this.#depth = depth;
    this.#frames = [openFrame(kind, false)];
    this.isStatementStart = kind === "statements";
    this.position = start;
    this.trivia = { end: start, hasLineBreak: false };
  }

  /** What the innermost open bracket holds. */
  get frame(): Frame {
    return this.#frames.at(-1)!;
  }

  /** How many brackets are open. */
  get depth(): number {
    return this.#frames.length - 1;
  }

  /** Reads over white space and comments; needed before each `next()`. */
  skipTrivia(): void {
    this.trivia = skipTrivia(this.#source, this.position);
    this.position = this.trivia.end;
    this.isOnNewLine ||= this.trivia.hasLineBreak;
    if (this.isOnNewLine && this.last?.kind === "word" && LONE.has(this.last.text)) {
      this.#startStatement();
    }
  }

  /** Goes on behind a statement that was read otherwise. */
  resume(position: number): void {
    this.position = position;
    this.last = undefined;
    this.isOnNewLine = false;
    this.#startStatement();
  }

  /** Reads the next token; undefined at the end. */
  next(): Token | undefined {
    const start = this.position;
    if (start >= this.#source.length) return undefined;
    const token = this.#read(start);
    this.position = token.end;
    this.#take(token);
    this.last = token;
    this.isOnNewLine = false;
    return token;
  }

  /** Reads from behind a `{` to behind its `}`; undefined where that is missing. */
  skipBraces(start: number): number | undefined {
    if (this.#depth >= DEEPEST) return undefined;
    const inner = new Scanner(this.#source, start, "group", this.#depth + 1);
    for (;;) {
      inner.skipTrivia();
      const depth = inner.depth;
      const token = inner.next();
      if (token === undefined) return undefined;
      if (depth === 0 && token.text === "}") return token.end;
    }
  }

  #startStatement(isBody = false): void {
    this.isStatementStart = true;
    this.endsExpression = false;
    this.isBody = isBody;
    const { frame } = this;
    frame.length = 0;
    frame.first = "";
    frame.pending = undefined;
    frame.awaitsHeader = false;
  }

  #read(start: number): Token {
    const source = this.#source;
    const code = source.charCodeAt(start);
    if (isWordCode(code)) {
      const end = wordEnd(source, start);
      if (end > start) return this.#token("word", start, end, false, source.slice(start, end));
    }
    switch (code) {
      case Code.doubleQuote:
      case Code.singleQuote: {
        const { end, isBroken } = skipString(source, start);
        return this.#token("string", start, end, isBroken);
      }
      case Code.backtick: {
        const { end, isBroken } = skipTemplate(source, start, this.#skipBraces);
        return this.#token("template", start, end, isBroken);
      }
      case Code.slash: {
        const pattern = this.endsExpression ? undefined : skipPattern(source, start);
        if (pattern === undefined) break;
        return this.#token("pattern", start, pattern.end, pattern.isBroken);
      }
      case Code.less: {
        const end = this.endsExpression ? undefined : skipJsx(source, start, this.#skipBraces);
        if (end === undefined) break;
        return this.#token("jsx", start, end);
      }
    }
    if (isDigit(code) || code === Code.dot && isDigit(source.charCodeAt(start + 1))) {
      NUMBER.lastIndex = start;
      NUMBER.test(source);
      return this.#token("number", start, NUMBER.lastIndex);
    }
    const end = punctuatorEnd(source, start, code);
    return this.#token("punctuator", start, end, false, source.slice(start, end));
  }

  #token(kind: Token["kind"], start: number, end: number, isBroken = false, text = ""): Token {
    return { kind, text, start, end, isOnNewLine: this.isOnNewLine, isBroken };
  }

  #take(token: Token): void {
    const { frame } = this;
    if (this.#beginsAfterLineBreak(token)) this.#startStatement();
    const isFirst = this.isStatementStart;
    if (isFirst) this.statementStart = token.start;
    this.isStatementStart = false;
    if (token.kind === "word") this.#takeWord(token, isFirst);
    else if (token.kind === "punctuator") this.#takePunctuator(token, isFirst);
    else this.endsExpression = true;
    if (frame.length++ === 0) frame.first = token.text;
  }

  /** Whether the line break before a token ends a statement that has no semicolon. */
  #beginsAfterLineBreak(token: Token): boolean {
    if (!token.isOnNewLine || !this.endsExpression || this.frame.kind !== "statements") {
      return false;
    }
    if (token.kind === "word") return !BETWEEN_EXPRESSIONS.has(token.text);
    if (token.kind === "punctuator") return ["!", "~", "++", "--", "@"].includes(token.text);
    return token.kind === "number" || token.kind === "string";
  }

  #takeWord({ text }: Token, isFirst: boolean): void {
    const { frame } = this;
    const hadExpression = this.endsExpression;
    this.endsExpression = true;
    if (this.last?.text === "." || this.last?.text === "?.") return;
    if (text === "function") {
      frame.pending = { kind: "function", isExpression: !isFirst };
      this.endsExpression = false;
    } else if (text === "class" || (isFirst && (text === "interface" || text === "enum"))) {
      frame.pending = { kind: "class", isExpression: !isFirst };
    } else if (BEFORE_HEADER.has(text)) {
      frame.awaitsHeader = true;
    } else if (BEFORE_STATEMENT.has(text) && frame.kind === "statements") {
      this.#startStatement(text === "else" || text === "do");
    } else if (BETWEEN_EXPRESSIONS.has(text)) {
      this.endsExpression = !hadExpression;
    } else if (BEFORE_EXPRESSION.has(text)) {
      this.endsExpression = false;
    }
    if (isFirst && MODIFIERS.has(text)) this.isStatementStart = true;
  }

  #takePunctuator({ text, isOnNewLine }: Token, isFirst: boolean): void {
    const { frame } = this;
    switch (text) {
      case "(":
      case "[":
        this.#frames.push(openFrame("group", true, text === "(" && frame.awaitsHeader));
        frame.awaitsHeader = false;
        this.endsExpression = false;
        return;
      case "{":
        this.#openBrace(isFirst);
        return;
      case ")":
      case "]":
      case "}":
        this.#close();
        return;
      case ";":
        this.endsExpression = false;
        if (frame.kind === "statements") this.#endStatement();
        return;
      case ":":
        this.endsExpression = false;
        if (frame.kind === "statements" && this.#endsLabel()) this.#endStatement();
        return;
      case "++":
      case "--":
      case "!":
        this.endsExpression = this.endsExpression && !isOnNewLine;
        return;
      default:
        this.endsExpression = false;
    }
  }

  /** Begins a statement where a token ended one; the token itself is counted afterwards. */
  #endStatement(): void {
    this.#startStatement();
    this.frame.length = -1;
  }

  #endsLabel(): boolean {
    const { first, length } = this.frame;
    return first === "case" || first === "default" || (length === 1 && first !== "");
  }

  #openBrace(isFirst: boolean): void {
    const { frame } = this;
    const { pending } = frame;
    const before = this.last?.text ?? "";
    // `(): void {` and `(): A<B> {` are no expressions.
    const isBlock = isFirst || this.endsExpression || /^(?:=>|>+|class|void)$/.test(before);
    // The braces of a type in the header come before those that it awaits.
    if (isBlock) frame.pending = undefined;
    const opened = pending?.kind === "class" && isBlock
      ? openFrame("members", pending.isExpression)
      : isBlock
      ? openFrame("statements", pending?.isExpression ?? false)
      : openFrame("members", true);
    this.#frames.push(opened);
    this.endsExpression = false;
    this.isStatementStart = opened.kind === "statements";
    this.isBody = false;
  }

  #close(): void {
    // What closes nothing is an error that the compiler tells.
    const closed = this.#frames.length > 1 ? this.#frames.pop()! : openFrame("group", true);
    this.endsExpression = closed.endsExpression && !closed.isHeader;
    const { frame } = this;
    if (this.endsExpression || frame.kind !== "statements") return;
    this.#startStatement(closed.isHeader);
  }
}
