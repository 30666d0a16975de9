/** The report: a table, and what it was measured on. @module */

import { isMet, type Row } from "./benchmark.ts";
import type { Machine } from "./machine.ts";

/** Everything that a run of the benchmarks found. */
export interface Report {
  /** The measurements. */
  rows: Row[];
  /** On what. */
  machine: Machine;
  /** With which versions. */
  versions: Record<string, string>;
  /** What was left out without a fault of ours, and why. */
  skipped: string[];
  /** What failed by a fault of ours, and why. */
  failures: string[];
}

const HEAD = ["What", "Measured (spread)", "Bar", "Met", "In numbers"];

/** The report as Markdown that also reads well on a terminal. */
export function formatReport({ rows, machine, versions, skipped, failures }: Report): string {
  const { cpu, cores, memory, system, load } = machine;
  const names = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    ...table([HEAD, ...rows.map(cells)]),
    "",
    "Medians of repetitions in fresh processes, smallest and largest in brackets; × is a ratio within one process or round.",
    ...failures.map((failure) => `FAILED: ${failure}`),
    ...skipped.map((reason) => `Left out: ${reason}`),
    `Machine: ${cpu}, ${cores} cores, ${memory} GiB, ${system}; load ${load.toFixed(1)}`,
    `Versions: ${names.join(", ")}`,
  ].join("\n");
}

/** The report for programs. */
export function reportAsJson(report: Report): string {
  const rows = report.rows.map((row) => ({ ...row, met: isMet(row) }));
  return JSON.stringify({ ...report, rows }, null, 2);
}

/** A number with two or three digits. */
export function short(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude >= 100) return value.toFixed(0);
  if (magnitude >= 10) return value.toFixed(1);
  return magnitude >= 1 ? value.toFixed(2) : String(Number(value.toPrecision(2)));
}

function cells(row: Row): string[] {
  const { what, measured, unit, limit, inclusive, numbers } = row;
  const shown = (value: number): string =>
    unit === "×" ? `${short(value)}×` : `${short(value)} ${unit}`;
  const bar = unit === "×" ? `${Number(limit.toPrecision(2))}×` : `${limit} ${unit}`;
  return [
    what,
    measured === undefined
      ? "not measured"
      : `${shown(measured.median)} (${short(measured.low)}–${short(measured.high)})`,
    `${inclusive ? "≤" : "<"} ${bar}`,
    { true: "yes", false: "NO", undefined: "?" }[`${isMet(row)}`],
    numbers,
  ];
}

function table(lines: string[][]): string[] {
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const line = (texts: string[]): string =>
    `| ${texts.map((text, column) => text.padEnd(widths[column]!)).join(" | ")} |`;
  const [head, ...body] = lines.map(line);
  return [head!, line(widths.map((width) => "-".repeat(width))), ...body];
}
