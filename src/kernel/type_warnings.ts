/** Type errors of cells, shown as warnings beside their outputs. @module */

import { formatWarning, within } from "../session/mod.ts";
import type { Execution } from "./execution.ts";
import type { Diagnostic, LanguageHelp } from "./language/mod.ts";
import type { Publisher } from "./publisher.ts";

/** How long the reply of a cell waits for its check after the cell's end, in milliseconds. */
const PATIENCE_MS = 3000;
/** How many type errors of a cell are shown. */
const MOST_ERRORS = 10;

/** The check of a cell, which goes on beside it. */
export interface TypeCheck {
  /**
   * Shows what is found: before this resolves, or where the check takes too long or nobody wants to
   * wait, when it is done.
   */
  show(waits: boolean): Promise<void>;
  /** Shows nothing, where it is not told to already. */
  drop(): void;
}

/** Checks the types of cells, where that is switched on. */
export class TypeWarnings {
  readonly #language: Pick<LanguageHelp, "diagnose">;
  readonly #publisher: Pick<Publisher, "stream">;
  readonly #isOn: () => boolean;
  readonly #onError: (error: unknown) => void;
  #prepared: Promise<void> | undefined;
  /** The latest check of each cell that is not done. */
  readonly #pending = new Map<string, Promise<void>>();

  /** `isOn` is asked before each cell; `onError` hears of a check that failed. */
  constructor(
    language: Pick<LanguageHelp, "diagnose">,
    publisher: Pick<Publisher, "stream">,
    isOn: () => boolean,
    onError: (error: unknown) => void,
  ) {
    this.#language = language;
    this.#publisher = publisher;
    this.#isOn = isOn;
    this.#onError = onError;
  }

  /** Lets the language server start and read the types, so that the first cell waits less. */
  prepare(): void {
    if (this.#isOn()) {
      this.#prepared = this.#language.diagnose("").then(() => {}, this.#onError);
    }
  }

  /** Begins to check a cell after the cells that were executed before; undefined where it is not to be. */
  start({ request, message, label }: Execution): TypeCheck | undefined {
    const { code, cellId, silent } = request;
    if (silent || !this.#isOn()) return undefined;
    const key = cellId ?? code;
    const shown = Promise.withResolvers<boolean>();
    const checked = this.#language.diagnose(code, cellId).then(async (found) => {
      const text = describe(found, label, code);
      // What runs again is checked again; what was found before is not shown twice.
      if (text === "" || !await shown.promise || this.#pending.get(key) !== checked) return;
      this.#publisher.stream(message.header, "stderr", text);
    }).catch(this.#onError).finally(() => {
      if (this.#pending.get(key) === checked) this.#pending.delete(key);
    });
    this.#pending.set(key, checked);
    return {
      show: async (waits) => {
        shown.resolve(true);
        await within(checked, waits ? PATIENCE_MS : 0);
      },
      drop: () => shown.resolve(false),
    };
  }

  /** Resolves when the server is prepared, and everything that was found is shown. */
  async settled(): Promise<void> {
    await this.#prepared;
    await Promise.all(this.#pending.values());
  }
}

function describe(found: readonly Diagnostic[], label: string, source: string): string {
  const texts = new Set(
    found.filter(({ severity }) => severity === "error").map(({ code, message, line, column }) =>
      formatWarning({ name: `Type error ${code}`, message, line, column }, label, source)
    ),
  );
  const shown = [...texts].slice(0, MOST_ERRORS);
  const more = texts.size - shown.length;
  if (more > 0) shown.push(`… ${more} more type ${more === 1 ? "error" : "errors"}`);
  return shown.map((text) => `${text}\n`).join("\n");
}
