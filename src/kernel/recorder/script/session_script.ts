/** Executed cells as one module that does again what they did. @module */

import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  compileTypeScript,
  parseCell,
  parseTypeScript,
  readJsxOptions,
  readJsxPragmas,
  walk,
} from "../../../session/mod.ts";
import { findConfig } from "../../find_config.ts";
import type { RecordedCell } from "../recorded_cell.ts";
import { findConflicts, readDeclared } from "./declared.ts";
import { type Helper, HELPERS, LIBRARY_MARK, OWN_MARK } from "./helpers.ts";
import { comment, plainCell } from "./plain_cell.ts";
import { CellWriter, type ReadCell, type ScriptScope } from "./write_cell.ts";

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
  readonly #read = new WeakMap<RecordedCell, Promise<ReadCell | string>>();

  /** Makes scripts of cells of one kernel. */
  constructor(options: ScriptOptions) {
    this.#options = options;
  }

  /** The module that does again what the cells did, in their order. */
  async text(cells: readonly RecordedCell[], placement: Placement): Promise<string> {
    const read = await Promise.all(cells.map((cell) => this.#readOnce(cell)));
    const whole = read.filter((cell): cell is ReadCell => typeof cell !== "string");
    const declared = whole.map((cell) => cell.declared);
    const conflicts = findConflicts(declared);
    const trackers = declared.reduce((sum, cell) => sum + cell.trackers, 0);
    const scope: ScriptScope = {
      conflicts,
      imported: new Set(),
      laterTypes: countTypes(whole),
      place: (specifier) => placement.place(specifier),
      isKept: (specifier) => placement.isKept(specifier),
      tracker: trackers === 1 && !conflicts.values.has("tracker") ? "const" : "var",
      meta: () => `${OWN_MARK}notebook`,
      jupyter: () => `${OWN_MARK}jupyter`,
    };
    const parts = read.map((cell, i) => {
      const title = titleOf(cells[i]!);
      if (typeof cell === "string") return `// ${title}${cell}`;
      return `// ${title}\n${new CellWriter(cell, `cell${cells[i]!.order + 1}`, scope).write()}`;
    });
    const undeclared = [...conflicts.undeclared].map((name) => `var ${name}: any;`);
    const code = [...undeclared, ...parts].join("\n\n");
    return this.#withHead(code, whole);
  }

  #withHead(code: string, cells: readonly ReadCell[]): string {
    const taken = new Set(cells.flatMap(({ declared }) => [...declared.mentioned]));
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

  #readOnce(cell: RecordedCell): Promise<ReadCell | string> {
    // One that runs may end in another way.
    if (cell.end === undefined) return this.#readCell(cell);
    const read = this.#read.get(cell) ?? this.#readCell(cell);
    this.#read.set(cell, read);
    return read;
  }

  /** A cell's code; a comment where it is none, or did not run to its end. */
  async #readCell({ source, magics, end, error, order }: RecordedCell): Promise<ReadCell | string> {
    if (end !== undefined && end !== "ok") {
      const how = { error: "failed", interrupted: "was interrupted", ended: "ended the session" };
      return ` ${how[end]}${error === undefined ? "" : `: ${oneLine(error)}`}\n${comment(source)}`;
    }
    // `name?` shows help.
    if (/\?\s*$/.test(source) && magics.length === 0 && !isCode(source)) {
      return `\n${comment(source)}`;
    }
    try {
      const plain = plainCell(source, magics, {
        library: (name) => LIBRARY_MARK + name,
        helper: (name) => OWN_MARK + name,
      });
      const read = parseCell(plain);
      const text = hasJsx(read.cell) ? await this.#withoutJsx(read) : undefined;
      const { cell, text: code } = text === undefined ? read : parseCell(text);
      return { text: code, cell, declared: readDeclared(cell, `cell ${order}`) };
    } catch (problem) {
      return ` cannot be put into a script: ${oneLine(String(problem))}\n${comment(source)}`;
    }
  }

  async #withoutJsx({ cell, text }: ReturnType<typeof parseCell>): Promise<string> {
    const { compilerOptions = {} } = await findConfig(this.#options.cwd);
    const jsx = { ...readJsxOptions(compilerOptions), ...readJsxPragmas(cell.comments) };
    return (await compileTypeScript(text, { jsx, hasDecorators: false })).code;
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
function countTypes(cells: readonly ReadCell[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { declared } of cells) {
    for (const name of declared.types.keys()) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

function markPattern(mark: string): RegExp {
  return new RegExp(`${mark.replaceAll("$", "\\$")}([A-Za-z]+)`, "g");
}

function namesIn(code: string, mark: string): string[] {
  return [...new Set([...code.matchAll(markPattern(mark))].map(([, name]) => name!))].sort();
}

function hasJsx(cell: ReadCell["cell"]): boolean {
  let found = false;
  walk(cell.program, ({ type }) => {
    found ||= type === "JSXElement" || type === "JSXFragment";
    return !found;
  });
  return found;
}

function isCode(source: string): boolean {
  try {
    parseCell(source);
    return true;
  } catch {
    return false;
  }
}

function oneLine(text: string): string {
  return text.split(/[\r\n\u2028\u2029]/)[0]!.slice(0, 200);
}
