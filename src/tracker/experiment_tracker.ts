/**
 * A live run.
 *
 * @module
 */
import { openTensorboard } from "../backends/mod.ts";
import { collectProcessFacts } from "../snapshot/mod.ts";
import {
  appendEvent,
  type ArtifactEntry,
  checkMetricName,
  createRun,
  editSummarySync,
  type FigureEntry,
  finishRun,
  hasJournal,
  type JsonValue,
  type MetricPoint,
  type OpenedRun,
  readMetric,
  resumeRun,
  type RunError,
  type RunEvent,
  type RunStatus,
  type RunSummary,
  stringifyJson,
  type TableEntry,
  toPoints,
  writeCurrentSummary,
  writeLastSummary,
} from "../store/mod.ts";
import { beginCompanion, completeCompanion } from "./companion.ts";
import { describeError, disposing, forget, watchOver } from "./endings.ts";
import { histogramOf, isNumbers } from "./histogram.ts";
import { IncompleteRunError } from "./incomplete_run_error.ts";
import { toJsonValue } from "./json_values.ts";
import { MetricLog, type MetricPlace, shown } from "./metric_log.ts";
import { checkTags, type ResolvedOptions, resolveOptions, type TrackerOptions } from "./options.ts";
import { RunFiles } from "./run_files.ts";
import type { TableData } from "./table_rows.ts";

function isRecord(value: JsonValue): value is Record<string, JsonValue> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** How a run may be ended. */
export type FinishStatus = "finished" | "failed" | "killed";

const FINISH_STATUSES: readonly unknown[] = ["finished", "failed", "killed"];

/**
 * Records a run: its parameters, metrics, files, and what makes it reproducible.
 *
 * A mistake in a call (a metric that is no number, a name that is no name) throws at the call. What
 * the world does (a full disk, a deleted folder) never throws into a training loop: it is reported
 * once as a warning, tried again, and {@linkcode ExperimentTracker.finish} says what is missing.
 *
 * @example Track a run
 * ```ts
 * import { ExperimentTracker } from "@labbook/labbook";
 *
 * await using tracker = new ExperimentTracker({
 *   project: "docs",
 *   experimentName: "first",
 *   baseDir: await Deno.makeTempDir(),
 * });
 * tracker.logParams({ lr: 0.1, layers: [64, 32] });
 * for (let step = 0; step < 10; step++) tracker.logMetrics({ loss: 1 / (step + 1) }, step);
 * const best = tracker.getBestMetric("loss", "min");
 * if (best?.step !== 9) throw new Error("expected the last step");
 * ```
 */
export class ExperimentTracker implements AsyncDisposable {
  /** The run folder, absolute. */
  readonly path: string;
  /** The run's unique id. */
  readonly id: string;
  /** The project. */
  readonly project: string;
  /** The experiment's name: that of the run folder, `baseline-2` where `baseline` was taken. */
  readonly name: string;
  readonly #run: OpenedRun;
  readonly #metrics = new MetricLog();
  readonly #files: RunFiles;
  readonly #mirrors: boolean;
  readonly #missing: string[] = [];
  readonly #pending = new Set<Promise<unknown>>();
  #warned = false;
  #finishing: Promise<RunSummary> | undefined;
  #ended = false;

  /**
   * Starts a run, or joins one with `resume`.
   *
   * @throws {TypeError} If an option is wrong. What the file system throws, if it refuses the folder.
   */
  constructor(options: TrackerOptions) {
    const resolved = resolveOptions(options);
    this.#run = this.#open(resolved);
    this.path = this.#run.dir;
    this.id = this.#run.id;
    this.project = resolved.project;
    this.name = this.#run.name;
    this.#mirrors = resolved.useTensorboard;
    this.#files = new RunFiles(this.path, this.#run.before);
    this.#begin(resolved);
    watchOver(this.#ending);
  }

  #open(options: ResolvedOptions): OpenedRun {
    const { project, name, description, tags, ordinal, rerunOf, baseDir } = options;
    const start = { project, name, description, tags, ordinal, ...rerunOf ? { rerunOf } : {} };
    const onTrouble = (reason: string): void => this.#warn(`the journal is not written: ${reason}`);
    return (options.resume ? resumeRun : createRun)(baseDir, start, onTrouble);
  }

