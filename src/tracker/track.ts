/**
 * Runs as notebooks have them: one at a time, each until the next one starts.
 *
 * @module
 */
import { basename } from "node:path";
import process from "node:process";
import { checkName } from "../store/mod.ts";
import { autologOfRun } from "./autolog/autolog.ts";
import type { AutologOptions } from "./autolog/training.ts";
import { latestRun, setLatestRun } from "./current_run.ts";
import { ExperimentTracker } from "./experiment_tracker.ts";
import { toParams } from "./json_values.ts";
import { checkOptions, type TrackerOptions } from "./options.ts";

/** Options of {@linkcode track}: those of a tracker, and what is logged at once. */
export interface TrackOptions extends Partial<Omit<TrackerOptions, "experimentName">> {
  /** The parameters. */
  params?: Record<string, unknown>;
  /** The note, in Markdown. */
  note?: string;
  /**
   * Whether what TensorFlow.js trains is logged into this run, as {@linkcode autolog} says: that which cells of Labbook's
   * kernel import, and `globalThis.tf`. False by default.
   */
  autolog?: boolean | AutologOptions;
}

/** The runs are started one after the other, also where nobody waits for them. */
let starting: Promise<unknown> = Promise.resolve();

/** The working folder's name as the name of a project. */
function folderProject(): string {
  const name = basename(process.cwd()).replace(/[^\p{L}\p{M}\p{N}._\- ]/gu, "-")
    .replace(/^[. ]+/, "").slice(0, 100).replace(/[. ]+$/, "");
  try {
    return checkName("project", name);
  } catch {
    // The root has no name, and Windows keeps some names for itself.
    return `project-${name}`.replace(/-$/, "");
  }
}

/** The options of the tracker that `name` means. */
function trackerOptions(name: string | undefined, options: TrackOptions): TrackerOptions {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`Cannot start a run: the options are ${options}, expected an object`);
  }
  if (name !== undefined && typeof name !== "string") {
    throw new TypeError(
      `Cannot start a run: the name is ${String(name)}, expected "name" or "project/name"`,
    );
  }
  const { params: _, note: __, autolog: ___, ...rest } = options;
  if (Object.hasOwn(rest, "experimentName")) {
    throw new TypeError(
      "Cannot start a run: track() has no option experimentName, expected the name before the options",
    );
  }
  const slash = name?.indexOf("/") ?? -1;
  const named = slash < 0 ? undefined : name!.slice(0, slash);
  if (named !== undefined && rest.project !== undefined && rest.project !== named) {
    throw new TypeError(
      `Cannot start a run: its project is ${JSON.stringify(named)} by its name, and ` +
        `${JSON.stringify(rest.project)} by the option project, expected one of them`,
    );
  }
  const experimentName = name?.slice(slash + 1);
  const project = named ?? rest.project ?? latestRun()?.project ?? folderProject();
  return { ...rest, project, ...experimentName === undefined ? {} : { experimentName } };
}

/**
 * Starts a run that lasts until the next call of `track()`, or its own `finish()`: for notebooks, where
 * one run follows the other. The run that `track()` started before is finished first; where that fails, it is told as
 * a warning. A wrong call throws before anything has changed.
 *
 * @param name `"project/name"`, or `"name"`. Where it names no project, the project is that of the options, else that
 * of the run before, else the name of the working folder, with `-` for each character that no project may have. Without
 * a name the run is named by the time of its start.
 * @param options The options of {@linkcode ExperimentTracker}, with `params` and `note` to log at once.
 * @returns The run.
 * @throws {TypeError} If the name or an option is wrong. {Error} If `autolog` finds no TensorFlow.js, outside of Labbook's
 * kernel. What the file system throws, if it refuses the folder.
 *
 * @example Two runs, one after the other
 * ```ts
 * import { currentRun, track } from "@labbook/labbook";
 *
 * const baseDir = await Deno.makeTempDir();
 * for (const lr of [0.1, 0.01]) {
 *   const tracker = await track(`docs/lr ${lr}`, { params: { lr }, baseDir });
 *   tracker.logMetric("loss", lr * 2, 1);
 * }
 * await currentRun()?.finish();
 * ```
 */
export async function track(name?: string, options: TrackOptions = {}): Promise<ExperimentTracker> {
  const given = trackerOptions(name, options);
  checkOptions(given);
  const { params, note } = options;
  const values = params === undefined ? undefined : toParams(params);
  if (note !== undefined && typeof note !== "string") {
    throw new TypeError(`Cannot set the note: got ${String(note)}, expected a string`);
  }
  const logTrainings = autologOfRun(options.autolog);
  const started = starting.then(async () => {
    await finishLatest();
    const tracker = new ExperimentTracker(given);
    setLatestRun(tracker);
    logTrainings(tracker);
    if (values) tracker.logParams(values);
    if (note !== undefined) tracker.setNote(note);
    return tracker;
  });
  starting = started.catch(() => {/* Told to the one who started it. */});
  return await started;
}

async function finishLatest(): Promise<void> {
  try {
    await latestRun()?.finish();
  } catch (error) {
    // Another run's trouble is no reason not to start this one.
    console.warn(`labbook: ${(error as Error).message}`);
  }
}
