/**
 * The benchmarks: our numbers side by side with what bounds them, and with other tools.
 *
 * ```sh
 * deno task bench                      # everything; installs the peers into .venv-bench once
 * deno task bench --only log,finish    # some of: log, memory, finish, chart, list, import, kernel,
 *                                      # compare, magics
 * deno task bench --no-peers           # without the Python tools, and what is measured with Jupyter
 * deno task bench --json
 * ```
 *
 * A bar that is missed is told in the table. What fails is told below it, and the other rows are
 * there all the same; the exit code is 1 where the failure is ours, not another tool's.
 *
 * @module
 */

import { parseArgs } from "node:util";
import { tempDir } from "../tests/helpers/mod.ts";
import type { BenchContext, Benchmark } from "./benchmark.ts";
import { chart } from "./chart.ts";
import { finish } from "./finish.ts";
import { importing } from "./import.ts";
import { kernel } from "./kernel/mod.ts";
import { list } from "./list.ts";
import { logging } from "./log.ts";
import { describeMachine, runtimeVersions } from "./machine.ts";
import { memory } from "./memory.ts";
import { comparisons } from "./notebook/comparisons.ts";
import { magics } from "./notebook/magics.ts";
import { findPeers } from "./peers.ts";
import { formatReport, type Report, reportAsJson } from "./report.ts";

const BENCHMARKS: Benchmark[] = [
  logging,
  memory,
  finish,
  chart,
  list,
  importing,
  kernel,
  comparisons,
  magics,
];

interface Options {
  chosen: Benchmark[];
  peers: boolean;
  json: boolean;
}

/** Reads the command line. */
function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: "string" },
      "no-peers": { type: "boolean" },
      json: { type: "boolean" },
    },
  });
  const names = values.only?.split(",");
  const known = BENCHMARKS.map(({ name }) => name);
  const unknown = names?.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new TypeError(
      `Cannot run the benchmark ${JSON.stringify(unknown)}: expected one of ${known.join(", ")}`,
    );
  }
  return {
    chosen: BENCHMARKS.filter(({ name }) => names?.includes(name) ?? true),
    peers: !values["no-peers"],
    json: values.json ?? false,
  };
}

async function runBenchmarks({ chosen, peers }: Options): Promise<Report> {
  using dir = tempDir("labbook-bench-");
  const log = (message: string): void => console.error(message);
  const report: Report = {
    rows: [],
    machine: describeMachine(),
    versions: runtimeVersions(),
    skipped: [],
    failures: [],
  };
  const noteMissing = (what: string): void => void report.skipped.push(what);
  const context: BenchContext = {
    dir: dir.path,
    findPeers: async (environment) =>
      peers ? await findPeers(environment, log) : { missing: "--no-peers" },
    log,
    noteVersion: (name, version) => report.versions[name] = version,
    noteMissing,
    noteFailure: (what, error) => {
      log(Deno.inspect(error));
      report.failures.push(`${what} (${error instanceof Error ? error.message : error})`);
    },
  };
  for (const benchmark of chosen) {
    const start = performance.now();
    log(`${benchmark.name} …`);
    try {
      report.rows.push(...await benchmark.run(context));
    } catch (error) {
      context.noteFailure(benchmark.name, error);
    }
    log(`${benchmark.name}: ${((performance.now() - start) / 1000).toFixed(0)} s`);
  }
  return report;
}

if (import.meta.main) {
  const options = readOptions(Deno.args);
  const report = await runBenchmarks(options);
  console.log(options.json ? reportAsJson(report) : formatReport(report));
  if (report.failures.length > 0) Deno.exitCode = 1;
}
