/** The comparison of runs as users of MLflow make one in a notebook. @module */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { BenchContext } from "../benchmark.ts";
import { LOGGING_TOOLS } from "../peers.ts";
import { runPeer } from "../processes.ts";

/** What MLflow's client and Altair take for as many runs, in milliseconds. */
export interface PeerComparison {
  /** In a fresh process, loading them included. */
  first: number;
  /** Later. */
  warm: number;
  /** Of its packages. */
  versions: Record<string, string>;
}

/** Compares the runs in a fresh process, and `warm` times more in the same. */
export type ComparePeer = (warm: number) => Promise<PeerComparison>;

/** Logs runs of two metrics with MLflow, to be compared; undefined where it is not there. */
export async function findComparePeer(
  { runs, steps }: { runs: number; steps: number },
  { dir, findPeers, log, noteMissing, noteVersion }: BenchContext,
): Promise<ComparePeer | undefined> {
  const python = await findPeers(LOGGING_TOOLS);
  if ("missing" in python) {
    noteMissing(`MLflow's client with Altair (${python.missing})`);
    return undefined;
  }
  log("compare: logging the runs with MLflow …");
  const folder = join(dir, "compare-mlflow");
  mkdirSync(folder);
  await runPeer(python.path, "mlflow_compare.py", "make", folder, runs, steps);
  return async (warm) => {
    const found = await runPeer<PeerComparison>(
      python.path,
      "mlflow_compare.py",
      "draw",
      folder,
      warm,
    );
    for (const [name, version] of Object.entries(found.versions)) noteVersion(name, version);
    return found;
  };
}
