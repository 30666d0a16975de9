/** The scripts that V8 runs, and where their code comes from. @module */

import { SourceMap } from "node:module";
import { fileURLToPath } from "node:url";
import type { CellCode } from "../../session/mod.ts";
import type { Position } from "./types.ts";

/** A script as the inspector reports it. */
export interface ParsedScript {
  /** Its id in the inspector. */
  scriptId: string;
  /** Its URL; empty for evaluated code without a name. */
  url: string;
  /** Where its source map is; a data URL for what Deno has compiled. */
  sourceMapURL?: string;
}

/** The session's own program, which no debugger shows. */
const RUNTIME = new URL("../../session/runtime/", import.meta.url).href;

/** What V8 steps over, and leaves out of exceptions, as regular expressions on URLs. */
export const HIDDEN_URLS: readonly string[] = [
  "^ext:",
  "^node:",
  "^checkin:",
  `^${RUNTIME.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`,
];

/** How far from the start of a line its own code may begin, in columns. */
const LONGEST_INSERTION = 80;

/** One script: a cell, or a module. */
export class Script {
  /** Its id in the inspector. */
  readonly id: string;
  /** Its URL. */
  readonly url: string;
  /** The cell that it is; undefined for a module. */
  readonly cell: CellCode | undefined;
  readonly #mapUrl: string;
  #map: SourceMap | null | undefined;

  /** Describes a script that was reported. */
  constructor(parsed: ParsedScript, cell: CellCode | undefined) {
    this.id = parsed.scriptId;
    this.url = parsed.url;
    this.cell = cell;
    this.#mapUrl = parsed.sourceMapURL ?? "";
  }

  /** Whether it is code of Deno's, of ours, or evaluated without a name. */
  get isHidden(): boolean {
    return this.cell === undefined && isHiddenUrl(this.url);
  }

  /** The path of a module's file, or its URL where it is none. */
  get path(): string {
    const url = this.url.split("?", 1)[0]!;
    return url.startsWith("file:") ? fileURLToPath(url) : url;
  }

  /** The text that its author wrote, where the script itself tells it. */
  get source(): string | undefined {
    return this.cell?.source ?? this.#sourceMap?.payload.sourcesContent?.[0] ?? undefined;
  }

  /**
   * The place in the source of a place in the code, which is counted from 0. Undefined for what a
   * compiler has put in.
   */
  original(line: number, column: number): Position | undefined {
    if (this.cell !== undefined) return cellPosition(this.cell, line, column);
    const entry = this.#sourceMap?.findEntry(line, column);
    if (entry === undefined || !("originalLine" in entry)) {
      return { line: line + 1, column: column + 1 };
    }
    return { line: entry.originalLine + 1, column: entry.originalColumn + 1 };
  }

  get #sourceMap(): SourceMap | undefined {
    this.#map ??= readMap(this.#mapUrl);
    return this.#map ?? undefined;
  }
}

/** The scripts of one session. */
export class Scripts {
  readonly #byId = new Map<string, Script>();
  readonly #cells: () => ReadonlyMap<string, CellCode>;
  readonly #next: () => CellCode | undefined;

  /** `next` is the cell that is about to run, which `cells` need not have yet. */
  constructor(cells: () => ReadonlyMap<string, CellCode>, next: () => CellCode | undefined) {
    this.#cells = cells;
    this.#next = next;
  }

  /** Takes on a script that was reported. */
  add(parsed: ParsedScript): Script {
    const next = this.#next();
    const cell = next?.url === parsed.url ? next : this.#cells().get(parsed.url);
    const script = new Script(parsed, cell);
    if (!script.isHidden) this.#byId.set(script.id, script);
    return script;
  }

  /** A script by its id; undefined where it is hidden. */
  get(id: string): Script | undefined {
    return this.#byId.get(id);
  }

  /** All scripts that are not hidden. */
  all(): Iterable<Script> {
    return this.#byId.values();
  }
}

function isHiddenUrl(url: string): boolean {
  return url === "" || HIDDEN_URLS.some((pattern) => new RegExp(pattern).test(url));
}

/**
 * The place in a cell's source of a place in what was run, prefix included, which is counted from 0.
 * Undefined for lines that the compiler has put in.
 */
export function cellPosition(
  cell: { map: CellCode["map"]; prefix: string },
  line: number,
  column: number,
): Position | undefined {
  const own = Math.max(column - (line === 0 ? cell.prefix.length : 0), 0) + 1;
  // What the compiler has put into a line belongs to what is before it, or else to what follows.
  for (let at = own; at > 0; at--) {
    const position = cell.map.original(line + 1, at);
    if (position !== null) return position;
  }
  for (let at = own + 1; at < own + LONGEST_INSERTION; at++) {
    const position = cell.map.original(line + 1, at);
    if (position !== null) return position;
  }
}

function readMap(url: string): SourceMap | null {
  const base64 = /^data:application\/json[^,]*;base64,(.*)$/s.exec(url)?.[1];
  if (base64 === undefined) return null;
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new SourceMap(JSON.parse(new TextDecoder().decode(bytes)));
}
