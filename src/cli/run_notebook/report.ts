/**
 * How a notebook goes, told to who watches.
 *
 * @module
 */
import { stripVTControlCharacters } from "node:util";
import type { CellFailure, CellProgress } from "../../notebook/mod.ts";
import { counted, formatDuration, pad, printable, truncate } from "../../display/mod.ts";
import { errorOutput, type Output, output } from "../terminal.ts";

/** How wide lines are where nothing says how wide the reader's screen is. */
const WIDTH = 84;
const TIME_WIDTH = 8;
/** How often the time of the running cell moves, in milliseconds. */
const REDRAW = 100;
const CLEAR_LINE = "\r\x1b[2K";

/** Tells of each cell when it ends; on a terminal, of the one that runs, too. */
export class RunReport implements Disposable {
  readonly #outputPath: string;
  readonly #started = performance.now();
  #timer: ReturnType<typeof setInterval> | undefined;
  #cells = 0;

  /** Begins to tell of a notebook. */
  constructor(path: string, outputPath: string) {
    this.#outputPath = outputPath;
    errorOutput.write(errorOutput.style.dim(`Running ${printable(path)}`) + "\n");
  }

  /** Tells of a cell that begins or ended. */
  cell(progress: CellProgress): void {
    if (progress.duration === undefined) {
      if (errorOutput.isTerminal) this.#watch(progress);
      return;
    }
    this[Symbol.dispose]();
    this.#cells = progress.number;
    const mark = progress.failed ? output.style.red("✗") : output.style.green("✓");
    output.write(`${mark} ${line(progress, progress.duration, output)}\n`);
  }

  #watch(progress: CellProgress): void {
    const { dim } = errorOutput.style;
    const start = performance.now();
    this.#timer = setInterval(() => {
      const shown = line(progress, performance.now() - start, errorOutput);
      errorOutput.write(`${CLEAR_LINE}${dim("▸")} ${shown}`);
    }, REDRAW);
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
    const what = output.style.dim(`${counted(this.#cells, "cell")}, ${took}`);
    output.write(`${printable(this.#outputPath)}  ${what}\n`);
  }

  /** Takes what moves off the screen. */
  [Symbol.dispose](): void {
    if (this.#timer === undefined) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    errorOutput.write(CLEAR_LINE);
  }
}

/** Which cell, how long, and what of its code tells most, behind a mark of one column. */
function line({ cell, number, total }: CellProgress, duration: number, to: Output): string {
  const place = `${number}/${total}`.padStart(2 * String(total).length + 1);
  const head = `${place}  ${pad(formatDuration(duration), TIME_WIDTH, "right")}  `;
  // One column stays free: a terminal would break the line behind the last.
  const room = Math.max(10, (to.width ?? WIDTH) - head.length - 3);
  return head + to.style.dim(truncate(printable(firstLine(cell.source)), room));
}

/** The first line of code that is no comment. */
function firstLine(source: string): string {
  const lines = source.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  return lines.find((line) => !line.startsWith("//")) ?? lines[0] ?? "";
}
