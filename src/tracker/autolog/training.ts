/**
 * One training, and what is logged of it.
 *
 * @module
 */
import type { ExperimentTracker } from "../experiment_tracker.ts";
import type { EpochLogs, TrainingEvents } from "./callbacks.ts";
import type { FitArguments, TrainedModel } from "./tensorflow.ts";
import { type FitMethod, trainingParams } from "./training_params.ts";

/** What is logged of trainings. */
export interface AutologOptions {
  /** Whether the model is stored, as `models/<its name>`, when its training has ended; true by default. */
  models?: boolean;
}

/** The step behind the last epoch of a run's trainings. */
const nextSteps = new WeakMap<ExperimentTracker, number>();
const warned = new WeakSet<ExperimentTracker>();

/** A training that is logged. No method throws: what goes wrong is told once for each run. */
export class Training implements TrainingEvents {
  readonly #run: ExperimentTracker;
  readonly #model: TrainedModel;
  readonly #method: FitMethod;
  readonly #args: FitArguments;
  /** What is added to an epoch to get its step: a second training goes on where the first one ended. */
  #offset: number | undefined;

  /** Begins with nothing logged: the training may turn out to be none. */
  constructor(
    run: ExperimentTracker,
    model: TrainedModel,
    method: FitMethod,
    args: FitArguments,
  ) {
    this.#run = run;
    this.#model = model;
    this.#method = method;
    this.#args = args;
  }

  /** Logs the parameters. */
  begin(): void {
    try {
      this.#run.logParams(trainingParams(this.#model, this.#method, this.#args));
    } catch (error) {
      this.#warn("its parameters", error);
    }
  }

  /** Logs the numbers of an epoch, with the epoch as the step. */
  async epochEnd(epoch: number, logs: EpochLogs): Promise<void> {
    try {
      const values = await numbersOf(logs);
      this.#offset ??= Math.max(0, await nextStep(this.#run) - epoch);
      const step = this.#offset + epoch;
      this.#run.logMetrics(values, step);
      nextSteps.set(this.#run, Math.max(nextSteps.get(this.#run) ?? 0, step + 1));
    } catch (error) {
      this.#warn("its metrics", error);
    }
  }

  /** Stores the model. */
  async storeModel(): Promise<void> {
    const { name } = this.#model;
    try {
      await this.#run.logModel(this.#model, typeof name === "string" ? name : undefined);
    } catch (error) {
      this.#warn("its model", error);
    }
  }

  #warn(what: string, error: unknown): void {
    if (warned.has(this.#run)) return;
    warned.add(this.#run);
    const reason = error instanceof Error ? error.message : String(error);
    console.warn(`labbook: a training goes on, but ${what} could not be logged: ${reason}`);
  }
}

/** A scalar tensor is read, and left to whom it belongs. */
async function numbersOf(logs: EpochLogs): Promise<Record<string, number>> {
  const values: Record<string, number> = {};
  for (const [name, value] of Object.entries(logs)) {
    const data = (value as { data?: unknown } | null)?.data;
    const number = typeof data === "function" ? (await data.call(value))[0] : value;
    if (typeof number === "number") values[name] = number;
  }
  return values;
}

/** The step for a run's next epoch; a run that is gone on with has trainings of an earlier process. */
async function nextStep(run: ExperimentTracker): Promise<number> {
  const known = nextSteps.get(run);
  if (known !== undefined || run.getBestMetric("loss", "min") === null) return known ?? 0;
  const history = await run.getMetricHistory("loss");
  return history.reduce((next, { step }) => Math.max(next, (step ?? -1) + 1), 0);
}
