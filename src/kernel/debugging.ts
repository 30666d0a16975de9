/** The debugger's place in the kernel: loaded when a client first asks for it. @module */

import type { CellCode } from "../session/mod.ts";
import type { DapRequest, DebugEvent, Debugger } from "./debugger/mod.ts";
import type { SessionKeeper } from "./session_keeper.ts";

/** Debugs the keeper's session. */
export class Debugging {
  readonly #keeper: SessionKeeper;
  readonly #emit: (event: DebugEvent) => void;
  #debugger: Promise<Debugger> | undefined;

  /** `emit` publishes a `debug_event`. */
  constructor(keeper: SessionKeeper, emit: (event: DebugEvent) => void) {
    this.#keeper = keeper;
    this.#emit = emit;
  }

  /** Answers the content of a `debug_request`. */
  async request(content: Record<string, unknown>): Promise<Record<string, unknown>> {
    this.#debugger ??= this.#load();
    const response = await (await this.#debugger).request(content as unknown as DapRequest);
    return { ...response };
  }

  /** Sets breakpoints in a cell that is about to run. */
  async beforeRun(cell: CellCode): Promise<void> {
    await (await this.#debugger)?.beforeCell(cell);
  }

  /** A cell has ended. */
  async afterRun(): Promise<void> {
    await (await this.#debugger)?.afterCell();
  }

  /** Lets stopped code go on, so that it can be interrupted. */
  async beforeInterrupt(): Promise<void> {
    await (await this.#debugger)?.resumeForInterrupt();
  }

  /** There is a new session. */
  async restarted(): Promise<void> {
    await (await this.#debugger)?.sessionRestarted();
  }

  /** Lets go of the session. */
  async close(): Promise<void> {
    await (await this.#debugger)?.close();
  }

  async #load(): Promise<Debugger> {
    const { Debugger } = await import("./debugger/mod.ts");
    return new Debugger({
      open: async () => {
        const session = await this.#keeper.session();
        const inspector = await session.openInspector();
        // A process that exits waits for every connection to end.
        session.inspector.closed.then(() => inspector.close());
        return inspector;
      },
      cells: () => this.#keeper.current?.cells ?? new Map(),
      compile: async (source) => (await this.#keeper.session()).compile(source),
    }, this.#emit);
  }
}
