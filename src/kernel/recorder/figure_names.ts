/** How the figures of a cell are called. @module */

import { checkEntryName } from "../../store/mod.ts";

/** A comment that names a cell's figures. */
const NAME = /^\s*\/\/\s*name:\s*(\S.*?)\s*$/m;

/** Names the figures of one cell: none twice for the same step. */
export class FigureNames {
  readonly #own: string;
  readonly #taken = new Map<string, Set<number | null>>();
  /** The name that the figures from now on have; what the cell itself says where it is undefined. */
  chosen: string | undefined;

  /** Begins with what a cell's comment says, or its number. */
  constructor(source: string, count: number | null) {
    this.#own = NAME.exec(source)?.[1] ?? (count === null ? "cell" : `cell-${count}`);
  }

  /** The name of the next figure. */
  next(step: number | null): string {
    const base = validName(this.chosen ?? this.#own);
    for (let number = 1;; number++) {
      const name = number === 1 ? base : `${base}-${number}`;
      const steps = this.#taken.get(name) ?? new Set();
      if (steps.has(step)) continue;
      this.#taken.set(name, steps.add(step));
      return name;
    }
  }
}

/** A name that a figure can have, as close to the one given as possible. */
function validName(name: string): string {
  try {
    return checkEntryName("figure", name);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  const plain = name.slice(0, 100).replace(/[^\p{L}\p{M}\p{N}_\- ]+/gu, "-").trim();
  try {
    return checkEntryName("figure", plain);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return "figure";
  }
}
