/**
 * The environment variables that are recorded.
 *
 * @module
 */
import process from "node:process";
import { mayReadVariable } from "./permissions.ts";
import { redactText } from "./redact.ts";

/** Variables that change how code runs, and hold nothing private. */
const RECORDED = [
  "CONDA_DEFAULT_ENV",
  "CUDA_VISIBLE_DEVICES",
  "DENO_COMPAT",
  "DENO_NO_PACKAGE_JSON",
  "DENO_V8_FLAGS",
  "LANG",
  "LC_ALL",
  "MKL_NUM_THREADS",
  "NODE_ENV",
  "NODE_OPTIONS",
  "NVIDIA_VISIBLE_DEVICES",
  "OMP_NUM_THREADS",
  "OPENBLAS_NUM_THREADS",
  "PYTHONHASHSEED",
  "SLURM_ARRAY_TASK_ID",
  "SLURM_JOB_ID",
  "SLURM_NODELIST",
  "SLURM_PROCID",
  "TF_CPP_MIN_LOG_LEVEL",
  "TF_FORCE_GPU_ALLOW_GROWTH",
  "TZ",
  "UV_THREADPOOL_SIZE",
  "XLA_FLAGS",
];

/** Reads those variables that are recorded, set, and permitted. */
export function readVariables(): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of RECORDED) {
    const value = mayReadVariable(name) ? process.env[name] : undefined;
    if (value !== undefined) found[name] = redactText(value);
  }
  return found;
}
