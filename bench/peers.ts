/** The Python tools that we are compared with. @module */

import { fileURLToPath } from "node:url";
import { findPython } from "../tests/peers/find_python.ts";
import { isProvisioned, provision, type ProvisionOptions } from "../tests/peers/provision.ts";

/** The environment of the tools that log scalars. */
export const LOGGING_TOOLS: ProvisionOptions = {
  directory: fileURLToPath(new URL("../.venv-bench", import.meta.url)),
  requirements: fileURLToPath(new URL("requirements.txt", import.meta.url)),
};

/** The environment that the tests have too, with Jupyter's packages. */
export const JUPYTER: ProvisionOptions = {};

/** A Python with the packages of an environment, or why there is none. */
export type FoundPeers = { path: string } | { missing: string };

/** Finds the Python of an environment, installing its packages first where needed. */
export async function findPeers(
  environment: ProvisionOptions,
  log: (message: string) => void,
): Promise<FoundPeers> {
  const found = isProvisioned(environment) ? undefined : findPython();
  if (found !== undefined && "reason" in found) return { missing: found.reason };
  try {
    return { path: await provision({ ...environment, log }) };
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
