/** How long `%compare` takes to its chart, and how large and how exact that is. @module */

import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { tempDir } from "../../tests/helpers/mod.ts";
import type { BenchContext, Benchmark, Row } from "../benchmark.ts";
import type { PixelsResult } from "../children/pixels.ts";
import { JUPYTER } from "../peers.ts";
import { runChild } from "../processes.ts";
import { short } from "../report.ts";
import { median, spread } from "../statistics.ts";
import { type ComparePeer, findComparePeer, type PeerComparison } from "./compare_peer.ts";
import { installNotebookKernel, type MeasureNotebook } from "./notebook_kernel.ts";

const REPETITIONS = 5;
/** Charts in a warm kernel, of which the median counts. */
const WARM = 5;
const MEGABYTE = 1e6;

/** To the chart, in milliseconds. */
interface Chart {
  /** As the user waits for it. */
  ms: number;
  /** What the kernel's processes computed meanwhile, which other programs do not make longer. */
  work: number;
}

interface Comparison {
  first: Chart;
  warm: Chart;
  /** What the specification takes as JSON. */
  bytes: number;
}

/** Runs that are compared. */
interface Case {
  name: string;
  what: string;
  cell: string;
  runs: number;
  steps: number;
  metrics: number;
}

const SMALL: Case = {
  name: "small",
  what: "%compare of 20 runs × 1,000 steps × 2 metrics",
  cell: "%compare",
  runs: 20,
  steps: 1000,
  metrics: 2,
};
const MANY: Case = {
  name: "many",
  what: "%compare of 100 runs × 100,000 steps × 2 metrics",
  cell: "%compare many/*",
  runs: 100,
  steps: 100_000,
  metrics: 2,
};
const LONG: Case = {
  name: "long",
  what: "%compare of a run of 10,000,000 points of one metric",
  cell: "%compare",
  runs: 1,
  steps: 10_000_000,
  metrics: 1,
};
const SHARED: Case = {
  name: "shared",
  what: "%compare of a run of 10,000,000 points of five metrics",
  cell: "%compare",
  runs: 1,
  steps: 2_000_000,
  metrics: 5,
};

/** `%compare` in a fresh kernel and in a warm one, and its pixels against those of all points. */
export const comparisons: Benchmark = {
  name: "compare",
  async run(context) {
    const python = await context.findPeers(JUPYTER);
    const rows: Row[] = [];
    if ("missing" in python) {
      context.noteMissing(`%compare, which a Jupyter client measures (${python.missing})`);
    } else {
      using dir = tempDir("labbook-");
      const measure = await installNotebookKernel(dir, python.path);
      const peer = await findComparePeer(SMALL, context);
      for (const part of [SMALL, MANY, LONG, SHARED]) {
        context.log(`compare: ${part.name} …`);
        const [ours, theirs] = await repeat(
          part,
          context,
          measure,
          part === SMALL ? peer : undefined,
        );
        rows.push(...rowsOf(part, ours), ...peerRows(ours, theirs));
      }
    }
    return [...rows, await pixels(context)];
  },
};

/** Makes the runs, and compares them again and again, each time in a fresh kernel first. */
async function repeat(
  { name, cell, runs, steps, metrics }: Case,
  { dir }: BenchContext,
  measure: MeasureNotebook,
  peer: ComparePeer | undefined,
): Promise<[Comparison[], PeerComparison[]]> {
  const cwd = join(dir, "compare", name);
  mkdirSync(cwd, { recursive: true });
  const baseDir = join(cwd, "experiments");
  await runChild("make_comparison.ts", baseDir, name, runs, steps, metrics);
  const ours: Comparison[] = [];
  const theirs: PeerComparison[] = [];
  for (let i = 0; i < REPETITIONS; i++) {
    ours.push(await measure<Comparison>("comparison", cwd, { cell, warm: WARM }));
    if (peer) theirs.push(await peer(WARM));
  }
  // A gigabyte for the longest.
  rmSync(cwd, { recursive: true });
  return [ours, theirs];
}

/** Ours against the peer's of the same round. */
function peerRows(ours: Comparison[], theirs: PeerComparison[]): Row[] {
  if (theirs.length === 0) return [];
  const compared = (what: "warm" | "first"): Omit<Row, "what"> => ({
    measured: spread(theirs.map((peer, i) => ours[i]![what].ms / peer[what])),
    unit: "×",
    limit: 1,
    inclusive: false,
    numbers: `${short(median(ours.map((one) => one[what].ms)))} ms / ${
      short(median(theirs.map((one) => one[what])))
    } ms`,
  });
  const peer = "MLflow's client, Altair and a PNG by vl-convert";
  return [
    { what: `%compare of these runs, warm / ${peer}`, ...compared("warm") },
    { what: `%compare of these runs, fresh kernel / ${peer}, fresh Python`, ...compared("first") },
  ];
}

function rowsOf(part: Case, results: Comparison[]): Row[] {
  const { what } = part;
  const times = (read: (result: Comparison) => Chart, limit: number): Omit<Row, "what"> => ({
    measured: spread(results.map((result) => read(result).ms)),
    unit: "ms",
    limit,
    inclusive: false,
    numbers: `${short(median(results.map((result) => read(result).work)))} ms of computing`,
  });
  const first = (limit: number): Row => ({
    what: `${what}, first cell of a fresh kernel`,
    ...times((result) => result.first, limit),
  });
  const warm = (limit: number): Row => ({
    what: `${what}, warm`,
    ...times((result) => result.warm, limit),
  });
  switch (part) {
    case SMALL:
      return [warm(1000), first(2500)];
    case MANY:
      return [warm(2000), first(2000), {
        what: "the Vega-Lite specification of these runs",
        measured: spread(results.map(({ bytes }) => bytes / MEGABYTE)),
        unit: "MB",
        limit: 1.5,
        inclusive: false,
        numbers: `${short(median(results.map(({ bytes }) => bytes / 1000)))} kB of JSON`,
      }];
    default:
      return [warm(1500), first(1500)];
  }
}

/** The chart of as many runs as have colours, with the points that are sent, and with all. */
async function pixels({ dir }: BenchContext): Promise<Row> {
  const baseDir = join(dir, "compare-pixels");
  await runChild("make_comparison.ts", baseDir, "pixels", 10, 50_000, 2);
  const { lines, percent, reduced, full } = await runChild<PixelsResult>("pixels.ts", baseDir);
  return {
    what: "pixels of lines that differ where only the points sent are drawn",
    measured: spread([percent]),
    unit: "%",
    limit: 0.5,
    inclusive: false,
    numbers: `of ${lines} pixels; ${reduced} of ${full} points`,
  };
}
