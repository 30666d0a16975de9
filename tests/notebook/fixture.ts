/** Notebooks to run, and a kernel that says what a test wants it to say. @module */

import type { HeadlessKernel } from "../../src/kernel/mod.ts";
import type { Cell, Notebook } from "../../src/notebook/mod.ts";

/** Makes a notebook of cells with this code. */
export function notebookOf(...sources: (string | Partial<Cell>)[]): Notebook {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: sources.map((source, i) => ({
      cell_type: "code",
      id: `cell-${i}`,
      metadata: {},
      outputs: [],
      execution_count: null,
      source: "",
      ...typeof source === "string" ? { source } : source,
    })),
  };
}

/** What a cell of the kernel may do. */
export interface Scene {
  /** Sends a message of the cell. */
  send(msg_type: string, content: Record<string, unknown>): void;
  /** Resolves once the kernel is asked to interrupt the cell. */
  interrupted: Promise<void>;
}

/** What the kernel does for the code of a cell: throws, or ends well. */
export type Scenes = Record<string, (scene: Scene) => void | Promise<void>>;

/** A kernel that does for each code what it is told to; an unknown code ends well. */
export class ScriptedKernel implements HeadlessKernel {
  /** The language. */
  readonly languageInfo = { name: "typescript", file_extension: ".ts" };
  /** What was run. */
  readonly ran: string[] = [];
  /** Whether it was ended. */
  isDown = false;
  readonly #scenes: Scenes;
  #interrupt: () => void = () => {};

  constructor(scenes: Scenes) {
    this.#scenes = scenes;
  }

  /** Runs a cell. */
  async execute(
    code: string,
    { onMessage }: Parameters<HeadlessKernel["execute"]>[1],
  ): ReturnType<HeadlessKernel["execute"]> {
    this.ran.push(code);
    const execution_count = this.ran.length;
    const send: Scene["send"] = (msg_type, content) =>
      onMessage({ msg_type, content, metadata: {}, parent: String(execution_count) });
    const { promise: interrupted, resolve } = Promise.withResolvers<void>();
    this.#interrupt = resolve;
    send("execute_input", { code, execution_count });
    try {
      await this.#scenes[code]?.({ send, interrupted });
      return { status: "ok", execution_count };
    } catch (error) {
      const { name: ename, message: evalue } = error as Error;
      const content = { ename, evalue, traceback: [`${ename}: ${evalue}`] };
      send("error", content);
      return { status: "error", execution_count, ...content };
    }
  }

  /** Interrupts the running cell. */
  interrupt(): Promise<void> {
    this.#interrupt();
    return Promise.resolve();
  }

  /** Ends the kernel. */
  settled(): Promise<void> {
    return Promise.resolve();
  }

  shutdown(): Promise<void> {
    this.isDown = true;
    return Promise.resolve();
  }
}