  #begin(options: ResolvedOptions): void {
    const { project, name, baseDir, saveCode, saveEnv } = options;
    beginCompanion({
      dir: this.path,
      journal: this.#run.journal.path,
      start: { project, name, description: "", tags: [] },
      tensorboard: options.useTensorboard,
      snapshot: (saveCode || saveEnv) && !this.#run.before
        ? { facts: collectProcessFacts(), saveCode, saveEnv, exclude: [baseDir] }
        : null,
      systemMetricsInterval: options.systemMetricsInterval,
    });
  }

  /** How the process's end reaches this run. */
  readonly #ending = {
    finish: (): Promise<unknown> => this.finish().catch((error) => this.#warn(error.message)),
    endNow: (status: RunStatus, error: RunError | undefined, closed: boolean): void => {
      if (this.#ended && !closed) return;
      // Ended already, where the process does not wait for the views.
      if (!this.#ended) this.#writeEnd(status, error, closed);
      try {
        writeLastSummary(this.path);
      } catch (problem) {
        this.#warn(`the summary is not written: ${(problem as Error).message}`);
      }
    },
  };

  /**
   * Logs parameters: what a run was started with. Nested objects and arrays are kept as they are;
   * what JSON does not have is kept as the README's table says. A parameter that was logged before
   * with another value takes the new one, and the change is recorded.
   *
   * @param params The parameters by name.
   * @throws {TypeError} If a value contains itself. {Error} After {@linkcode finish}.
   */
  logParams(params: Record<string, unknown>): void {
    if (typeof params !== "object" || params === null || Array.isArray(params)) {
      throw new TypeError(
        `Cannot log parameters: got ${shown(params)}, expected an object of values by name`,
      );
    }
    const values = toJsonValue(params, "Cannot log parameters");
    if (!isRecord(values)) {
      throw new TypeError(
        `Cannot log parameters: got ${JSON.stringify(values).slice(0, 100)}, ` +
          "expected an object of values by name",
      );
    }
    this.#log({ type: "params", time: Date.now(), values });
  }

  /**
   * Logs the values of several metrics. The call returns when the operating system has them: from
   * then on even `kill -9` does not lose them.
   *
   * @param values Numbers by name, NaN and infinities included.
   * @param at The step, a safe integer, or the step and a time; without it the points have no step.
   * @throws {TypeError} If a value is no number, a step no safe integer, or a name is empty or longer
   * than 500 characters; nothing is logged then. {Error} After {@linkcode finish}.
   */
  logMetrics(values: Record<string, number>, at?: MetricPlace | null): void {
    if (this.#ended) this.#rejectLate();
    const now = Date.now();
    if (this.#metrics.several(values, at, now)) this.#appendMetrics(now);
  }

  /**
   * Logs one value of a metric; as {@linkcode logMetrics}.
   *
   * @param name The metric.
   * @param value The number.
   * @param at The step, or the step and a time.
   */
  logMetric(name: string, value: number, at?: MetricPlace | null): void {
    if (this.#ended) this.#rejectLate();
    const now = Date.now();
    this.#metrics.single(name, value, at, now);
    this.#appendMetrics(now);
  }

  #appendMetrics(now: number): void {
    const { bytes, length } = this.#metrics.line;
    this.#run.journal.appendBytes("metrics", bytes, length, now);
  }

  /**
   * Logs how values are distributed, as a histogram.
   *
   * @param name The histogram's name.
   * @param values The numbers; those that are not finite are left out.
   * @param step The step, a safe integer.
   * @param options `bins`: how many bins of equal width, 30 by default.
   * @throws {TypeError} If the name or the step is wrong. {RangeError} If `bins` is.
   */
  logHistogram(
    name: string,
    values: ArrayLike<number>,
    step?: number | null,
    options: { bins?: number } = {},
  ): void {
    checkMetricName("histogram", name);
    if (step !== undefined && step !== null && !Number.isSafeInteger(step)) {
      throw new TypeError(
        `Cannot log histogram ${JSON.stringify(name)}: the step is ${String(step)}, ` +
          "expected a safe integer",
      );
    }
    if (!isNumbers(values)) {
      throw new TypeError(
        `Cannot log histogram ${JSON.stringify(name)}: got ${shown(values)}, ` +
          "expected an array of numbers",
      );
    }
    const histogram = histogramOf(values, options.bins);
    const place = step === undefined || step === null ? {} : { step };
    this.#log({ type: "histogram", time: Date.now(), name, ...place, histogram });
  }

  /**
   * Copies a file or a directory into the run, under `artifacts/`.
   *
   * A symbolic link that is logged itself is followed; within a directory a link is followed where it
   * stays in that directory, and refused where it leaves it. The same content is stored once. Another
   * content under a name that is taken becomes its next version, in a file of its own.
   *
   * @param source The path, or a file: URL.
   * @param options `name`: the name in the run, the last part of the path by default, `/` for folders;
   * `type`: what it is, `"artifact"` by default.
   * @returns What was stored; undefined where the disk did not take it, which `finish()` reports.
   * @throws {TypeError} If there is no such file, or the name would leave the folder.
   */
  logArtifact(
    source: string | URL,
    options: { name?: string; type?: string } = {},
  ): Promise<ArtifactEntry | undefined> {
    const { name, type = "artifact" } = options;
    return this.#store(`artifact ${name ?? String(source)}`, async () => {
      const { entry, isNew } = await this.#files.artifact(source, name, type);
      if (isNew) this.#log({ type: "artifact", time: entry.time, entry });
      return entry;
    });
  }

  /**
   * Stores a model in the run, under `models/`: a file or directory by its path, bytes, an object that
   * JSON can hold, or a model with a `save(handler)` method as those of TensorFlow.js.
   *
   * @param model The model.
   * @param name Its name, `"model"` by default.
   * @returns What was stored; undefined where the disk did not take it, which `finish()` reports.
   * @throws {TypeError} If it is none of these, or the name would leave the folder.
   */
  logModel(model: unknown, name = "model"): Promise<ArtifactEntry | undefined> {
    return this.#store(`model ${name}`, async () => {
      const { entry, isNew } = await this.#files.model(model, name);
      if (isNew) this.#log({ type: "model", time: entry.time, entry });
      return entry;
    });
  }

  /**
   * Stores a figure in the run, under `figures/`.
   *
   * @param figure PNG or JPEG bytes, SVG or HTML text, the path of such a file, a Vega or Vega-Lite
   * specification, or an object with a `Symbol.for("Jupyter.display")` method.
   * @param name Its name.
   * @param options `step`: the step it belongs to.
   * @returns What was stored; undefined where the disk did not take it, which `finish()` reports.
   * @throws {TypeError} If it is none of these, or the name would leave the folder.
   */
  logFigure(
    figure: unknown,
    name: string,
    options: { step?: number | null } = {},
  ): Promise<FigureEntry | undefined> {
    return this.#store(`figure ${name}`, async () => {
      const entry = await this.#files.figure(figure, name, options.step);
      this.#log({ type: "figure", time: entry.time, entry });
      return entry;
    });
  }

  /**
   * Stores a table in the run, as `tables/<name>.json`.
   *
   * @param name Its name.
   * @param data The rows as objects, or `{ columns, rows }`.
   * @param options `step`: the step it belongs to.
   * @returns What was stored; undefined where the disk did not take it, which `finish()` reports.
   * @throws {TypeError} If it is no table, or the name would leave the folder.
   */
  logTable(
    name: string,
    data: TableData,
    options: { step?: number | null } = {},
  ): Promise<TableEntry | undefined> {
    return this.#store(`table ${name}`, async () => {
      const entry = await this.#files.table(name, data, options.step);
      this.#log({ type: "table", time: entry.time, entry });
      return entry;
    });
  }

  /** Adds tags to those the run has. */
  setTags(tags: string[]): void {
    this.#log({ type: "tags", time: Date.now(), add: checkTags(tags) });
  }

  /** Sets the run's note, in Markdown. */
  setNote(text: string): void {
    if (typeof text !== "string") {
      throw new TypeError(`Cannot set the note: got ${String(text)}, expected a string`);
    }
    this.#log({ type: "note", time: Date.now(), text });
  }

  /**
   * The best value of a metric that this process logged, or found when it joined the run.
   *
   * @param name The metric.
   * @param mode Whether the smallest or the largest is best. NaN is left out.
   * @returns The point, of equal ones the first; null where there is none.
   */
  getBestMetric(name: string, mode: "min" | "max"): MetricPoint | null {
    if (mode !== "min" && mode !== "max") {
      throw new TypeError(`Cannot tell the best ${name}: the mode is ${mode}, expected min or max`);
    }
    const here = this.#metrics.tally(name)?.best(mode) ?? null;
    const earlier = this.#run.before?.metrics;
    const before = earlier && Object.hasOwn(earlier, name) ? earlier[name]![mode] : null;
    if (!here || !before) return here ?? before;
    return (mode === "min" ? here.value < before.value : here.value > before.value) ? here : before;
  }

  /** Every point of a metric so far, of all processes that log into this run. */
  async getMetricHistory(name: string): Promise<MetricPoint[]> {
    return toPoints(await readMetric(this.path, name));
  }

  /**
   * Writes summary.json and params.json as the run stands, for tools that read no journals.
   *
   * @throws What the file system throws, if it refuses the files.
   */
  async saveSummary(): Promise<RunSummary> {
    return await writeCurrentSummary(this.path);
  }

  /**
   * Ends the run: waits for what is under way, writes the views, and puts the journals away. A second
   * call returns the same promise. Where other processes log into the run, the last one does it.
   *
   * @param status How the run ended, `"finished"` by default.
   * @param error What failed, for `"failed"`.
   * @returns The summary.
   * @throws {IncompleteRunError} If something could not be saved; what was is readable.
   */
  finish(status: FinishStatus = "finished", error?: unknown): Promise<RunSummary> {
    if (!FINISH_STATUSES.includes(status)) {
      throw new TypeError(
        `Cannot finish the run: the status is ${JSON.stringify(status)}, ` +
          "expected finished, failed or killed",
      );
    }
    return this.#finishing ??= this.#finish(
      status,
      error === undefined ? undefined : describeError(error),
    );
  }

  async #finish(status: FinishStatus, error: RunError | undefined): Promise<RunSummary> {
    await Promise.allSettled(this.#pending);
    this.#writeEnd(status, error, true);
    const { missing, warnings } = await completeCompanion(this.#run.journal.path);
    for (const problem of missing) this.#miss(problem);
    for (const problem of warnings) this.#warn(problem);
    let summary: RunSummary | undefined;
    try {
      this.#files.close();
      summary = await finishRun(this.path);
    } catch (problem) {
      this.#miss(`the views are not written (${(problem as Error).message})`);
    }
    forget(this.#ending);
    if (this.#mirrors && summary && summary.status !== "running") await this.#completeMirror();
    if (!summary || this.#missing.length > 0) {
      throw new IncompleteRunError(this.path, this.#missing);
    }
    return summary;
  }

  /** What a process that is gone logged is in the views now, and may not be mirrored yet. */
  async #completeMirror(): Promise<void> {
    const mirror = openTensorboard(this.path);
    try {
      await mirror.catchUp();
    } catch (error) {
      this.#warn(
        `TensorBoard's files are behind, "labbook sync" catches up: ${(error as Error).message}`,
      );
    }
    mirror.close();
  }

  /**
   * Finishes the run; as failed where the block threw an error that nobody catches. An error that is
   * caught outside of the block cannot be seen from here: call `finish("failed", error)` for it.
   */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#finishing) {
      await this.#finishing;
      return;
    }
    await disposing(() => this.finish(), this.#failAfterwards);
  }

  /** Makes a failure of a run that has been finished. */
  readonly #failAfterwards = (error: RunError): void => {
    try {
      if (hasJournal(this.path)) {
        // Others log into it still.
        const time = Date.now();
        appendEvent(this.path, { type: "status", time, status: "failed", error, closed: true });
        return;
      }
      editSummarySync(this.path, (summary) => {
        summary.status = "failed";
        summary.error = error;
      });
    } catch (problem) {
      this.#warn(`that it failed is not recorded: ${(problem as Error).message}`);
    }
  };

  /** Writes the last event of this process's journal. */
  #writeEnd(status: RunStatus, error: RunError | undefined, closed: boolean): void {
    const { journal } = this.#run;
    // What could not be written so far, where that can be told now.
    const before = closed ? journal.flush() : undefined;
    if (before?.works) this.#log({ type: "lost", time: Date.now(), counts: before.lost });
    const event: RunEvent = {
      type: "status",
      time: Date.now(),
      status,
      ...error ? { error } : {},
      ...closed ? { closed: true } : {},
    };
    journal.append("status", stringifyJson(event) + "\n", event.time);
    if (!closed) return;
    this.#ended = true;
    const trouble = journal.flush();
    if (trouble) {
      const lost = Object.entries(trouble.lost).map(([type, count]) => `${count} of ${type}`);
      this.#miss(
        `events are lost (${
          lost.join(", ") || "all since the journal is gone"
        }): ${trouble.reason}`,
      );
    }
    journal.close();
  }

  #log(event: RunEvent): void {
    if (this.#ended) this.#rejectLate();
    this.#run.journal.append(event.type, stringifyJson(event) + "\n", event.time);
  }

  /** Brings a file in; what the disk refuses is reported, not thrown. */
  #store<T>(what: string, bring: () => Promise<T>): Promise<T | undefined> {
    if (this.#ended || this.#finishing) this.#rejectLate();
    const stored = bring().catch((error: NodeJS.ErrnoException) => {
      // Node's own codes tell of a wrong argument, those of the system of a file.
      if (error.code === undefined || error.code.startsWith("ERR_")) throw error;
      this.#miss(`${what} is not stored (${error.message})`);
      return undefined;
    });
    this.#pending.add(stored);
    stored.finally(() => this.#pending.delete(stored)).catch(() => {/* The caller has it. */});
    return stored;
  }

  #miss(what: string): void {
    this.#missing.push(what);
    this.#warn(what);
  }

  /** Warns once: a loop that goes wrong a million times says so once. */
  #warn(what: string): void {
    if (this.#warned) return;
    this.#warned = true;
    console.warn(`labbook: run ${this.path}: ${what}`);
  }

  #rejectLate(): never {
    throw new Error(
      `Cannot log to the run ${this.name}: it has been finished; resume it with { resume: true }`,
    );
  }
}
