/** Walking through a cell for its magics. @module */

import { readExpression } from "./code/expression.ts";
import { Scanner } from "./code/scanner.ts";
import { skipTrivia } from "./code/literals.ts";
import type { Token } from "./code/token.ts";
import type { FoundMagic } from "./found_magic.ts";
import { skipOptions } from "./leading_options.ts";
import { MagicSyntaxError, UnknownMagicError } from "./magic_errors.ts";
import { readMagicLine, trimTexts } from "./magic_line.ts";
import { type MagicShape, type MagicTable, SYSTEM } from "./magic_shape.ts";
import { isCommand } from "./shell_line.ts";

/** Is told what is wrong. */
export type Report = (error: MagicSyntaxError) => void;

const CALL = /(%%?)([\p{L}_][\p{L}\p{N}_]*)/uy;
const BLANKS = /[^\S\r\n]*/y;
const UNKNOWN: MagicShape = { name: "", line: "arguments", cell: "text" };

/** Code of a magic whose end was not reached yet. */
interface OpenCode {
  magic: FoundMagic;
  depth: number;
  isCell: boolean;
  lastEnd: number;
}

/** Finds the magics of one cell. */
export class Finder {
  readonly #source: string;
  readonly #table: MagicTable;
  readonly #isDeclared: (name: string) => boolean;
  readonly #report: Report;
  readonly #scanner: Scanner;
  readonly #found: FoundMagic[] = [];
  readonly #open: OpenCode[] = [];
  /** Where the cell's code has each name first. */
  readonly #names = new Map<string, number>();
  /** Names that the cell declares, as far as it was read. */
  readonly #declared = new Set<string>();
  /** Where each line begins. */
  readonly #lineStarts: number[];
  #isDeclaration = false;
  #previous = "";

  /**
   * @param source The cell.
   * @param table The magics that there are.
   * @param isDeclared Which names are variables.
   * @param report Is told what is wrong.
   */
  constructor(
    source: string,
    table: MagicTable,
    isDeclared: (name: string) => boolean,
    report: Report,
  ) {
    this.#source = source;
    this.#table = table;
    this.#isDeclared = isDeclared;
    this.#report = report;
    this.#scanner = new Scanner(source);
    this.#lineStarts = [0, ...Array.from(source.matchAll(/\n/g), ({ index }) => index + 1)];
  }

