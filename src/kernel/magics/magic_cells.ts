/** Magics in the cells of one kernel. @module */

import { type Magic, magicHelp, MAGICS } from "../../../magics/mod.ts";
import {
  awaitError,
  blankMagics,
  magicContext,
  type MagicShape,
  type MagicSyntaxError,
  registeredShape,
  rewriteMagics,
  type RewrittenCell,
} from "../../../magics/parser/mod.ts";

/** A magic of the user's own. */
interface OwnMagic {
  /** What its help says; empty where there is none. */
  help: string;
}

/** What frontends are shown of a magic. */
export type MagicHelp = { "text/plain": string; "text/html": string };

/** Rewrites cells, and knows the magics that there are. */
export class MagicCells {
  readonly #own = new Map<string, OwnMagic>();
  #table: ReadonlyMap<string, MagicShape> = MAGICS;

  /** All magics by name, for the parser. */
  get table(): ReadonlyMap<string, MagicShape> {
    return this.#table;
  }

  /** The names of the magics, with a sentence on each. */
  names(): { name: string; summary: string; isLine: boolean; isCell: boolean }[] {
    return [...this.#table.values()].map(({ name, line, cell }) => ({
      name,
      summary: this.#own.get(name)?.help ?? MAGICS.get(name)?.summary ?? "",
      isLine: line !== undefined,
      isCell: cell !== undefined,
    }));
  }

  /** Whether a magic is the user's own. */
  isOwn(name: string): boolean {
    return this.#own.has(name);
  }

  /** A magic that comes with Labbook; undefined for others. */
  find(name: string): Magic | undefined {
    return this.#own.has(name) ? undefined : MAGICS.get(name);
  }

  /** Adds a magic of the user's own. */
  register(name: string, help: string): void {
    this.#own.set(name, { help });
    this.#update();
  }

  /** Forgets the user's own magics: their session has ended. */
  reset(): void {
    this.#own.clear();
    this.#update();
  }

  /**
   * A cell with its magics as calls.
   *
   * @throws {MagicSyntaxError} Where a magic does not exist, or stands where none may.
   */
  rewrite(source: string, isDeclared: (name: string) => boolean = () => false): RewrittenCell {
    return rewriteMagics(source, this.#table, isDeclared);
  }

  /** What a syntax error of such a cell means; undefined where it is not about a magic. */
  explain(
    error: { message: string; line: number },
    { magics }: RewrittenCell,
  ): MagicSyntaxError | undefined {
    return awaitError(error, magics, this.#table);
  }

  /** A cell as types see it: without magics, and all else at its place. */
  blank(source: string): string {
    return blankMagics(source, this.#table);
  }

  /** The help of the magic at a cursor, a UTF-16 index; undefined where there is none. */
  helpAt(source: string, cursor: number): MagicHelp | undefined {
    const context = magicContext(source, cursor, this.#table);
    if (context === undefined || context.kind === "expression" || context.kind === "text") {
      return undefined;
    }
    if (context.kind !== "name") return this.help(context.magic);
    return this.help(source.slice(context.start, context.end));
  }

  /** What is known of a magic, given as `%name` or `%%name`; undefined where there is none. */
  help(call: string): MagicHelp | undefined {
    const name = call.replace(/^%+/, "");
    const own = this.#own.get(name);
    if (own !== undefined) {
      return helpText(own.help || `%${name} is a magic of this notebook's own.`);
    }
    const magic = MAGICS.get(name);
    return magic === undefined ? undefined : magicHelp(magic);
  }

  #update(): void {
    this.#table = new Map<string, MagicShape>([
      ...MAGICS,
      ...[...this.#own.keys()].map((name) => [name, registeredShape(name)] as const),
    ]);
  }
}

function helpText(text: string): MagicHelp {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return { "text/plain": text, "text/html": `<pre>${escaped}</pre>` };
}
