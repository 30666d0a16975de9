/** Changes in a text that keep its lines. @module */

import { Lines } from "./lines.ts";
import type { PositionMap } from "./position_map.ts";

interface Edit {
  start: number;
  end: number;
  text: string;
  /** The offset that errors in the new text point at, or null where they point nowhere. */
  origin: number | null;
  /** Edits of one place are in the order of this, then in that in which they were made; 0 by default. */
  rank?: number;
}

/** Changes in one text, applied together; none may overlap another. */
export class Edits {
  readonly #edits: Edit[] = [];
  readonly #first: Edit[] = [];
  #closed = 0;

  /** Starts without changes of `text`. */
  constructor(readonly text: string) {}

  /** Whether nothing is to be changed. */
  get isEmpty(): boolean {
    return this.#edits.length === 0 && this.#first.length === 0;
  }

  /** Puts text before all other, after what this method put there before; with `veryFirst`, before that. */
  insertFirst(text: string, origin: number | null = null, veryFirst = false): void {
    const edit = { start: 0, end: 0, text, origin };
    if (veryFirst) this.#first.unshift(edit);
    else this.#first.push(edit);
  }

  /** Puts text before what is at `offset`; of several at one place the first stays first. */
  insert(offset: number, text: string, origin: number | null = offset): void {
    this.#edits.push({ start: offset, end: offset, text, origin });
  }

  /**
   * Puts text behind the expression that ends at `offset`, before all else that is put there; of several the last
   * comes first, as what is further in is closed first.
   */
  close(offset: number, text: string): void {
    this.#edits.push({ start: offset, end: offset, text, origin: offset, rank: --this.#closed });
  }

  /** Replaces a range, none of whose line ends may be lost. */
  replace(start: number, end: number, text: string, origin: number | null = start): void {
    this.#edits.push({ start, end, text, origin });
  }

  /** Replaces a range by spaces that begin with `text`; line ends stay. */
  blank(start: number, end: number, text = ""): void {
    const left = this.text.slice(start, end).replace(/[^\r\n\u2028\u2029]/g, " ");
    const isRoom = left.slice(0, text.length).trim() === "" &&
      !/[\r\n]/.test(left.slice(0, text.length));
    this.replace(start, end, isRoom ? text + left.slice(text.length) : text + left);
  }

  /** The changed text, and the relation of its places to those of the text. */
  apply(): { code: string; map: PositionMap } {
    // Insertions come before what is replaced from the same place on.
    const edits = [
      ...this.#first,
      ...this.#edits.sort((a, b) =>
        a.start - b.start || a.end - b.end || (a.rank ?? 0) - (b.rank ?? 0)
      ),
    ];
    let code = "";
    let at = 0;
    for (const { start, end, text } of edits) {
      code += this.text.slice(at, start) + text;
      at = end;
    }
    code += this.text.slice(at);
    return { code, map: new EditMap(this.text, code, edits, this.#first.length) };
  }
}

/** The places of a text and of what edits made of it. */
class EditMap implements PositionMap {
  #lines: { original: Lines; generated: Lines } | undefined;

  constructor(
    readonly text: string,
    readonly code: string,
    readonly edits: readonly Edit[],
    /** How many of the edits stand before all of the text. */
    readonly first: number,
  ) {}

  original(line: number, column: number): { line: number; column: number } | null {
    const { original, generated } = this.#bothLines();
    const offset = generated.offset({ line, column });
    if (offset === undefined) return null;
    let shift = 0;
    for (const { start, end, text, origin } of this.edits) {
      if (start + shift > offset) break;
      const newEnd = start + shift + text.length;
      if (offset < newEnd) return origin === null ? null : original.position(origin);
      shift += text.length - (end - start);
    }
    return original.position(offset - shift);
  }

  generated(line: number, column: number): { line: number; column: number } | null {
    const { original, generated } = this.#bothLines();
    const offset = original.offset({ line, column });
    if (offset === undefined) return null;
    let shift = 0;
    for (const [index, { start, end, text }] of this.edits.entries()) {
      // What was put around an expression belongs to it: a breakpoint there stops before the call.
      if (start > offset || (start === offset && end === start && index >= this.first)) break;
      if (offset < end) return generated.position(Math.min(offset, start + text.length) + shift);
      shift += text.length - (end - start);
    }
    return generated.position(offset + shift);
  }

  #bothLines(): { original: Lines; generated: Lines } {
    return this.#lines ??= { original: new Lines(this.text), generated: new Lines(this.code) };
  }
}
