/** The breakpoints that a client has set, and V8's. @module */

import type { CellCode } from "../../session/mod.ts";
import {
  type BreakLocation,
  cellLocations,
  locationAt,
  scriptLocations,
} from "./break_locations.ts";
import type { CellSources } from "./cell_sources.ts";
import type { Debuggee } from "./debuggee.ts";
import type { Script } from "./scripts.ts";
import type { DebugTarget } from "./types.ts";

/** A breakpoint as a client asks for it. */
export interface WantedBreakpoint {
  /** The line, from 1. */
  line: number;
  /** An expression that has to be true; none by default. */
  condition?: string | undefined;
}

/** A breakpoint as the Debug Adapter Protocol answers it. */
export interface SetBreakpoint {
  /** The number by which events name it. */
  id: number;
  /** Whether code was found for it. */
  verified: boolean;
  /** The line where it is, from 1. */
  line: number;
  /** Why no code was found. */
  message?: string;
  /** The source that it is in. */
  source: { path: string };
}

interface Breakpoint extends WantedBreakpoint {
  id: number;
}

/** Breakpoints by the path of their source: a cell's, or a module's. */
export class Breakpoints {
  readonly #sources: CellSources;
  readonly #target: DebugTarget;
  readonly #byPath = new Map<string, Breakpoint[]>();
  /** V8's breakpoints by URL and place, which it accepts only once. */
  readonly #set = new Map<string, { id: string; path: string; breakpoint: number }>();
  #lastId = 0;

  /** Holds none yet. */
  constructor(sources: CellSources, target: DebugTarget) {
    this.#sources = sources;
    this.#target = target;
  }

  /** All breakpoints, as `debugInfo` lists them. */
  list(): { source: string; breakpoints: { line: number; condition?: string }[] }[] {
    return [...this.#byPath].map(([source, points]) => ({
      source,
      breakpoints: points.map(({ line, condition }) => ({
        line,
        ...condition === undefined ? {} : { condition },
      })),
    }));
  }

  /** Replaces the breakpoints of a source. */
  async set(
    debuggee: Debuggee,
    path: string,
    wanted: readonly WantedBreakpoint[],
  ): Promise<SetBreakpoint[]> {
    await this.#remove(debuggee, path);
    const locations = wanted.length === 0 ? [] : await this.#locations(debuggee, path);
    const points: Breakpoint[] = [];
    const answers: SetBreakpoint[] = [];
    for (const { line, condition } of wanted) {
      const found = Array.isArray(locations) ? locationAt(locations, line)?.line : undefined;
      const id = ++this.#lastId;
      points.push({ id, line: found ?? line, condition });
      answers.push({
        id,
        verified: found !== undefined,
        line: found ?? line,
        source: { path },
        ...found !== undefined ? {} : {
          message: typeof locations === "string"
            ? locations
            : `There is no code from line ${line} on`,
        },
      });
    }
    if (points.length === 0) this.#byPath.delete(path);
    else this.#byPath.set(path, points);
    await this.#applyPath(debuggee, path);
    return answers;
  }

  /** Sets in V8 what belongs to a cell that is about to run. */
  async applyToCell(debuggee: Debuggee, cell: CellCode): Promise<void> {
    const path = this.#sources.pathOfCell(cell);
    if (!this.#byPath.has(path)) return;
    await this.#apply(debuggee, path, cell.url, await cellLocations(debuggee, cell));
  }

  /** Sets in V8 what belongs to a module that was loaded. */
  async applyToModule(debuggee: Debuggee, script: Script): Promise<void> {
    if (!this.#byPath.has(script.path)) return;
    await this.#apply(debuggee, script.path, script.url, await scriptLocations(debuggee, script));
  }

  /** Sets all breakpoints in V8 that has lost them. */
  async applyAgain(debuggee: Debuggee): Promise<void> {
    this.#set.clear();
    for (const path of this.#byPath.keys()) await this.#applyPath(debuggee, path);
  }

  /** The numbers of V8's breakpoints that were met. */
  numbersOf(ids: readonly string[]): number[] {
    return [...this.#set.values()].filter(({ id }) => ids.includes(id)).map((set) =>
      set.breakpoint
    );
  }

  /** Forgets what was set in a session that has ended. */
  forgetSet(): void {
    this.#set.clear();
  }

  /** Forgets all, once V8 has none any more. */
  clear(): void {
    this.#byPath.clear();
    this.#set.clear();
  }

  /** The places of a source, or why there are none. */
  async #locations(debuggee: Debuggee, path: string): Promise<BreakLocation[] | string> {
    if (!this.#sources.isCell(path)) {
      const [script] = modulesAt(debuggee, path);
      return script === undefined
        ? "The module is not loaded"
        : await scriptLocations(debuggee, script);
    }
    const source = this.#sources.get(path) ?? this.#cellsAt(path)[0]?.source;
    if (source === undefined) return "The cell is not known";
    try {
      return await cellLocations(debuggee, { ...await this.#target.compile(source), prefix: "" });
    } catch (error) {
      if (error instanceof SyntaxError) return error.message;
      throw error;
    }
  }

  async #applyPath(debuggee: Debuggee, path: string): Promise<void> {
    if (this.#sources.isCell(path)) {
      const live = new Set([...debuggee.scripts.all()].map(({ url }) => url));
      for (const cell of this.#cellsAt(path)) {
        if (live.has(cell.url)) await this.applyToCell(debuggee, cell);
      }
    } else {for (const script of modulesAt(debuggee, path)) {
        await this.applyToModule(debuggee, script);
      }}
  }

  async #apply(
    debuggee: Debuggee,
    path: string,
    url: string,
    locations: readonly BreakLocation[],
  ): Promise<void> {
    for (const { id: breakpoint, line, condition } of this.#byPath.get(path) ?? []) {
      const location = locationAt(locations, line);
      if (location === undefined) continue;
      const { lineNumber, columnNumber } = location;
      const key = `${lineNumber}:${columnNumber}:${url}`;
      if (this.#set.has(key)) continue;
      const set = { id: "", path, breakpoint };
      this.#set.set(key, set);
      const { breakpointId } = await debuggee.inspector.call<{ breakpointId: string }>(
        "Debugger.setBreakpointByUrl",
        { url, lineNumber, columnNumber, condition: condition ?? "" },
      );
      set.id = breakpointId;
    }
  }

  async #remove(debuggee: Debuggee, path: string): Promise<void> {
    for (const [key, set] of this.#set) {
      if (set.path !== path) continue;
      this.#set.delete(key);
      await debuggee.inspector.call("Debugger.removeBreakpoint", { breakpointId: set.id });
    }
  }

  #cellsAt(path: string): CellCode[] {
    return [...this.#target.cells().values()].filter((cell) =>
      this.#sources.pathOfCell(cell) === path
    );
  }
}

function modulesAt(debuggee: Debuggee, path: string): Script[] {
  return [...debuggee.scripts.all()].filter((script) =>
    script.cell === undefined && script.path === path
  );
}
