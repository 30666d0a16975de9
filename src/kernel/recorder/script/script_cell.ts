/** A cell of a script, which is written anew only where others change what it has to be. @module */

import { parseCell } from "../../../session/mod.ts";
import type { Declared } from "./declared.ts";
import type { ReadCell } from "./read_cell.ts";
import { CellWriter, type ScriptScope } from "./write_cell.ts";

/** What a cell was written with, and what became of it. */
interface Written {
  /** What of the scope it depends on. */
  key: string;
  /** The code. */
  code: string;
  /** The imports that it asked for. */
  imports: string[];
  /** The specifiers that it named, each with whether it was to be kept. */
  named: [specifier: string, isKept: boolean][];
}

/** A cell that ran to its end. The tree of its code is let go of, as it takes far more memory than the code. */
export class ScriptCell {
  /** What it declares. */
  readonly declared: Declared;
  /** What is told of it, where it is not the whole cell; empty where it is. */
  readonly note: string;
  readonly #text: string;
  readonly #suffix: string;
  #tree: ReadCell["cell"] | undefined;
  #written: Written | undefined;

  /** Takes a cell that was read; `suffix` is part of names that only it has. */
  constructor({ text, cell, declared, note = "" }: ReadCell, suffix: string) {
    this.declared = declared;
    this.note = note;
    this.#text = text;
    this.#tree = cell;
    this.#suffix = suffix;
  }

  /** The code of the cell among others. */
  write(scope: ScriptScope): string {
    const replaced = this.#replacedTypes(scope);
    const before = this.#written;
    if (before !== undefined && before.key === this.#key(scope, replaced, before)) {
      for (const key of before.imports) scope.imported.add(key);
      for (const [specifier] of before.named) scope.place(specifier);
      return before.code;
    }
    const written: Written = { key: "", code: "", imports: [], named: [] };
    const imported = new Set(scope.imported);
    const cell = this.#tree ?? parseCell(this.#text).cell;
    this.#tree = undefined;
    const writer = new CellWriter({ text: this.#text, cell, declared: this.declared }, {
      ...scope,
      suffix: this.#suffix,
      replaced,
      place: (specifier) => {
        written.named.push([specifier, false]);
        return scope.place(specifier);
      },
      isKept: (specifier) => {
        written.named.push([specifier, true]);
        return scope.isKept(specifier);
      },
      isNew: (key) => {
        written.imports.push(key);
        const isNew = !scope.imported.has(key);
        scope.imported.add(key);
        return isNew;
      },
    });
    written.code = writer.write();
    written.key = this.#key({ ...scope, imported }, replaced, written);
    this.#written = written;
    return written.code;
  }

  /** The types of the cell that a later one declares anew. */
  #replacedTypes({ conflicts, laterTypes }: ScriptScope): Set<string> {
    const replaced = new Set<string>();
    for (const name of this.declared.types.keys()) {
      const left = laterTypes.get(name)! - 1;
      laterTypes.set(name, left);
      if (left > 0 && conflicts.types.has(name)) replaced.add(name);
    }
    return replaced;
  }

  #key(scope: ScriptScope, replaced: Set<string>, { imports, named }: Written): string {
    const { conflicts, imported, tracker } = scope;
    const { values, types, startsTracker } = this.declared;
    return JSON.stringify([
      [...values.keys()].filter((name) => conflicts.values.has(name)),
      [...types.keys()].filter((name) => conflicts.covered.has(name)),
      [...replaced],
      startsTracker ? tracker : "",
      imports.map((key) => imported.has(key)),
      named.map(([specifier, isKept]) => isKept ? scope.isKept(specifier) : scope.place(specifier)),
    ]);
  }
}
