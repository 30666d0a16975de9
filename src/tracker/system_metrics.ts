/**
 * Samples how busy the machine is.
 *
 * @module
 */
import os from "node:os";
import process from "node:process";
import { execFile } from "node:child_process";
import { isPermitted, type StoredNumber } from "../store/mod.ts";

/** Processor time so far, over all cores, in milliseconds. */
function processorTimes(): { busy: number; total: number } {
  let busy = 0;
  let total = 0;
  if (!isPermitted({ name: "sys", kind: "cpus" })) return { busy, total };
  for (const { times } of os.cpus()) {
    const all = times.user + times.nice + times.sys + times.idle + times.irq;
    total += all;
    busy += all - times.idle;
  }
  return { busy, total };
}

const GPU_FIELDS = [
  "utilization.gpu",
  "memory.used",
  "memory.total",
  "temperature.gpu",
  "power.draw",
];
const MEBIBYTE = 1024 * 1024;

/** Reads the GPUs through nvidia-smi; undefined where it does not answer, or may not be run. */
async function sampleGpus(): Promise<Record<string, number> | undefined> {
  // Starting a process reads the environment, for which Deno would ask as well.
  const permitted = isPermitted({ name: "run", command: "nvidia-smi" }) &&
    isPermitted({ name: "env" });
  if (!permitted) return undefined;
  const args = [`--query-gpu=${GPU_FIELDS.join(",")}`, "--format=csv,noheader,nounits"];
  return await new Promise((resolve) => {
    execFile("nvidia-smi", args, { timeout: 5000 }, (error, stdout) => {
      if (error) return resolve(undefined);
      resolve(parseGpuTable(stdout));
    });
  });
}

/**
 * The metrics in nvidia-smi's table: percent, percent, bytes, degrees Celsius and watts for each GPU.
 * What a GPU does not report (`[N/A]`) is left out.
 */
export function parseGpuTable(table: string): Record<string, number> {
  const values: Record<string, number> = {};
  table.trim().split("\n").forEach((line, gpu) => {
    const [used, memory, total, temperature, power] = line.split(",").map((cell) =>
      Number.parseFloat(cell)
    ) as [number, number, number, number, number];
    const prefix = `system/gpu${gpu}`;
    const measured: [string, number][] = [
      [prefix, used],
      [`${prefix}/memory`, (100 * memory) / total],
      [`${prefix}/memory_bytes`, memory * MEBIBYTE],
      [`${prefix}/temperature`, temperature],
      [`${prefix}/power`, power],
    ];
    for (const [name, value] of measured) if (Number.isFinite(value)) values[name] = value;
  });
  return values;
}

/**
 * Samples `system/cpu` and `system/memory`, in percent of the machine, `system/process_memory_bytes`,
 * and each GPU where nvidia-smi answers, until it is stopped. What Deno does not permit is left out.
 */
export class SystemSampler {
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #onSample: (values: Record<string, StoredNumber>) => void;
  #before = processorTimes();
  #hasGpus = true;
  #stopped = false;

  /**
   * Begins to sample.
   *
   * @param interval The time between samples, in milliseconds.
   * @param onSample Takes each sample.
   */
  constructor(interval: number, onSample: (values: Record<string, StoredNumber>) => void) {
    this.#onSample = onSample;
    this.#timer = setInterval(() => this.#sample(), interval);
  }

  /** Stops. */
  stop(): void {
    this.#stopped = true;
    clearInterval(this.#timer);
  }

  async #sample(): Promise<void> {
    const now = processorTimes();
    const elapsed = now.total - this.#before.total;
    const values: Record<string, StoredNumber> = {
      "system/process_memory_bytes": process.memoryUsage.rss(),
    };
    if (isPermitted({ name: "sys", kind: "systemMemoryInfo" })) {
      values["system/memory"] = 100 * (1 - os.freemem() / os.totalmem());
    }
    if (elapsed > 0) values["system/cpu"] = (100 * (now.busy - this.#before.busy)) / elapsed;
    this.#before = now;
    if (this.#hasGpus) {
      const gpus = await sampleGpus();
      if (gpus) Object.assign(values, gpus);
      else this.#hasGpus = false;
    }
    if (!this.#stopped) this.#onSample(values);
  }
}
