/**
 * Standard output and error: whether a person watches, how wide, in which colours.
 *
 * @module
 */

/** Colours a text, or leaves it. */
export type Style = (text: string) => string;

/** The colours that are used. */
export interface Styles {
  /** For headings. */
  bold: Style;
  /** For what matters less. */
  dim: Style;
  /** For errors and failed runs. */
  red: Style;
  /** For what is well, and for the best. */
  green: Style;
  /** For warnings. */
  yellow: Style;
  /** For names of runs. */
  cyan: Style;
}

/** Where text goes. */
export interface Output {
  /** Whether it is a terminal. */
  readonly isTerminal: boolean;
  /** How many columns it has; undefined where text must not be cut. */
  readonly width: number | undefined;
  /** The colours, which leave text as it is where there shall be none. */
  readonly style: Styles;
  /** Writes text. */
  write(text: string): void;
}

/** Thrown once the reader of our output is gone, as `head` is: there is nothing left to do. */
export class ReaderGone extends Error {
  /** The error's class. */
  override readonly name = "ReaderGone";
}

function wantsColor(isTerminal: boolean): boolean {
  if (Deno.env.get("NO_COLOR")) return false;
  const forced = Deno.env.get("FORCE_COLOR");
  if (forced !== undefined && forced !== "") return forced !== "0" && forced !== "false";
  return isTerminal && Deno.env.get("TERM") !== "dumb";
}

function makeStyles(colored: boolean): Styles {
  const style = (on: number, off: number): Style =>
    colored ? (text) => text === "" ? "" : `\x1b[${on}m${text}\x1b[${off}m` : (text) => text;
  return {
    bold: style(1, 22),
    dim: style(2, 22),
    red: style(31, 39),
    green: style(32, 39),
    yellow: style(33, 39),
    cyan: style(36, 39),
  };
}

function columns(): number | undefined {
  try {
    // A terminal that does not know its size says 0.
    return Deno.consoleSize().columns || undefined;
  } catch {
    return undefined;
  }
}

type Stream = typeof Deno.stdout | typeof Deno.stderr;

function writeAll(stream: Stream, text: string): void {
  const bytes = new TextEncoder().encode(text);
  let written = 0;
  while (written < bytes.length) {
    try {
      written += stream.writeSync(bytes.subarray(written));
    } catch (error) {
      if (error instanceof Deno.errors.BrokenPipe) throw new ReaderGone();
      // A pipe that another program made non-blocking is full: wait for its reader.
      if (!(error instanceof Deno.errors.WouldBlock)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

function makeOutput(stream: Stream): Output {
  const isTerminal = stream.isTerminal();
  return {
    isTerminal,
    width: isTerminal ? columns() : undefined,
    style: makeStyles(wantsColor(isTerminal)),
    write: (text) => writeAll(stream, text),
  };
}

/** Standard output. */
export const output: Output = makeOutput(Deno.stdout);

/** Standard error. */
export const errorOutput: Output = makeOutput(Deno.stderr);
