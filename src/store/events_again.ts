/**
 * A run's events once more, from its views: for a backend that comes late.
 *
 * @module
 */
import type { RunEvent } from "./events.ts";
import { hasJournal, readHistograms, readMetrics, readSummary } from "./load.ts";
import { toStored } from "./json.ts";
import { fromIso } from "./timestamps.ts";

/**
 * All that a run holds, as events: parameters, tags, note, then the files, the histograms and the
 * points of each metric in order, and the status where the run has ended.
 *
 * @param dir The run folder.
 */
export async function* readEvents(dir: string): AsyncGenerator<RunEvent> {
  const summary = readSummary(dir);
  const started = fromIso(summary.started_at);
  const time = Number.isNaN(started) ? 0 : started;
  yield {
    type: "open",
    version: 1,
    time,
    run: summary.id,
    writer: "views",
    process: {
      host: null,
      boot: null,
      pidNamespace: null,
      machine: null,
      pid: 0,
      started: null,
    },
    project: summary.project,
    name: summary.name,
    description: summary.description,
    tags: summary.tags,
    ...summary.rerun_of ? { rerunOf: summary.rerun_of } : {},
  };
  yield { type: "params", time, values: summary.params };
  if (summary.note) yield { type: "note", time, text: summary.note };
  if (summary.git) yield { type: "snapshot", time, git: summary.git };
  for (const entry of summary.artifacts) yield { type: "artifact", time: entry.time, entry };
  for (const entry of summary.models) yield { type: "model", time: entry.time, entry };
  for (const entry of summary.figures) yield { type: "figure", time: entry.time, entry };
  for (const entry of summary.tables) yield { type: "table", time: entry.time, entry };
  for (const [name, points] of Object.entries(readHistograms(dir))) {
    for (const { step, timestamp, ...histogram } of points) {
      yield {
        type: "histogram",
        time: fromIso(timestamp),
        name,
        ...step === null ? {} : { step },
        histogram,
      };
    }
  }
  for (const [name, { value, step, timestamp }] of await readMetrics(dir)) {
    for (let i = 0; i < value.length; i++) {
      const at = step[i]!;
      const logged = timestamp[i]!;
      const values = Object.fromEntries([[name, toStored(value[i]!)]]);
      yield {
        type: "metrics",
        time: Number.isNaN(logged) ? time : logged,
        ...Number.isNaN(at) ? {} : { step: at },
        values,
      };
    }
  }
  if (summary.status === "running" || hasJournal(dir)) return;
  const ended = fromIso(summary.finished_at);
  yield {
    type: "status",
    time: Number.isNaN(ended) ? time : ended,
    status: summary.status,
    ...summary.error ? { error: summary.error } : {},
    closed: true,
  };
}
