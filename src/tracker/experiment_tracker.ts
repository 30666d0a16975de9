/**
 * What users log with: each call checked, then handed to the live run.
 *
 * @module
 */
import { cardHtml, cardText, DISPLAY, displayResult, showBundle } from "../display/mod.ts";
import {
  type ArtifactEntry,
  checkMetricName,
  type FigureEntry,
  type JsonValue,
  type MetricPoint,
  readMetric,
  type RunSummary,
  type TableEntry,
  toPoints,
  writeCurrentSummary,
} from "../store/mod.ts";
import { describeError } from "./endings.ts";
import { histogramOf, isNumbers } from "./histogram.ts";
import { toParams } from "./json_values.ts";
import { tellStart } from "./kernel_around.ts";
import { LiveRun } from "./live_run.ts";
import { MetricLog, type MetricPlace, shown } from "./metric_log.ts";
import { checkTags, resolveOptions, type TrackerOptions } from "./options.ts";
import { trackerCard } from "./tracker_card.ts";
import type { TableData } from "./table_rows.ts";

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
  readonly #run: LiveRun;
  readonly #metrics = new MetricLog();
  /** As they are shown: a run has few. */
  readonly #params = new Map<string, JsonValue>();

  /**
   * Starts a run, or joins one with `resume`.
   *
   * @throws {TypeError} If an option is wrong. What the file system throws, if it refuses the folder.
   */
  constructor(options: TrackerOptions) {
    const resolved = resolveOptions(options);
    this.#run = new LiveRun(resolved);
    const { dir, id, name } = this.#run.opened;
    this.path = dir;
    this.id = id;
    this.project = resolved.project;
    this.name = name;
    this.#noteParams(this.#run.opened.before?.params ?? {});
    tellStart(this, resolved.saveCode);
  }

  /** The step that this process logged last; null where it logged none. */
  get lastStep(): number | null {
    return this.#metrics.lastStep;
  }

  /** Whether {@linkcode finish} was called, by whoever it was. */
  get isFinished(): boolean {
    return this.#run.isFinished;
  }

  /**
   * Logs parameters: what a run was started with. Nested objects and arrays are kept as they are;
   * what JSON does not have is kept as the README's table says. A parameter that was logged before
   * with another value takes the new one, and the change is recorded.
   *
   * @param params The parameters by name.
   * @throws {TypeError} If a value contains itself. {Error} After {@linkcode finish}.
   */
  logParams(params: Record<string, unknown>): void {
    const values = toParams(params);
    this.#run.log({ type: "params", time: Date.now(), values });
    this.#noteParams(values);
  }

  #noteParams(values: Record<string, JsonValue>): void {
    for (const [name, value] of Object.entries(values)) this.#params.set(name, value);
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
    this.#run.assertOpen();
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
    this.#run.assertOpen();
    const now = Date.now();
    this.#metrics.single(name, value, at, now);
    this.#appendMetrics(now);
  }

  #appendMetrics(now: number): void {
    const { bytes, length } = this.#metrics.line;
    this.#run.opened.journal.appendBytes("metrics", bytes, length, now);
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
    this.#run.log({ type: "histogram", time: Date.now(), name, ...place, histogram });
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
    return this.#run.store(`artifact ${name ?? String(source)}`, async () => {
      const { entry, isNew } = await this.#run.files.artifact(source, name, type);
      if (isNew) this.#run.log({ type: "artifact", time: entry.time, entry });
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
    return this.#run.store(`model ${name}`, async () => {
      const { entry, isNew } = await this.#run.files.model(model, name);
      if (isNew) this.#run.log({ type: "model", time: entry.time, entry });
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
    return this.#run.store(`figure ${name}`, async () => {
      const entry = await this.#run.files.figure(figure, name, options.step);
      this.#run.log({ type: "figure", time: entry.time, entry });
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
    return this.#run.store(`table ${name}`, async () => {
      const entry = await this.#run.files.table(name, data, options.step);
      this.#run.log({ type: "table", time: entry.time, entry });
      return entry;
    });
  }

  /** Adds tags to those the run has. */
  setTags(tags: string[]): void {
    this.#run.log({ type: "tags", time: Date.now(), add: checkTags(tags) });
  }

  /** Sets the run's note, in Markdown. */
  setNote(text: string): void {
    if (typeof text !== "string") {
      throw new TypeError(`Cannot set the note: got ${String(text)}, expected a string`);
    }
    this.#run.log({ type: "note", time: Date.now(), text });
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
    const earlier = this.#run.opened.before?.metrics;
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
    return this.#run.finish(status, error === undefined ? undefined : describeError(error));
  }

  /** What a notebook shows of the run: a card with its name, status, commit, parameters and folder. */
  [DISPLAY](): unknown {
    const { project, name, path } = this;
    const { status, savesCode } = this.#run;
    const card = trackerCard({ project, name, path, status, savesCode, params: this.#params });
    return displayResult(showBundle(cardHtml(card), cardText(card)));
  }

  /**
   * Finishes the run; as failed where the block threw an error that nobody catches. An error that is
   * caught outside of the block cannot be seen from here: call `finish("failed", error)` for it.
   */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#run.dispose();
  }
}
