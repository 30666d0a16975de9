/** The cells that made the session what it is, as texts that a language server can read together. @module */

import { type CellNames, cellNames, renameNames } from "./bindings.ts";
import { type Declaration, declarationOf } from "./declaration.ts";

/** One cell as a text document. */
export interface CellText {
  /** Tells the document from every other one, for good. */
  key: string;
  /** LSP's name of the language. */
  languageId: "typescript" | "typescriptreact";
  /** The text; shadowed declarations of earlier cells are renamed. */
  text: string;
  /** Whether it imports anything. */
  imports: boolean;
}

interface Cell {
  number: number;
  cellId: string | undefined;
  /** What was executed. */
  source: string;
  names?: CellNames;
  /** The text with renamed declarations, and what was renamed in it. */
  renamed?: { what: string; text: string };
}

/** The key of the cell that is being typed. */
export const TYPED = "typed";

/** The executed cells, in the order of their last execution. */
export class CellHistory {
  #cells: Cell[] = [];
  #number = 0;

  /** Notes an executed cell; one that ran before, by its id or its text, gives up its place. */
  executed(source: string, cellId?: string): void {
    this.#cells = this.#cells.filter((cell) =>
      cell.source !== source && (cellId === undefined || cell.cellId !== cellId)
    );
    this.#cells.push({ number: ++this.#number, cellId, source });
  }

  /** The cells as they are now, whatever is executed later. */
  snapshot(): CellHistory {
    const copy = new CellHistory();
    copy.#cells = [...this.#cells];
    copy.#number = this.#number;
    return copy;
  }

  /** Forgets every cell. */
  clear(): void {
    this.#cells = [];
  }

  /** The source of the cell with this key, as it was executed. */
  source(key: string): string | undefined {
    return this.#cells.find((cell) => keyOf(cell) === key)?.source;
  }

  /** The names that the cells declare. */
  async declared(): Promise<Set<string>> {
    const cells = await this.#named();
    return new Set(cells.flatMap(({ names }) => [...names?.declared ?? []]));
  }

  /** What the latest cell that declares a name tells of it. */
  async declaration(name: string): Promise<Declaration | undefined> {
    const declarer = (await this.#named()).findLast(({ names }) => names?.declared.has(name));
    return declarer && await declarationOf(declarer.source, name);
  }

  /** The documents of the session with the typed cell as the last one. */
  async texts(typed: string, cellId?: string): Promise<CellText[]> {
    this.#cells = this.#needed(await this.#named());
    const last: Cell = { number: 0, cellId, source: typed, names: await cellNames(typed) };
    const earlier = cellId === undefined
      ? this.#cells
      : this.#cells.filter((cell) => cell.cellId !== cellId);
    const cells = this.#needed([...earlier, last], true);
    const declarers = declarersOf(cells);
    return cells.map((cell, index) => {
      const names = cell.names as CellNames;
      return {
        key: keyOf(cell),
        languageId: names.jsx ? "typescriptreact" : "typescript",
        text: cell === last ? typed : renamedText(cell, shadowed(cells, index, declarers)),
        imports: names.imports,
      };
    });
  }

  /** The cells, each with its names read. */
  async #named(): Promise<Cell[]> {
    for (const cell of this.#cells) cell.names ??= await cellNames(cell.source);
    return this.#cells;
  }

  /** Leaves out the cells that declare nothing which anything can still see. */
  #needed(cells: Cell[], keepLast = false): Cell[] {
    const declarers = declarersOf(cells);
    const mentioned = new Set<string>();
    const kept: Cell[] = [];
    for (let index = cells.length - 1; index >= 0; index--) {
      const cell = cells[index] as Cell;
      const names = cell.names as CellNames;
      const hidden = shadowed(cells, index, declarers);
      const needed = names.keeps || (keepLast && index === cells.length - 1) ||
        [...names.declared].some((name) =>
          !hidden.has(name) || mentioned.has(`${name} ${cell.number}`)
        );
      if (!needed) continue;
      for (const { name } of names.identifiers) {
        if (hidden.has(name)) mentioned.add(`${name} ${hidden.get(name)}`);
      }
      kept.unshift(cell);
    }
    return kept;
  }
}

function keyOf(cell: Cell): string {
  return cell.number === 0 ? TYPED : String(cell.number);
}

/** For each name the indices of the cells that declare it, rising. */
function declarersOf(cells: readonly Cell[]): Map<string, number[]> {
  const declarers = new Map<string, number[]>();
  cells.forEach((cell, index) => {
    for (const name of cell.names?.declared ?? []) {
      const indices = declarers.get(name);
      if (indices) indices.push(index);
      else declarers.set(name, [index]);
    }
  });
  return declarers;
}

/** The names that mean an older declaration in this cell, with the number of its cell. */
function shadowed(
  cells: readonly Cell[],
  index: number,
  declarers: ReadonlyMap<string, number[]>,
): Map<string, number> {
  const out = new Map<string, number>();
  const names = cells[index]?.names as CellNames;
  for (const name of new Set(names.identifiers.map((place) => place.name))) {
    const indices = declarers.get(name);
    const meant = indices?.findLast((declarer) => declarer <= index);
    if (meant === undefined || meant === indices?.at(-1)) continue;
    out.set(name, (cells[meant] as Cell).number);
  }
  return out;
}

function renamedText(cell: Cell, renamed: ReadonlyMap<string, number>): string {
  const what = JSON.stringify([...renamed]);
  if (cell.renamed?.what !== what) {
    cell.renamed = { what, text: renameNames(cell.source, cell.names as CellNames, renamed) };
  }
  return cell.renamed.text;
}