  /** Finds them. */
  find(): FoundMagic[] {
    const scanner = this.#scanner;
    scanner.position = this.#readCellMagic();
    for (;;) {
      scanner.skipTrivia();
      this.#closeCode();
      if (scanner.position >= this.#source.length) break;
      if (this.#startsLine(scanner.position) && this.#tryStatement(scanner.position)) continue;
      this.#note(scanner.next()!);
      if (scanner.last!.text === "=" && scanner.frame.kind === "statements") {
        this.#tryOperand("assigned");
      }
    }
    return this.#found;
  }

  #note(token: Token): void {
    for (const open of this.#open) {
      open.magic.code!.outerEnd = token.end;
      if (token.text !== ";") open.lastEnd = token.end;
      if (token.text === "await") open.magic.code!.hasAwait = true;
    }
    const previous = this.#previous;
    this.#previous = token.text;
    if (this.#scanner.statementStart === token.start) this.#isDeclaration = false;
    if (token.kind !== "word" || previous === "." || previous === "?.") return;
    if (/^(?:const|let|using)$/.test(token.text)) this.#isDeclaration = true;
    if (/^(?:const|let|var|function|class)$/.test(previous)) this.#declared.add(token.text);
    if (!this.#names.has(token.text)) this.#names.set(token.text, token.start);
  }

  /** Reads `%%name` where the cell begins with it; where the rest is to be read from. */
  #readCellMagic(): number {
    const { end } = skipTrivia(this.#source, 0);
    if (!this.#source.startsWith("%%", end) || !this.#startsLine(end)) return 0;
    return this.#readCall(end, "statement", true) ?? 0;
  }

  #startsLine(at: number): boolean {
    let start = at;
    while (start > 0 && /[^\S\r\n]/.test(this.#source[start - 1]!)) start--;
    return start === 0 || /[\r\n]/.test(this.#source[start - 1]!);
  }

  /** Reads a magic that stands as a statement, if there is one. */
  #tryStatement(at: number): boolean {
    const scanner = this.#scanner;
    const sign = this.#source[at];
    if (sign !== "%" && sign !== "!") return false;
    if (scanner.frame.kind !== "statements") return false;
    if (!scanner.isStatementStart && !scanner.endsExpression) return false;
    const isMagic = sign === "!"
      ? this.#table.has(SYSTEM) &&
        isCommand(this.#source, at, (name) => this.#isMentioned(name, at))
      : scanner.isStatementStart || this.#beatsOperator(at);
    if (!isMagic) return false;
    const end = sign === "!" ? this.#readCommand(at, "statement") : this.#readCall(at, "statement");
    if (end === undefined) return false;
    scanner.resume(end);
    return true;
  }

  /** Whether `%name` behind an expression is a magic rather than the rest of a division. */
  #beatsOperator(at: number): boolean {
    CALL.lastIndex = at;
    const [call, signs, name] = CALL.exec(this.#source) ?? [];
    if (call === undefined) return false;
    if (signs === "%%") return true;
    const isAtColumnZero = at === 0 || /[\r\n]/.test(this.#source[at - 1]!);
    const isSeparate = /^(?:\s|;|$)/.test(
      this.#source.slice(at + call.length, at + call.length + 1),
    );
    if (isAtColumnZero && isSeparate && this.#table.has(name!)) {
      if (!this.#declared.has(name!) && !this.#isDeclared(name!)) return true;
    }
    return readExpression(this.#source, at + 1) === undefined;
  }

  /** Whether a name is a variable, or may be one because the code before a statement has it too. */
  #isMentioned(name: string, statementStart: number): boolean {
    return (this.#names.get(name) ?? Infinity) < statementStart || this.#isDeclared(name);
  }

  /** Reads a magic to the right of `=`, or where the code of another begins, if there is one. */
  #tryOperand(place: "assigned" | "operand"): void {
    const scanner = this.#scanner;
    BLANKS.lastIndex = scanner.position;
    const at = scanner.position + BLANKS.exec(this.#source)![0].length;
    let end: number | undefined;
    if (this.#source[at] === "!" && this.#table.has(SYSTEM)) {
      // In `const ls = !ls` the name is no variable yet, even if a cell that ran before had it.
      const isOwn = (name: string): boolean =>
        this.#isDeclaration && (this.#names.get(name) ?? -1) >= scanner.statementStart;
      const isKnown = (name: string): boolean =>
        !isOwn(name) && this.#isMentioned(name, scanner.statementStart);
      if (isCommand(this.#source, at, isKnown)) end = this.#readCommand(at, place);
    } else if (this.#source[at] === "%") end = this.#readCall(at, place);
    if (end === undefined) return;
    for (const open of this.#open) {
      if (open.magic.code!.start > at) continue;
      open.lastEnd = open.magic.code!.outerEnd = end;
    }
    scanner.resume(end);
  }

  #readCommand(at: number, place: FoundMagic["place"]): number {
    return this.#readArguments(at, at + 1, this.#table.get(SYSTEM)!, "line", place);
  }

  /** Reads `%name` with all that belongs to it; where the cell's code goes on. */
  #readCall(at: number, place: FoundMagic["place"], isFirst = false): number | undefined {
    CALL.lastIndex = at;
    const [call, signs, name] = CALL.exec(this.#source) ?? [];
    if (call === undefined || signs === "%%" && place !== "statement") return undefined;
    const shape = this.#table.get(name!);
    const kind = signs === "%%" ? "cell" : "line";
    this.#check(call, shape, at, kind, isFirst);
    return this.#readArguments(
      at,
      at + call.length,
      shape ?? { ...UNKNOWN, name: name! },
      // Where it is not on the first line there is an error, and the rest is still code.
      kind === "cell" && isFirst ? "cell" : "line",
      place,
    );
  }

  #check(
    call: string,
    shape: MagicShape | undefined,
    at: number,
    kind: "line" | "cell",
    isFirst: boolean,
  ): void {
    const name = call.replace(/^%+/, "");
    const behind = this.#source.slice(at + call.length).match(/^\S*/)![0];
    if (shape === undefined) {
      const known = [...this.#table.values()].filter((magic) => magic[kind] !== undefined);
      const { line, column } = this.#place(at);
      const names = known.map((magic) => magic.name);
      this.#report(new UnknownMagicError(call, names, line, column));
    } else if (/^\?\??$/.test(behind)) {
      this.#fail(
        at,
        `Cannot show the help of ${call} here: expected ${call}${behind} alone in a cell`,
      );
    } else if (kind === "cell" && shape.cell === undefined) {
      this.#fail(at, `Cannot run ${call} for a cell: expected %${name}, which stands for a line`);
    } else if (kind === "cell" && !isFirst) {
      this.#fail(at, `Cannot run ${call} in the middle of a cell: expected it on the first line`);
    } else if (kind === "line" && shape.line === undefined) {
      this.#fail(at, `Cannot run ${call} for a line: expected %%${name} on the cell's first line`);
    } else if (behind !== "" && !/^;+$/.test(behind)) {
      this.#fail(at, `Cannot run ${call}${behind}: expected a space behind ${call}`);
    }
  }

  #readArguments(
    at: number,
    from: number,
    shape: MagicShape,
    kind: "line" | "cell",
    place: FoundMagic["place"],
  ): number {
    const form = (kind === "cell" ? shape.cell : shape.line) ?? "arguments";
    const hasCode = form === "code" || form === "function";
    const isCodeLine = hasCode && kind === "line";
    const codeStart = isCodeLine ? skipOptions(this.#source, from, shape) : undefined;
    const line = readMagicLine(
      codeStart === undefined ? this.#source : this.#source.slice(0, codeStart),
      from,
    );
    const scanner = this.#scanner;
    const magic: FoundMagic = {
      name: shape.name,
      kind,
      form,
      start: at,
      end: line.end,
      ...this.#place(at),
      texts: trimTexts(line.texts, shape.isRaw === true),
      holes: line.holes,
      breaks: line.breaks,
      place,
      after: !scanner.isStatementStart ? "expression" : scanner.isBody ? "header" : "statement",
    };
    this.#found.push(magic);
    const awaits = line.holes.some((hole) =>
      /\bawait\b/.test(this.#source.slice(hole.start, hole.end))
    );
    if (shape.isSync !== true || awaits) {
      for (const open of this.#open) open.magic.code!.hasAwait = true;
    }
    this.#checkHoles(magic, line.open);
    if (kind === "cell") return this.#readBody(magic);
    return isCodeLine ? this.#openLineCode(magic) : line.end;
  }

  #checkHoles(magic: FoundMagic, open: number | undefined): void {
    const signs = magic.kind === "cell" ? "%%" : "%";
    const call = this.#source[magic.start] === "!" ? "the command" : signs + magic.name;
    if (open !== undefined) {
      this.#fail(
        open,
        `Cannot read the arguments of ${call}: expected } for each \${`,
      );
    }
    for (const { start, end } of magic.holes) {
      if (skipTrivia(this.#source, start).end < end || open !== undefined) continue;
      this.#fail(
        start,
        `Cannot read the arguments of ${call}: expected an expression in \${}`,
      );
    }
  }

  #readBody(magic: FoundMagic): number {
    const start = magic.end +
      (/^(?:\r?\n)?/.exec(this.#source.slice(magic.end, magic.end + 2))![0].length);
    if (magic.form === "text") {
      magic.body = { start, end: this.#source.length };
      return this.#source.length;
    }
    if (magic.form === "arguments") return magic.end;
    magic.code = { start, end: start, outerEnd: start, isExpression: false, hasAwait: false };
    this.#open.push({ magic, depth: 0, isCell: true, lastEnd: start });
    return start;
  }

  #openLineCode(magic: FoundMagic): number {
    BLANKS.lastIndex = magic.end;
    const start = magic.end + BLANKS.exec(this.#source)![0].length;
    const scanner = this.#scanner;
    if (/^[;\r\n]?$/.test(this.#source.slice(start, start + 1))) {
      this.#fail(magic.start, `Cannot run %${magic.name} of nothing: expected code behind it`);
      return start;
    }
    magic.code = { start, end: start, outerEnd: start, isExpression: false, hasAwait: false };
    this.#open.push({ magic, depth: scanner.depth, isCell: false, lastEnd: start });
    scanner.resume(start);
    scanner.isBody = false;
    const count = this.#found.length;
    this.#tryOperand("operand");
    if (this.#found.length > count) magic.code.isExpression = magic.code.hasAwait = true;
    return scanner.position;
  }

  /** Ends the code of magics where the next token is not part of it. */
  #closeCode(): void {
    const scanner = this.#scanner;
    for (let open = this.#open.at(-1); open !== undefined; open = this.#open.at(-1)) {
      const code = open.magic.code!;
      const isAtEnd = scanner.position >= this.#source.length;
      if (!isAtEnd && (open.isCell || !this.#endsHere(open))) return;
      this.#open.pop();
      code.end = open.lastEnd;
      if (open.isCell) {
        // A comment at the end would swallow what is put behind it.
        code.end = scanner.trivia.openComment ?? this.#source.length;
        code.outerEnd = this.#source.length;
      } else {
        open.magic.end = code.outerEnd;
        code.isExpression ||= readExpression(this.#source, code.start)?.end === code.end &&
          !/^(?:\{|function\b|class\b|async\s+function\b)/.test(
            this.#source.slice(code.start, code.start + 40),
          );
        scanner.resume(scanner.position);
      }
    }
  }

  #endsHere(open: OpenCode): boolean {
    const scanner = this.#scanner;
    if (scanner.depth !== open.depth) return scanner.depth < open.depth;
    if (scanner.position === open.magic.code!.start) return false;
    return scanner.isOnNewLine || this.#source[scanner.position] === "}";
  }

  #place(at: number): { line: number; column: number } {
    let line = 0;
    for (let end = this.#lineStarts.length; line + 1 < end;) {
      const middle = (line + end) >> 1;
      if (this.#lineStarts[middle]! <= at) line = middle;
      else end = middle;
    }
    return { line: line + 1, column: at - this.#lineStarts[line]! + 1 };
  }

  #fail(at: number, message: string): void {
    const { line, column } = this.#place(at);
    this.#report(new MagicSyntaxError(message, line, column));
  }
}
