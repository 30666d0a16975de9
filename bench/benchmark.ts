/** What a benchmark is, and what it finds. @module */

import type { ProvisionOptions } from "../tests/peers/provision.ts";
import type { FoundPeers } from "./peers.ts";
import type { Spread } from "./statistics.ts";

/** A line of the report. */
export interface Row {
  /** What was measured against what. */
  what: string;
  /** The measurement, over all repetitions; none where what it is compared with could not be measured. */
  measured?: Spread;
  /** The unit of the measurement: `"×"` for ratios. */
  unit: "×" | "MB" | "ms" | "/s" | "%";
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
  /** Finds the Python of an environment with peers, or says why there is none. */
  findPeers: (environment: ProvisionOptions) => Promise<FoundPeers>;
  /** Is told what goes on. */
  log: (message: string) => void;
  /** Takes the version of a peer. */
  noteVersion: (name: string, version: string) => void;
  /** Takes what could not be measured without a fault of ours, and why. */
  noteMissing: (what: string) => void;
  /** Takes a fault of ours: what could not be measured, and the error. The other rows still count. */
  noteFailure: (what: string, error: unknown) => void;
}

/** Measures one thing, in fresh processes. */
export interface Benchmark {
  /** Its name on the command line. */
  name: string;
  /** Measures. */
  run(context: BenchContext): Promise<Row[]>;
}

/** Whether a row's median is within its bar; undefined where nothing was measured. */
export function isMet({ measured, limit, inclusive }: Row): boolean | undefined {
  if (measured === undefined) return undefined;
  return inclusive ? measured.median <= limit : measured.median < limit;
}
