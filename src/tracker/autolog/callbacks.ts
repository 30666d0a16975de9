/**
 * Takes part in a training through the callbacks of its arguments.
 *
 * @module
 */

/** Numbers by name; scalar tensors where no callback has read them yet. */
export type EpochLogs = Record<string, unknown>;

/** What happens in a training. */
export interface TrainingEvents {
  /** The training begins: its arguments were right. */
  begin(): void;
  /** An epoch has ended. */
  epochEnd(epoch: number, logs: EpochLogs): Promise<void>;
}

/** The callbacks of the user, and behind them one for `events`. */
export function withEvents(callbacks: unknown, events: TrainingEvents): unknown[] {
  const given = Array.isArray(callbacks) ? callbacks : [callbacks ?? {}];
  // TensorFlow.js takes a list for callbacks or for configurations of them, by its first element.
  return [...given, isCallback(given[0]) ? asCallback(events) : asConfiguration(events)];
}

function isCallback(value: unknown): boolean {
  return typeof (value as { setParams?: unknown } | null | undefined)?.setParams === "function";
}

function asConfiguration(events: TrainingEvents): object {
  return {
    onTrainBegin: () => events.begin(),
    onEpochEnd: (epoch: number, logs: EpochLogs) => events.epochEnd(epoch, logs),
    // The user's own callbacks let the page breathe; twice would make the training slower.
    nextFrameFunc: () => Promise.resolve(),
  };
}

function asCallback(events: TrainingEvents): object {
  const nothing = (): void => {};
  return {
    setParams: nothing,
    setModel: nothing,
    onTrainBegin: () => events.begin(),
    onEpochBegin: nothing,
    onBatchBegin: nothing,
    onBatchEnd: nothing,
    onEpochEnd: (epoch: number, logs: EpochLogs) => events.epochEnd(epoch, logs),
    onTrainEnd: nothing,
  };
}
