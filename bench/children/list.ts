/** Times a list of many runs against reading and parsing their summaries. */

import fs from "node:fs";
import { join } from "node:path";
import { ExperimentRegistry } from "../../mod.ts";
import { report } from "../processes.ts";

/** What this child prints, in milliseconds. */
export interface ListResult {
  /** `listExperiments()`. */
  list: number;
  /** Reading and parsing each summary.json, their paths known. */
  parse: number;
}

/** The final metric of each run, as a list of runs shows it. */
type Finals = (number | undefined)[];

if (import.meta.main) {
  const [baseDir, count, first] = Deno.args as [string, string, string];
  const paths = Array.from(
    { length: Number(count) },
    (_, i) => join(baseDir, "bench", `run-${i}`, "summary.json"),
  );
  const registry = new ExperimentRegistry(baseDir);

  const times: Record<string, number> = {};
  const found: Finals[] = [];
  const actions: [keyof ListResult, () => Promise<Finals> | Finals][] = [
    ["list", async () => {
      const runs = await registry.listExperiments();
      return runs.map(({ metrics }) => metrics["val/loss"]);
    }],
    [
      "parse",
      () =>
        paths.map((path) => JSON.parse(fs.readFileSync(path, "utf8")).final_metrics["val/loss"]),
    ],
  ];
  if (first === "parse") actions.reverse();
  for (const [name, action] of actions) {
    const start = performance.now();
    found.push(await action());
    times[name] = performance.now() - start;
  }
  if (found[0]!.length !== found[1]!.length || found.flat().includes(undefined)) {
    throw new Error("Cannot compare: the lists differ");
  }
  report(times);
}
