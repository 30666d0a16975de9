/**
 * How a notebook goes, told to who watches.
 *
 * @module
 */
import { stripVTControlCharacters } from "node:util";
import type { CellFailure, CellProgress } from "../../notebook/mod.ts";
import { formatDuration } from "../format.ts";
import { Progress } from "../progress.ts";
import { errorOutput, output } from "../terminal.ts";
import { counted, pad, printable, truncate } from "../text.ts";

/** How much of a line of code is shown where nothing says how wide the reader's screen is. */
const LINE_WIDTH = 60;

/** Tells of each cell when it ends; on a terminal, of the one that runs, too. */
export class RunReport implements Disposable {
  readonly #outputPath: string;
  readonly #started = performance.now();
  #progress: Progress | undefined;
  #cells = 0;

  /** Begins to tell of a notebook. */
  constructor(path: string, outputPath: string) {
    this.#outputPath = outputPath;
    errorOutput.write(errorOutput.style.dim(`Running ${printable(path)}`) + "\n");
  }

  /** Tells of a cell that begins or ended. */
  cell({ cell, number, total, duration, failed }: CellProgress): void {
    const code = printable(firstLine(cell.source));
    if (duration === undefined) {
      this.#progress = new Progress("Running", total);
      this.#progress.update(number - 1, code);
      return;
    }
    this[Symbol.dispose]();
    this.#cells = number;
    const { dim, green, red } = output.style;
    const place = `${number}/${total}`.padStart(2 * String(total).length + 1);
    const time = pad(formatDuration(duration), 8, "right");
    const width = Math.max(10, (output.width ?? LINE_WIDTH + 24) - place.length - time.length - 8);
    output.write(
      `${failed ? red("✗") : green("✓")} ${place}  ${time}  ${dim(truncate(code, width))}\n`,
    );
  }

  /** Shows the error of a cell. */
  failure({ cell, name, message, traceback }: CellFailure): void {
    const text = traceback.length > 0 ? traceback.join("\n") : `${name}: ${message}`;
    const isColored = errorOutput.style.red("x") !== "x";
    const heading = errorOutput.style.bold(`Cell [${cell.execution_count ?? " "}]`);
    errorOutput.write(`\n${heading}\n${isColored ? text : stripVTControlCharacters(text)}\n\n`);
  }

  /** Tells that it ran to its end. */
  end(): void {
    const took = formatDuration(performance.now() - this.#started);
    output.write(
      `${printable(this.#outputPath)}  ${
        output.style.dim(`${counted(this.#cells, "cell")}, ${took}`)
      }\n`,
    );
  }

  /** Takes the progress bar off the screen. */
  [Symbol.dispose](): void {
    this.#progress?.[Symbol.dispose]();
    this.#progress = undefined;
  }
}

/** The line of code that tells most of a cell: the first that is no comment. */
function firstLine(source: string): string {
  const lines = source.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  return lines.find((line) => !line.startsWith("//")) ?? lines[0] ?? "";
}
