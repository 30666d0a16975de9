/** What clients ask about code that is being typed. @module */

import { checkComplete, type Completeness, type Session } from "../session/mod.ts";
import { codePointIndex, type Diagnostic, type LanguageHelp, unitIndex } from "./language/mod.ts";
import { completeMagic, type MagicCells, RegistryReader } from "./magics/mod.ts";
import type { JupyterMessage } from "./wire/mod.ts";

type Content = Record<string, unknown>;

/** Who knows something of code. */
export interface TypingParts {
  /** TypeScript. */
  language: LanguageHelp;
  /** Magics. */
  magics: MagicCells;
  /** The notebook's folder. */
  cwd: string;
  /** The session of the moment, if there is one. */
  session: () => Session | undefined;
}

/** Answers questions about code. */
export class Typing {
  readonly #parts: TypingParts;
  readonly #names = new RegistryReader();

  /** Asks nothing yet. */
  constructor(parts: TypingParts) {
    this.#parts = parts;
  }

  /** Answers a complete_request. */
  async complete({ content, metadata }: JupyterMessage): Promise<Content> {
    const { language, magics, cwd, session } = this.#parts;
    const code = text(content, "code");
    const cursor = position(content, code);
    const sources = { magics, names: this.#names, cwd, session: session() };
    const inMagic = await completeMagic(sources, code, unitIndex(code, cursor));
    if (inMagic === undefined || "code" in inMagic) {
      const typed = inMagic?.code ?? code;
      return { ...await language.complete(typed, cursor, cellId(metadata)) };
    }
    const start = codePointIndex(code, inMagic.start);
    const end = codePointIndex(code, inMagic.end);
    return {
      matches: inMagic.matches.map(({ text }) => text),
      cursor_start: start,
      cursor_end: end,
      metadata: {
        _jupyter_types_experimental: inMagic.matches.map(({ text, type }) => ({
          text,
          type,
          signature: "",
          start,
          end,
        })),
      },
    };
  }

  /** Answers an inspect_request. */
  async inspect({ content, metadata }: JupyterMessage): Promise<Content> {
    const { language, magics } = this.#parts;
    const code = text(content, "code");
    const cursor = position(content, code);
    const help = magics.helpAt(code, unitIndex(code, cursor));
    if (help !== undefined) return { metadata: {}, found: true, data: help };
    const detail = content.detail_level === 1 ? 1 : 0;
    const found = await language.inspect(code, cursor, detail, cellId(metadata));
    return { metadata: {}, ...found };
  }

  /** Answers an is_complete_request. */
  isComplete({ content }: JupyterMessage): Completeness {
    const code = text(content, "code");
    // As in IPython, the lines below `%%name` end with an empty one.
    if (/^\s*%%/.test(code) && !/\n[^\S\n]*\n?$/.test(code)) {
      return { status: "incomplete", indent: "" };
    }
    const blank = this.#parts.magics.blank(code);
    const { status, indent } = checkComplete(blank);
    // The line of a magic goes on where it ends with a backslash, of which nothing is left.
    if (status === "complete" && /[^\\](?:\\\\)*\\$/.test(code) && isBlankAtEnd(blank)) {
      return { status: "incomplete", indent: "" };
    }
    return { status, indent: indent.slice(leadOf(blank) - leadOf(code)) };
  }

  /** Answers a request for what is wrong with a cell. */
  async diagnose({ content, metadata }: JupyterMessage): Promise<{ diagnostics: Diagnostic[] }> {
    const code = text(content, "code");
    return { diagnostics: await this.#parts.language.diagnose(code, cellId(metadata)) };
  }
}

/** The blanks that the last line begins with. */
function leadOf(code: string): number {
  return code.trimEnd().split("\n").at(-1)!.search(/\S|$/);
}

function isBlankAtEnd(code: string): boolean {
  return /(?:^|\n)\s*$/.test(code);
}

function text(content: Content, name: string): string {
  const value = content[name];
  if (typeof value !== "string") {
    throw new TypeError(`Cannot answer the request: ${name} is ${typeof value}, expected a string`);
  }
  return value;
}

function position({ cursor_pos: cursor }: Content, code: string): number {
  const end = [...code].length;
  if (cursor === undefined || cursor === null) return end;
  if (!Number.isInteger(cursor)) {
    throw new TypeError(
      `Cannot answer the request: cursor_pos is ${cursor}, expected a whole number`,
    );
  }
  return Math.min(Math.max(cursor as number, 0), end);
}

function cellId({ cellId }: Content): string | undefined {
  return typeof cellId === "string" ? cellId : undefined;
}
