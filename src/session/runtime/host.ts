/**
 * The kernel as the code of cells may speak to it: Labbook's own library does, under a symbol that it knows.
 *
 * @module
 */

import type { DisplayNote, UnplacedEvent } from "../types.ts";
import type { KernelLine } from "./kernel_line.ts";

/** Where the library looks for it. */
const HOST = Symbol.for("labbook.host");

/** What the kernel answers to a question. */
type Answer = { value: unknown } | { error: string };

/** What cells can tell and ask the kernel. */
export interface SessionHost {
  /** Tells the kernel something that JSON holds; returns at once. */
  tell(name: string, data: unknown): void;
  /** Asks the kernel, and blocks until it has answered. */
  ask(name: string, data: unknown): unknown;
  /** Says what is noted of each display. */
  note: (() => DisplayNote | undefined) | undefined;
  /** The magics that were registered, by name. */
  readonly magics: Map<string, unknown>;
  /** The modules that cells have imported, by the specifiers that they wrote. */
  readonly modules: Map<string, unknown>;
  /** Is told of each module that a cell imports. */
  onImport: ((module: unknown) => void) | undefined;
  /** What is to be ended before the session ends. */
  readonly endings: Set<() => Promise<unknown>>;
}

/** Puts the kernel where the library looks for it, and returns it. */
export function installHost(line: KernelLine, emit: (event: UnplacedEvent) => void): SessionHost {
  const host: SessionHost = {
    tell: (name, data) => emit({ type: "tell", name, data }),
    ask(name, data) {
      const text = line.ask((id) => emit({ type: "ask", id, name, data }));
      if (text === null) throw new Error(`Cannot ask the kernel for ${name}: it does not answer`);
      const answer: Answer = JSON.parse(text);
      if ("error" in answer) throw new Error(answer.error);
      return answer.value;
    },
    note: undefined,
    magics: new Map(),
    modules: new Map(),
    onImport: undefined,
    endings: new Set(),
  };
  Object.defineProperty(globalThis, HOST, { value: host });
  return host;
}

/** Notes a module that a cell has imported. */
export function noteModule(host: SessionHost, specifier: string, module: unknown): void {
  host.modules.set(specifier, module);
  host.onImport?.(module);
}

/** What is noted of a display that is made now; whatever goes wrong in that is no fault of the display. */
export function noteOf(host: SessionHost): { note?: DisplayNote } {
  try {
    const note = host.note?.();
    return note === undefined ? {} : { note };
  } catch {
    return {};
  }
}

/** What a magic that was registered offers at the end of a text; nothing where it offers none, or fails. */
export async function completeOwn(
  { magics }: SessionHost,
  name: string,
  text: string,
): Promise<string[]> {
  try {
    const magic = magics.get(name) as { complete?: (text: string) => unknown } | undefined;
    const found = await magic?.complete?.(text);
    return Array.isArray(found) ? found.map(String) : [];
  } catch {
    return [];
  }
}
