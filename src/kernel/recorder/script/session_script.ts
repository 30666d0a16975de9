/** Executed cells as one module that does again what they did. @module */

import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseTypeScript } from "../../../session/mod.ts";
import type { RecordedCell } from "../recorded_cell.ts";
import { type Declared, findConflicts } from "./declared.ts";
import { type Helper, HELPERS, LIBRARY_MARK, OWN_MARK } from "./helpers.ts";
import { TRACKER } from "./magic_calls.ts";
import { readCell } from "./read_cell.ts";
import { ScriptCell } from "./script_cell.ts";
import type { ScriptScope } from "./write_cell.ts";

/** What a script is made with. */
export interface ScriptOptions {
  /** The notebook's folder. */
  cwd: string;
  /** The notebook's path, where it is known. */
  notebook?: string;
}

/** Where the files are that cells name. */
export interface Placement {
  /** The specifier in the script of one in a cell. */
  place(specifier: string): string;
  /** Whether a file that a cell names beside itself is among those that were kept. */
  isKept(specifier: string): boolean;
}

/** Makes scripts; a cell is read once. */
export class SessionScript {
  readonly #options: ScriptOptions;
  readonly #read = new WeakMap<RecordedCell, Promise<ScriptCell | string>>();

  /** Makes scripts of cells of one kernel. */
  constructor(options: ScriptOptions) {
    this.#options = options;
  }

  /** The module that does again what the cells did, in their order. */
  async text(cells: readonly RecordedCell[], placement: Placement): Promise<string> {
    const read = await Promise.all(cells.map((cell) => this.#readOnce(cell)));
    const whole = read.filter((cell) => typeof cell !== "string");
    const declared = whole.map((cell) => cell.declared);
    const conflicts = findConflicts(declared);
    const trackers = declared.reduce((sum, cell) => sum + cell.trackers, 0);
    const scope: ScriptScope = {
      conflicts,
      imported: new Set(),
      laterTypes: countTypes(declared),
      place: (specifier) => placement.place(specifier),
      isKept: (specifier) => placement.isKept(specifier),
      tracker: trackers === 1 && !conflicts.values.has(TRACKER) ? "const" : "var",
    };
    const parts = read.map((cell, i) =>
      `// ${titleOf(cells[i]!)}${
        typeof cell === "string"
          ? cell
          : `${cell.note}\n${cell.note === "" ? cell.write(scope) : cell.write(scope).trim()}`
      }`
    );
    const undeclared = [...conflicts.undeclared].map((name) => `var ${name}: any;`);
    const code = [...undeclared, ...parts].join("\n\n");
    return this.#withHead(code, declared);
  }

  #withHead(code: string, cells: readonly Declared[]): string {
    const taken = new Set(cells.flatMap(({ mentioned }) => [...mentioned]));
    const free = (name: string, prefix: string): string => {
      let found = name;
      for (let n = 1; taken.has(found); n++) found = `${prefix}_${name}${n === 1 ? "" : n}`;
      return found;
    };
    const exported = namesIn(code, LIBRARY_MARK).map((name) => [name, free(name, "labbook")]);
    const helpers = namesIn(code, OWN_MARK).map((name) =>
      name === "notebook" ? this.#notebook() : HELPERS[name as Helper]
    );
    const imports = exported.map(([name, local]) => name === local ? name : `${name} as ${local}`);
    const head = [
      "// The cells of a notebook, in the order in which they were executed: made by Labbook.\n" +
      "// It runs again with: deno run -A session.ts",
      ...imports.length === 0 ? [] : [`import { ${imports.join(", ")} } from "@labbook/labbook";`],
      ...helpers,
    ].join("\n\n");
    const library = new Map(exported as [string, string][]);
    return `${head}\n\n${code}\n\nexport {};\n`
      .replaceAll(markPattern(LIBRARY_MARK), (_, name) => library.get(name) ?? name)
      .replaceAll(markPattern(OWN_MARK), (_, name) => free(name, "notebook"));
  }

  /** What `import.meta` is in a cell. */
  #notebook(): string {
    const { cwd, notebook } = this.#options;
    const folder = `${pathToFileURL(cwd).href}/`;
    const meta = {
      url: notebook === undefined ? folder : pathToFileURL(notebook).href,
      ...notebook === undefined ? {} : { filename: join(cwd, basename(notebook)) },
      dirname: cwd,
      main: true,
    };
    return `/** The notebook, as \`import.meta\` tells of it in a cell. */\n` +
      `const ${OWN_MARK}notebook = {\n` +
      Object.entries(meta).map(([name, value]) => `  ${name}: ${JSON.stringify(value)},\n`)
        .join("") +
      `  resolve: (specifier: string): string =>\n` +
      `    /^\\.{0,2}\\//.test(specifier) ? new URL(specifier, ${JSON.stringify(folder)}).href ` +
      `: import.meta.resolve(specifier),\n};`;
  }

  #readOnce(cell: RecordedCell): Promise<ScriptCell | string> {
    const read = this.#read.get(cell) ?? this.#readCell(cell);
    // One that runs may end in another way.
    if (cell.end !== undefined) this.#read.set(cell, read);
    return read;
  }

  async #readCell(cell: RecordedCell): Promise<ScriptCell | string> {
    const read = await readCell(cell, this.#options.cwd);
    return typeof read === "string" ? read : new ScriptCell(read, `cell${cell.order + 1}`);
  }
}

/** What is wrong with a script; undefined where it is a module. */
export function findScriptProblem(script: string): string | undefined {
  try {
    parseTypeScript(script);
    return undefined;
  } catch (error) {
    return `session.ts cannot be parsed: ${(error as Error).message}`;
  }
}

function titleOf({ count }: RecordedCell): string {
  return count === null ? "A cell without a number" : `Cell [${count}]`;
}

/** How many cells declare each type. */
function countTypes(cells: readonly Declared[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { types } of cells) {
    for (const name of types.keys()) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

function markPattern(mark: string): RegExp {
  return new RegExp(`${mark}([A-Za-z]+)`, "g");
}

function namesIn(code: string, mark: string): string[] {
  return [...new Set([...code.matchAll(markPattern(mark))].map(([, name]) => name!))].sort();
}
