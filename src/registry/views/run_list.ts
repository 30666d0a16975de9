/**
 * A list of runs that shows itself as a table.
 *
 * @module
 */
import {
  DISPLAY,
  displayResult,
  escapeHtml,
  htmlTable,
  showBundle,
  textTable,
} from "../../display/mod.ts";
import type { ExperimentInfo } from "../experiment_info.ts";
import { runTable } from "./run_table.ts";

/**
 * Runs, as an array, which notebooks show as a table. What its methods return are plain arrays.
 *
 * @example A table of runs as text
 * ```ts
 * import { runs } from "@labbook/labbook";
 *
 * const list = await runs({ baseDir: await Deno.makeTempDir() });
 * if (list.text() !== "There are no such runs") throw new Error("expected none");
 * ```
 */
export class RunList extends Array<ExperimentInfo> {
  /** Methods such as `map()` may make lists of anything: those are no lists of runs. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  /** The table as HTML. */
  html(): string {
    return this.length === 0 ? `<p>${escapeHtml(this.text())}</p>` : htmlTable(runTable(this));
  }

  /** The table as text. */
  text(): string {
    return this.length === 0 ? "There are no such runs" : textTable(runTable(this));
  }

  /** What a notebook shows: the table. */
  [DISPLAY](): unknown {
    return displayResult(showBundle(this.html(), this.text()));
  }
}
