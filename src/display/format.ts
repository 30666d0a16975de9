/**
 * Numbers, times, sizes and values as people read them.
 *
 * @module
 */
import { printable } from "./text.ts";

const DIGITS = 5;

/** A number with at most five significant digits; whole numbers as they are. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e15) return String(value);
  if (size < 1e-4 || size >= 1e15) {
    return value.toExponential(DIGITS - 1).replace(/\.?0+e/, "e").replace("e+", "e");
  }
  return String(Number(value.toPrecision(DIGITS)));
}

/** Numbers below each other: with as many decimals each, where their sizes are alike. */
export function formatNumbers(values: (number | undefined)[]): string[] {
  const single = values.map((value) => value === undefined ? "" : formatNumber(value));
  let [smallest, largest, decimals] = [Infinity, 0, 0];
  for (const [i, value] of values.entries()) {
    if (!value || !Number.isFinite(value)) continue;
    if (single[i]!.includes("e")) return single;
    smallest = Math.min(smallest, Math.abs(value));
    largest = Math.max(largest, Math.abs(value));
    decimals = Math.max(decimals, single[i]!.split(".")[1]?.length ?? 0);
  }
  if (decimals === 0 || largest / smallest >= 1000) return single;
  return values.map((value, i) =>
    value === undefined || !Number.isFinite(value) ? single[i]! : value.toFixed(decimals)
  );
}

/** A duration in milliseconds, in at most two units. */
export function formatDuration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return "";
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 59.95) return `${Number(seconds.toFixed(1))} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return twoUnits(whole, 60, "min", 1, "s");
  if (whole < 86400) return twoUnits(whole, 3600, "h", 60, "min");
  return twoUnits(whole, 86400, "d", 3600, "h");
}

function twoUnits(seconds: number, big: number, bigName: string, small: number, name: string) {
  const first = Math.floor(seconds / big);
  const rest = Math.floor((seconds % big) / small);
  return rest === 0 ? `${first} ${bigName}` : `${first} ${bigName} ${rest} ${name}`;
}

/** A time in milliseconds since the epoch, as local date and time; empty where it is none. */
export function formatTime(time: number, precision: "minute" | "second" = "minute"): string {
  if (!Number.isFinite(time)) return "";
  const date = new Date(time);
  const two = (part: number): string => String(part).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const minute = `${two(date.getHours())}:${two(date.getMinutes())}`;
  return `${day} ${minute}${precision === "second" ? `:${two(date.getSeconds())}` : ""}`;
}

/** A size in bytes. */
export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 || value >= 99.5 ? Math.round(value) : Number(value.toFixed(1))} ${
    units[unit]
  }`;
}

/** A parameter's value on one line. */
export function formatValue(value: unknown): string {
  if (value === undefined) return "";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return printable(value);
  return printable(
    JSON.stringify(value, null, 1).replace(/\n\s*/g, " ").replace(/([[{]) | ([\]}])/g, "$1$2"),
  );
}

/** Nested objects as one level, their names joined with dots; arrays stay whole. */
export function flattenParams<Value>(params: Record<string, Value>): Map<string, Value> {
  const flat = new Map<string, Value>();
  const add = (prefix: string, value: Value): void => {
    const nested = typeof value === "object" && value !== null && !Array.isArray(value);
    if (!nested || Object.keys(value).length === 0) flat.set(prefix, value);
    else for (const [key, item] of Object.entries(value)) add(`${prefix}.${key}`, item);
  };
  for (const [key, value] of Object.entries(params)) add(key, value);
  return flat;
}
