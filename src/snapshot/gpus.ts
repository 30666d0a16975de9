/**
 * Which GPUs a machine has.
 *
 * @module
 */
import { execFile } from "node:child_process";
import process from "node:process";
import { mayReadVariable, mayRun } from "./permissions.ts";

const TIMEOUT_MS = 5000;
const FIELDS = ["name", "memory.total", "driver_version"];
const MEBIBYTE = 1024 * 1024;

/** A GPU. */
export interface Gpu {
  /** Its name. */
  name: string;
  /** Its memory in bytes, or null where it does not tell. */
  memory_bytes: number | null;
  /** The driver's version, or null. */
  driver_version: string | null;
}

/** The GPUs that were found. */
export interface Gpus {
  /** One by one; null where it is not permitted to look. */
  gpus: Gpu[] | null;
  /** The newest CUDA that the driver knows, or null. */
  cudaVersion: string | null;
}

/** Finds NVIDIA's GPUs through nvidia-smi; where it does not answer there are none. */
export async function findGpus(): Promise<Gpus> {
  // To start any program, Deno wants to hand on the environment too.
  if (!mayRun("nvidia-smi") || !mayReadVariable()) return { gpus: null, cudaVersion: null };
  const [table, page] = await Promise.all([
    ask([`--query-gpu=${FIELDS.join(",")}`, "--format=csv,noheader,nounits"]),
    ask([]),
  ]);
  return { gpus: parseGpus(table), cudaVersion: parseCudaVersion(page) };
}

function ask(args: string[]): Promise<string> {
  const { PATH = "", SystemRoot = "" } = process.env;
  const options = { timeout: TIMEOUT_MS, env: { PATH, SystemRoot }, windowsHide: true };
  return new Promise((resolve) => {
    execFile("nvidia-smi", args, options, (error, stdout) => resolve(error ? "" : stdout));
  });
}

/** Reads the GPUs in nvidia-smi's table of name, memory in MiB and driver. */
export function parseGpus(table: string): Gpu[] {
  return table.trim().split("\n").filter((line) => line !== "").map((line) => {
    const [name = "", memory = "", driver = ""] = line.split(",").map((cell) => cell.trim());
    const mebibytes = Number.parseFloat(memory);
    return {
      name,
      memory_bytes: Number.isFinite(mebibytes) ? mebibytes * MEBIBYTE : null,
      driver_version: /\d/.test(driver) ? driver : null,
    };
  });
}

/** Reads the version of CUDA in nvidia-smi's page, or null. */
export function parseCudaVersion(page: string): string | null {
  return /CUDA Version:\s*([\d.]+)/.exec(page)?.[1] ?? null;
}
