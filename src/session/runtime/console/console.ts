/** The console object. @module */

import { formatArguments, indentLines, stringOf } from "./format.ts";
import { inspectSafely } from "./inspect_safely.ts";
import { formatTable } from "./table.ts";

/** Where a console writes: the stream's name, and a text that ends its line itself. */
export type ConsoleWriter = (name: "stdout" | "stderr", text: string) => void;

/** How a console writes. */
export interface ConsoleOptions {
  /** Whether values are coloured and `%c` counts, by ANSI codes; false by default. */
  colors?: boolean;
  /** What `console.clear()` does besides ending all groups; by default nothing. */
  onClear?: () => void;
}

/**
 * A console with every method of Deno's, which behaves as Deno's does: `log`, `info`, `debug` and what
 * goes with them write to stdout, `warn`, `error`, `assert` and `trace` to stderr. Values whose own
 * code throws are shown by a text that says so.
 */
export function createConsole(write: ConsoleWriter, options: ConsoleOptions = {}): Console {
  const { colors = false, onClear } = options;
  const counts = new Map<string, number>();
  const timers = new Map<string, number>();
  let level = 0;

  const print = (name: "stdout" | "stderr", values: readonly unknown[]): void => {
    const text = formatArguments(values, colors);
    write(name, level === 0 ? `${text}\n` : `${indentLines(text, level)}\n`);
  };
  const elapsed = (label: string): string | undefined => {
    const start = timers.get(label);
    if (start !== undefined) return `${label}: ${durationText(performance.now() - start)}ms`;
    write("stderr", `Timer '${label}' does not exist\n`);
  };

  const methods = {
    log(...values: unknown[]): void {
      print("stdout", values);
    },
    debug(...values: unknown[]): void {
      print("stdout", values);
    },
    info(...values: unknown[]): void {
      print("stdout", values);
    },
    dir(value?: unknown, inspectOptions?: Deno.InspectOptions): void {
      const chosen = inspectOptions?.colors ?? colors;
      const text = typeof value === "string"
        ? value
        : inspectSafely(value, chosen, inspectOptions ?? {});
      write("stdout", `${indentLines(text, level)}\n`);
    },
    dirxml(...values: unknown[]): void {
      print("stdout", values);
    },
    warn(...values: unknown[]): void {
      print("stderr", values);
    },
    error(...values: unknown[]): void {
      print("stderr", values);
    },
    assert(condition: unknown = false, ...values: unknown[]): void {
      if (condition) return;
      const [first, ...rest] = values;
      if (values.length === 0) print("stderr", ["Assertion failed"]);
      else if (typeof first === "string") print("stderr", [`Assertion failed: ${first}`, ...rest]);
      else print("stderr", ["Assertion failed:", ...values]);
    },
    count(label: unknown = "default"): void {
      const name = stringOf(label);
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      write("stdout", `${name}: ${count}\n`);
    },
    countReset(label: unknown = "default"): void {
      const name = stringOf(label);
      if (counts.has(name)) counts.set(name, 0);
      else write("stderr", `Count for '${name}' does not exist\n`);
    },
    table(data?: unknown, properties?: unknown): void {
      if (properties !== undefined && !Array.isArray(properties)) {
        throw new TypeError(
          `Cannot print a table: properties is ${stringOf(properties)}, expected an array`,
        );
      }
      print("stdout", [formatTable(data, properties?.map(stringOf), colors) ?? data]);
    },
    time(label: unknown = "default"): void {
      const name = stringOf(label);
      if (timers.has(name)) write("stderr", `Timer '${name}' already exists\n`);
      else timers.set(name, performance.now());
    },
    timeLog(label: unknown = "default", ...values: unknown[]): void {
      const text = elapsed(stringOf(label));
      if (text !== undefined) print("stdout", [text, ...values]);
    },
    timeEnd(label: unknown = "default"): void {
      const name = stringOf(label);
      const text = elapsed(name);
      timers.delete(name);
      if (text !== undefined) write("stdout", `${text}\n`);
    },
    group(...label: unknown[]): void {
      if (label.length > 0) print("stdout", label);
      level++;
    },
    groupCollapsed(...label: unknown[]): void {
      methods.group(...label);
    },
    groupEnd(): void {
      if (level > 0) level--;
    },
    clear(): void {
      level = 0;
      onClear?.();
    },
    trace(...values: unknown[]): void {
      // An Error, so that whoever formats stacks (`Error.prepareStackTrace`) sees one.
      const trace = new Error(formatArguments(values, colors));
      trace.name = "Trace";
      Error.captureStackTrace(trace, methods.trace);
      write("stderr", `${trace.stack}\n`);
    },
    // What the inspector alone would show.
    profile(): void {},
    profileEnd(): void {},
    timeStamp(): void {},
  };
  const object: object = Object.create({}, {
    [Symbol.toStringTag]: { value: "console", configurable: true },
  });
  // What V8 adds to a console (`createTask`), and what a later Deno may, stays as it is.
  Object.assign(object, { ...console, ...methods });
  Object.defineProperty(object, "indentLevel", {
    get: () => level,
    set: (value: unknown) => level = Number(value) || 0,
    enumerable: true,
    configurable: true,
  });
  return object as Console;
}

function durationText(milliseconds: number): string {
  if (milliseconds < 1) return milliseconds.toFixed(3);
  if (milliseconds < 10) return milliseconds.toFixed(2);
  return milliseconds < 100 ? milliseconds.toFixed(1) : String(Math.round(milliseconds));
}
