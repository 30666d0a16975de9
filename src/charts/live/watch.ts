/**
 * Live charts in notebooks.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { basename, resolve } from "node:path";
import { host } from "../../host/mod.ts";
import { type ChartOptions, resolveChartOptions } from "../chart_options.ts";
import { checkRefs } from "../compare.ts";
import { selectRuns } from "../select_runs.ts";
import { LiveChart } from "./live_chart.ts";
import type { LiveChartOptions } from "./live_options.ts";
import { type DisplayFunction, updateInProcess } from "./in_process.ts";

/** Options of {@linkcode watch}: those of `compare()` that say which runs, and how curves are drawn. */
export type WatchOptions = Pick<
  ChartOptions,
  "baseDir" | "project" | "metrics" | "x" | "where" | "last" | "smooth" | "log" | "kind"
>;

/** A run of this process, as the tracker keeps it. */
interface CurrentRun {
  path: string;
  id: string;
  isFinished: boolean;
}

interface Jupyter {
  Deno?: { jupyter?: { display?: DisplayFunction } };
}

const CURRENT_RUN = Symbol.for("labbook.currentRun");

/**
 * Draws runs while they log, in the cell that calls it: a panel for each metric, twice a second where there is
 * something new, also while the cell blocks its event loop. When the runs have ended, it becomes the chart that
 * `compare()` draws. Called again for the same runs and metrics, in another cell or after the page was loaded
 * again, the chart goes on there.
 *
 * It works in notebooks. With the stock Deno kernel, nothing is drawn while a cell blocks its event loop.
 *
 * @param runs Names, paths, `project/name`, ids, or patterns with `*`. By default the run that `track()` started last;
 * where none is active, the newest; where the options choose runs, those.
 * @param options Which runs and metrics, and how they are drawn. Without metrics: the first four that are logged.
 * @throws {Error} If a run cannot be found, or where nothing can be displayed: in a script, `compare()` draws.
 *
 * @example Watch a training
 * ```ts
 * import { watch } from "@labbook/labbook";
 *
 * try {
 *   await watch("penguins/baseline", { metrics: ["loss"], baseDir: "experiments" });
 * } catch (error) {
 *   console.log((error as Error).message); // A script is no notebook.
 * }
 * ```
 */
export async function watch(
  runs?: string | string[],
  options: WatchOptions = {},
): Promise<void> {
  const show = findDisplay();
  const { metrics, x, smooth, log, kind } = resolveChartOptions({
    ...options,
    kind: options.kind ?? "curves",
  });
  if (kind !== "curves") {
    throw new RangeError(
      `Cannot watch runs: the option kind is ${JSON.stringify(kind)}, expected "curves"`,
    );
  }
  const { dirs, id } = await chooseRuns(runs, options);
  const live: LiveChartOptions = { dirs, x, smooth, log, ...metrics ? { metrics } : {} };
  const display = `labbook-watch-${id}-${hash(live)}`;
  if (show !== undefined) return await updateInProcess(display, live, show);
  const first = new LiveChart(live, () => {}).first();
  host()!.tell("watch", { ...live, id: display, first });
}

/** How the stock kernel displays; undefined in Labbook's, which draws itself. */
function findDisplay(): DisplayFunction | undefined {
  if (host() !== undefined) return undefined;
  let display: DisplayFunction | undefined;
  let cause: unknown;
  try {
    display = (globalThis as Jupyter).Deno?.jupyter?.display;
  } catch (error) {
    cause = error; // Deno throws where it is no kernel.
  }
  if (typeof display === "function") return display;
  throw new Error(
    "Cannot watch runs: there is no notebook to draw in, expected a cell; compare() draws in scripts",
    { cause },
  );
}

async function chooseRuns(
  runs: string | string[] | undefined,
  options: WatchOptions,
): Promise<{ dirs: string[]; id: string }> {
  const { project, where, last } = options;
  const isChosen = project !== undefined || where !== undefined || last !== undefined;
  const current = (globalThis as { [CURRENT_RUN]?: CurrentRun })[CURRENT_RUN];
  if (runs === undefined && !isChosen && current !== undefined && !current.isFinished) {
    return { dirs: [resolve(current.path)], id: current.id };
  }
  const refs = checkRefs(runs);
  const chosen = resolveChartOptions(
    refs === undefined && !isChosen ? { ...options, last: 1 } : options,
  );
  const { runs: found } = await selectRuns(refs, chosen);
  const dirs = found.map(({ path }) => resolve(path));
  return { dirs, id: found.length === 1 ? found[0]!.id || basename(dirs[0]!) : "runs" };
}

/** The same for the same chart, so that it is found again. */
function hash(options: LiveChartOptions): string {
  return createHash("sha256").update(JSON.stringify(options)).digest("hex").slice(0, 12);
}
