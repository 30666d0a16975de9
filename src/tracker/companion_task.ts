/**
 * What is done beside the user's code for one run: the snapshot, the system metrics, the mirror.
 *
 * All of it runs in the companion thread; where there is none, `finish()` does the same in place.
 *
 * @module
 */
import fs from "node:fs";
import { type Backend, openTensorboard } from "../backends/mod.ts";
import { type ProcessFacts, takeSnapshot } from "../snapshot/mod.ts";
import {
  joinRun,
  type OpenedRun,
  type RunEvent,
  runPaths,
  type RunStart,
  type StoredNumber,
} from "../store/mod.ts";
import { SystemSampler } from "./system_metrics.ts";

const PUMP_INTERVAL_MS = 1000;
const HEARTBEAT_MS = 60_000;

/** What to do for a run; plain data, as it crosses to another thread. */
export interface CompanionOrder {
  /** The run folder. */
  dir: string;
  /** The journal of the run's own process, for the case that a signal ends it. */
  journal: string;
  /** What the run is. */
  start: RunStart;
  /** Whether to mirror to TensorBoard. */
  tensorboard: boolean;
  /** The snapshot to take, if any. */
  snapshot: { facts: ProcessFacts; saveCode: boolean; saveEnv: boolean; exclude: string[] } | null;
  /** How often to sample system metrics, in milliseconds; 0 for never. */
  systemMetricsInterval: number;
}

/** What went wrong beside the user's code, one sentence each. */
export interface CompanionProblems {
  /** What the run lacks for good. */
  missing: string[];
  /** What can be made up for later, or was only noticed. */
  warnings: string[];
}

/** The work for one run. */
export class CompanionTask {
  readonly #order: CompanionOrder;
  readonly #problems: CompanionProblems = { missing: [], warnings: [] };
  #joined: OpenedRun | undefined;
  #snapshot: Promise<void> = Promise.resolve();
  #sampler: SystemSampler | undefined;
  #mirror: Backend | undefined;
  #pumping: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setInterval> | undefined;
  #heartbeat: ReturnType<typeof setInterval> | undefined;

  /** Prepares the work that `order` asks for. */
  constructor(order: CompanionOrder) {
    this.#order = order;
  }

  /** Begins: takes the snapshot, and keeps sampling and mirroring. */
  begin(): void {
    const { snapshot, systemMetricsInterval, tensorboard } = this.#order;
    if (snapshot) this.#snapshot = this.#takeSnapshot(snapshot);
    if (systemMetricsInterval > 0) {
      this.#sampler = new SystemSampler(
        systemMetricsInterval,
        (values) => this.#logSample(values),
      );
    }
    this.#heartbeat = setInterval(() => this.#giveSign(), HEARTBEAT_MS);
    if (tensorboard) {
      this.#timer = setInterval(() => {
        this.#pumping = this.#pumping.then(() => this.#pump());
      }, PUMP_INTERVAL_MS);
    }
  }

  /**
   * Ends, after the run's own journal was closed: waits for what is under way and catches up.
   *
   * @returns What went wrong.
   */
  async complete(): Promise<CompanionProblems> {
    clearInterval(this.#timer);
    clearInterval(this.#heartbeat);
    this.#sampler?.stop();
    await this.#snapshot;
    await this.#pumping;
    this.#closeJournal();
    if (this.#order.tensorboard) {
      try {
        const { warnings } = await this.#openMirror().catchUp();
        this.#problems.warnings.push(...warnings);
        this.#mirror?.close();
      } catch (error) {
        this.#warnOfMirror(error);
      }
    }
    return this.#problems;
  }

  /** Other hosts judge by the journal's age whether a run lives, also one that logs once a day. */
  #giveSign(): void {
    const now = new Date();
    try {
      fs.utimesSync(this.#order.journal, now, now);
    } catch {
      // The journal is gone, or its disk: the tracker itself finds out, and says so.
    }
  }

  async #takeSnapshot(
    { facts, saveCode, saveEnv, exclude }: NonNullable<CompanionOrder["snapshot"]>,
  ): Promise<void> {
    const { code, environment } = runPaths(this.#order.dir);
    try {
      const { git, warnings } = await takeSnapshot({
        facts,
        codeDir: code,
        environmentFile: environment,
        exclude,
        saveCode,
        saveEnv,
      });
      this.#log({ type: "snapshot", time: Date.now(), ...git ? { git } : {}, warnings });
    } catch (error) {
      this.#problems.missing.push(`The snapshot is incomplete: ${(error as Error).message}`);
    }
  }

  #logSample(values: Record<string, StoredNumber>): void {
    try {
      this.#log({ type: "metrics", time: Date.now(), values });
    } catch (error) {
      this.#sampler?.stop();
      this.#problems.missing.push(`System metrics are not logged: ${(error as Error).message}`);
    }
  }

  #warnOfMirror(error: unknown): void {
    this.#problems.warnings.push(
      `TensorBoard's files are behind, "labbook sync" catches up: ${(error as Error).message}`,
    );
  }

  #openMirror(): Backend {
    return this.#mirror ??= openTensorboard(this.#order.dir);
  }

  async #pump(): Promise<void> {
    try {
      // Until nothing is left: a loop that logs faster than once a second is followed all the same.
      while (await this.#openMirror().pump() > 0);
    } catch (error) {
      clearInterval(this.#timer);
      this.#warnOfMirror(error);
    }
  }

  /** Adds an event to the run, through a journal of this thread's own. */
  #log(event: RunEvent): void {
    const start = { ...this.#order.start, description: "", tags: [], helper: true as const };
    this.#joined ??= joinRun(
      this.#order.dir,
      start,
      (reason) => this.#problems.missing.push(reason),
    );
    this.#joined.journal.append(event.type, JSON.stringify(event) + "\n", event.time);
  }

  #closeJournal(): void {
    if (!this.#joined) return;
    this.#log({ type: "close", time: Date.now() });
    const trouble = this.#joined.journal.flush();
    if (trouble) {
      this.#problems.missing.push(`The companion's journal is incomplete: ${trouble.reason}`);
    }
    this.#joined.journal.close();
    this.#joined = undefined;
  }
}
