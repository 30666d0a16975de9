/** What a benchmark is, and what it finds. @module */

import type { Spread } from "./statistics.ts";

/** A line of the report. */
export interface Row {
  /** What was measured against what. */
  what: string;
  /** The measurement, over all repetitions. */
  measured: Spread;
  /** The unit of the measurement: `"×"` for ratios. */
  unit: "×" | "MB" | "ms" | "/s";
  /** How large the median may be. */
  limit: number;
  /** Whether the limit itself is within the bar. */
  inclusive: boolean;
  /** What the measurement is made of. */
  numbers: string;
}

/** What benchmarks work with. */
export interface BenchContext {
  /** A folder for their files, which is removed at the end. */
  dir: string;
  /** The Python with the peers, or why there is none. */
  python: { path: string } | { missing: string };
  /** Is told what goes on. */
  log: (message: string) => void;
  /** Takes the version of a peer. */
  noteVersion: (name: string, version: string) => void;
}

/** Measures one thing, in fresh processes. */
export interface Benchmark {
  /** Its name on the command line. */
  name: string;
  /** Measures. */
  run(context: BenchContext): Promise<Row[]>;
}

/** Whether a row's median is within its bar. */
export function isMet({ measured, limit, inclusive }: Row): boolean {
  return inclusive ? measured.median <= limit : measured.median < limit;
}
