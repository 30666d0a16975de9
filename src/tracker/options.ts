/**
 * The options of a tracker, checked and completed.
 *
 * @module
 */
import { resolve } from "node:path";
import { checkName, defaultBaseDir, environmentVariable } from "../store/mod.ts";
import { shown } from "./metric_log.ts";

/** Options of {@linkcode ExperimentTracker}. */
export interface TrackerOptions {
  /** The project: a folder of its own below `baseDir`. */
  project: string;
  /**
   * The experiment's name. A name that is taken gets `-2`, `-3`, …; without a name it is the time of
   * the start, `run-20261124-143005`.
   */
  experimentName?: string;
  /** What the run is about. */
  description?: string;
  /** Its tags. */
  tags?: string[];
  /** The folder of all projects; `experiments` by default, or the environment's LABBOOK_DIR. */
  baseDir?: string;
  /** Whether to mirror the run to TensorBoard, live, under `tensorboard/`; true by default. */
  useTensorboard?: boolean;
  /** Whether to keep the git state and the code that runs; true by default. */
  saveCode?: boolean;
  /** Whether to keep versions, packages and the machine; true by default. */
  saveEnv?: boolean;
  /** Whether to go on with the run of this name, if there is one; false by default. */
  resume?: boolean;
  /**
   * Whether to sample the machine's processor, memory and GPUs as `system/…` metrics: every 10
   * seconds, or as often as `interval` says, in milliseconds (100 or more). False by default.
   */
  systemMetrics?: boolean | { interval: number };
}

/** The options, complete. */
export interface ResolvedOptions {
  /** The project. */
  project: string;
  /** The experiment's name. */
  name: string;
  /** What the run is about. */
  description: string;
  /** Its tags. */
  tags: string[];
  /** The folder of all projects, absolute. */
  baseDir: string;
  /** Whether to mirror to TensorBoard. */
  useTensorboard: boolean;
  /** Whether to keep the code. */
  saveCode: boolean;
  /** Whether to keep the environment. */
  saveEnv: boolean;
  /** Whether to go on with a run of this name. */
  resume: boolean;
  /** The time between samples of the machine, in milliseconds; 0 for none. */
  systemMetricsInterval: number;
  /** How many runs this process started before. */
  ordinal: number;
  /** The id of the run that this one repeats. */
  rerunOf?: string;
}

let started = 0;

const KNOWN = new Set([
  "project",
  "experimentName",
  "description",
  "tags",
  "baseDir",
  "useTensorboard",
  "saveCode",
  "saveEnv",
  "resume",
  "systemMetrics",
]);
const DEFAULT_INTERVAL_MS = 10_000;

function fail(option: string, value: unknown, expected: string): never {
  throw new TypeError(
    `Cannot start a run: the option ${option} is ${shown(value)}, expected ${expected}`,
  );
}

function flag(options: TrackerOptions, name: keyof TrackerOptions, otherwise: boolean): boolean {
  const value = options[name] ?? otherwise;
  return typeof value === "boolean" ? value : fail(name, value, "true or false");
}

function textOption(options: TrackerOptions, name: "description" | "baseDir"): string | undefined {
  const value: unknown = options[name];
  if (value === undefined || typeof value === "string") return value;
  return fail(name, value, "a string");
}

/** `run-20261124-143005`, in local time. */
function nameByTime(): string {
  const now = new Date();
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString();
  return `run-${local.slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-")}`;
}

/** Checks tags: strings of 1 to 100 characters. */
export function checkTags(tags: unknown): string[] {
  if (!Array.isArray(tags)) {
    throw new TypeError(`Cannot set the tags ${shown(tags)}: expected an array of strings`);
  }
  for (const tag of tags) {
    if (typeof tag === "string" && tag.length > 0 && tag.length <= 100) continue;
    throw new TypeError(
      `Cannot set the tag ${shown(tag)}: a tag is a string of 1 to 100 characters`,
    );
  }
  return [...new Set<string>(tags)];
}

function interval(value: unknown): number {
  if (value === undefined || value === false) return 0;
  if (value === true) return DEFAULT_INTERVAL_MS;
  const given: unknown = (value as { interval?: unknown } | null)?.interval;
  if (typeof given === "number" && given >= 100 && given <= 86_400_000) return given;
  return fail("systemMetrics", value, "true, false, or { interval } of at least 100 milliseconds");
}

/**
 * Checks and completes the options, for a run that is about to start: it counts as one that this process started.
 *
 * @throws {TypeError} If one is wrong, or unknown.
 */
export function resolveOptions(options: TrackerOptions): ResolvedOptions {
  const resolved = checkOptions(options);
  started++;
  return resolved;
}

/**
 * The options, checked and completed, as the next run of this process would have them.
 *
 * @throws {TypeError} If one is wrong, or unknown.
 */
export function checkOptions(options: TrackerOptions): ResolvedOptions {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`Cannot start a run: the options are ${options}, expected { project, … }`);
  }
  for (const name of Object.keys(options)) {
    if (!KNOWN.has(name)) {
      throw new TypeError(
        `Cannot start a run: there is no option ${JSON.stringify(name)}, expected one of ` +
          [...KNOWN].join(", "),
      );
    }
  }
  // A script may start several runs: the one that is repeated is told by its place among them.
  const ordinal = started;
  const rerun = environmentVariable("LABBOOK_RERUN_OF");
  const rerunOf = environmentVariable("LABBOOK_RERUN_ORDINAL") === String(ordinal)
    ? rerun
    : undefined;
  const name = (rerunOf && environmentVariable("LABBOOK_RERUN_NAME")) ?? options.experimentName ??
    nameByTime();
  const givenBase = textOption(options, "baseDir");
  return {
    project: checkName("project", options.project),
    name: checkName("experiment", name),
    description: textOption(options, "description") ?? "",
    tags: checkTags(options.tags ?? []),
    baseDir: resolve(rerun ? defaultBaseDir() : givenBase ?? defaultBaseDir()),
    ordinal,
    useTensorboard: flag(options, "useTensorboard", true),
    saveCode: flag(options, "saveCode", true),
    saveEnv: flag(options, "saveEnv", true),
    // A rerun never writes into the run that it repeats.
    resume: flag(options, "resume", false) && !rerun,
    systemMetricsInterval: interval(options.systemMetrics),
    ...rerunOf ? { rerunOf } : {},
  };
}
