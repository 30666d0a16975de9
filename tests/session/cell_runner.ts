/** Runs compiled cells in this process, through its own inspector, with a session's calls made simple. @module */

import { Session } from "node:inspector";
import {
  compileCell,
  type CompiledCell,
  EMPTY_SCOPE,
  mergeScopes,
} from "../../src/session/compile/mod.ts";

/** What running a cell came to. */
export interface CellRun {
  /** What the cell handed over as its result. */
  results: unknown[];
  /** What it imported, with the options. */
  imports: [string, unknown][];
  /** What it threw, as its stack's text, with places in the generated code. */
  thrown?: string;
  /** The compiled cell. */
  compiled: CompiledCell;
}

interface Answer {
  result: { value?: unknown };
  exceptionDetails?: { exception?: { description?: string; value?: unknown } };
}

/** Cells one after the other, as in a notebook. */
export class CellRunner implements Disposable {
  readonly #inspector = new Session();
  #scope = EMPTY_SCOPE;
  #number = 0;
  #run: Pick<CellRun, "results" | "imports"> = { results: [], imports: [] };

  /** Starts with no names; imports of `modules` are those objects, all others are real. */
  constructor(modules: Record<string, object> = {}) {
    this.#inspector.connect();
    Object.assign(globalThis, {
      __labbook: {
        wait: (value: unknown) => value,
        waitEach: (values: unknown) => values,
        result: async (value: unknown) => {
          this.#run.results.push(await value);
        },
        import: async (specifier: string, options?: ImportCallOptions) => {
          this.#run.imports.push([specifier, options]);
          return modules[specifier] ?? await import(specifier, options);
        },
        meta: { url: "file:///notebook.ipynb" },
      },
    });
  }

  /** Compiles and runs a cell. */
  async run(source: string): Promise<CellRun> {
    const compiled = await compileCell(source, { earlier: this.#scope });
    this.#run = { results: [], imports: [] };
    const expression = `"use strict";await void 0;\n${compiled.code}\n//# sourceURL=cell-${++this
      .#number}.ts`;
    const answer = await this.evaluate(expression);
    this.#scope = mergeScopes(this.#scope, compiled.scope);
    const exception = answer.exceptionDetails?.exception;
    return {
      ...this.#run,
      ...(exception === undefined
        ? {}
        : { thrown: exception.description ?? String(exception.value) }),
      compiled,
    };
  }

  /** Runs a cell that must not throw, and returns its result. */
  async value(source: string): Promise<unknown> {
    const { results, thrown, compiled } = await this.run(source);
    if (thrown !== undefined) throw new Error(`The cell threw ${thrown}\n${compiled.code}`);
    return results[0];
  }

  /** Evaluates code as it is. */
  evaluate(expression: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      // A cell that waits for itself alone keeps no process alive.
      const alive = setInterval(() => {}, 1000);
      const parameters = { expression, replMode: true, awaitPromise: true };
      this.#inspector.post("Runtime.evaluate", parameters, (error, answer) => {
        clearInterval(alive);
        if (error === null) resolve(answer as Answer);
        else reject(error);
      });
    });
  }

  [Symbol.dispose](): void {
    this.#inspector.disconnect();
  }
}
