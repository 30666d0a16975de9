/**
 * Reads a run as it grows: a live one by its journals, one that has ended by its views.
 *
 * @module
 */
import {
  fromIso,
  hasJournal,
  JournalFollower,
  type JsonValue,
  mayLive,
  type MetricColumns,
  readBasePoints,
  readBaseSummary,
  readEndedSummary,
  readMetric,
  type RunEvent,
  runPaths,
  type RunSummary,
  toNumber,
  type WriterIdentity,
} from "../../store/mod.ts";

/** Enough for the first line of a journal. */
const FIRST_BYTES = 4096;

/** What takes the points of a run. */
export interface PointTaker {
  /** Whether the points of a metric are wanted. */
  wants(metric: string): boolean;
  /** Takes a point; the step is NaN where none was given, the time in milliseconds since the epoch. */
  take(metric: string, value: number, step: number, time: number): void;
  /** When the run started, in milliseconds since the epoch; NaN until that is known. */
  startedAt: number;
  /** Forgets all points: they come again from the start. */
  reset(): void;
}

/** A run that is followed. */
export class FollowedRun {
  /** The run folder. */
  readonly dir: string;
  /** The unique id; empty until it is known. */
  id = "";
  /** The project. */
  project = "";
  /** The name. */
  name = "";
  /** The parameters. */
  params: Record<string, JsonValue> = {};
  /** Whether nobody writes to it any more, and all of it was read. */
  hasEnded = false;
  readonly #taker: PointTaker;
  readonly #follower: JournalFollower;
  readonly #writers: WriterIdentity[] = [];
  #closed = 0;
  #latest = 0;
  #hasBegun = false;

  /** Begins nothing yet: {@linkcode FollowedRun.poll} reads. */
  constructor(dir: string, taker: PointTaker) {
    this.dir = dir;
    this.#taker = taker;
    this.#follower = new JournalFollower(dir);
  }

  /** Finds out which run it is, without reading its points but those of the first lines. */
  identify(): void {
    if (!hasJournal(this.dir)) {
      const summary = this.#readSummary();
      if (summary !== undefined) this.#name(summary);
    } else for (const event of this.#follower.poll(FIRST_BYTES)) this.#take(event);
  }

  /**
   * Reads what is new, for so long at most.
   *
   * @param time In milliseconds; what is left is read by the next call.
   * @returns Whether there may be more already.
   */
  async poll(time: number): Promise<boolean> {
    if (this.hasEnded) return false;
    if (!hasJournal(this.dir)) return await this.#readViews();
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      await this.#readBase();
    }
    const deadline = performance.now() + time;
    do {
      const events = this.#follower.poll();
      if (events.length === 0) {
        // Read once more where the last writer closed its journal after our look at it.
        if (hasJournal(this.dir) && !this.#isWritten()) this.hasEnded = true;
        return false;
      }
      for (const event of events) this.#take(event);
    } while (performance.now() < deadline);
    return true;
  }

  /** Whether a writer may still live: each says when it closes its journal, unless it was killed. */
  #isWritten(): boolean {
    if (this.#writers.length === 0) return true;
    if (this.#closed >= this.#writers.length) return false;
    return this.#writers.some((writer) => mayLive(writer, this.#latest));
  }

  #take(event: RunEvent): void {
    if (typeof event.time === "number") this.#latest = Math.max(this.#latest, event.time);
    if (event.type === "open") {
      this.#writers.push(event.process);
      this.id ||= event.run;
      this.project ||= event.project;
      this.name ||= event.name;
      if (!(this.#taker.startedAt <= event.time)) this.#taker.startedAt = event.time;
    } else if (event.type === "close" || event.type === "status" && event.closed) this.#closed++;
    else if (event.type === "params") this.params = { ...this.params, ...event.values };
    else if (event.type === "metrics" && typeof event.values === "object") {
      const time = event.timestamp ?? event.time;
      for (const name in event.values) {
        if (!this.#taker.wants(name)) continue;
        const stored = event.values[name];
        const value = typeof stored === "number" ? stored : toNumber(stored);
        if (value !== undefined) this.#taker.take(name, value, event.step ?? NaN, time);
      }
    }
  }

  /** What a run that was resumed had before. */
  async #readBase(): Promise<void> {
    const summary = readBaseSummary(this.dir);
    if (summary === undefined) return;
    this.#name(summary);
    for (const metric of Object.keys(summary.metrics)) {
      if (!this.#taker.wants(metric)) continue;
      const points = (await readBasePoints(runPaths(this.dir), metric)).get(metric);
      if (points !== undefined) this.#takeColumns(metric, points);
    }
  }

  /** The whole run, of which the last lines may not have been seen before its journals were put away. */
  async #readViews(): Promise<boolean> {
    const summary = this.#readSummary();
    if (summary === undefined) return false;
    this.#name(summary);
    this.#taker.reset();
    for (const metric of Object.keys(summary.metrics)) {
      if (this.#taker.wants(metric)) this.#takeColumns(metric, await readMetric(this.dir, metric));
    }
    this.hasEnded = true;
    return false;
  }

  #readSummary(): RunSummary | undefined {
    try {
      return readEndedSummary(this.dir);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      // Somebody deleted the run: what was drawn of it stays.
      this.hasEnded = true;
    }
  }

  #name(summary: RunSummary): void {
    this.id = summary.id;
    this.project = summary.project;
    this.name = summary.name;
    this.params = summary.params;
    this.#taker.startedAt = summary.started_at === null ? NaN : fromIso(summary.started_at);
  }

  #takeColumns(metric: string, { value, step, timestamp }: MetricColumns): void {
    for (let i = 0; i < value.length; i++) {
      this.#taker.take(metric, value[i]!, step[i]!, timestamp[i]!);
    }
  }
}
