/** The Python tools that we are compared with. @module */

import { fileURLToPath } from "node:url";
import { findPython } from "../tests/peers/find_python.ts";
import { isProvisioned, provision } from "../tests/peers/provision.ts";

const OPTIONS = {
  directory: fileURLToPath(new URL("../.venv-bench", import.meta.url)),
  requirements: fileURLToPath(new URL("requirements.txt", import.meta.url)),
};

/** Finds the Python that has the peers, installing them first where needed; or says why there is none. */
export async function findPeers(
  log: (message: string) => void,
): Promise<{ path: string } | { missing: string }> {
  const found = isProvisioned(OPTIONS) ? undefined : findPython();
  if (found !== undefined && "reason" in found) return { missing: found.reason };
  try {
    return { path: await provision({ ...OPTIONS, log }) };
  } catch (error) {
    // No network, or another Python than they were pinned for: our own numbers are there all the same.
    log((error as Error).message);
    return { missing: "they could not be installed" };
  }
}

/** A tool to compare with: a script that logs scalars and times it. */
export interface Peer {
  /** The tool, and the call that is timed. */
  what: string;
  /** The name of its package. */
  package: string;
  /** The script in `peers/`. */
  script: string;
  /** How many calls are timed. */
  calls: number;
}

/** The peers that log a scalar, each as its users call it by default. */
export const PEERS: Peer[] = [
  { what: "W&B offline, run.log", package: "wandb", script: "wandb_log.py", calls: 10_000 },
  {
    what: "TensorBoard, summary.Writer.add_scalar",
    package: "tensorboard",
    script: "tensorboard_log.py",
    calls: 50_000,
  },
  {
    what: "MLflow with SQLite, client.log_metric",
    package: "mlflow",
    script: "mlflow_log.py",
    calls: 500,
  },
];

/** What a peer's script prints. */
export interface PeerResult {
  /** The package's version. */
  version: string;
  /** The interpreter's version. */
  python: string;
  /** The time of one call, in microseconds. */
  microseconds: number;
}
