/**
 * Replays journals: from the events of all writers to the state of the run.
 *
 * @module
 */
import type {
  Histogram,
  JsonValue,
  RunError,
  RunEvent,
  RunStatus,
  StoredNumber,
  WriterIdentity,
} from "./events.ts";
import { mergeColumns, MetricColumnsBuilder } from "./metric_columns.ts";
import { addFigure } from "./figure_bundle.ts";
import type { MetricColumns } from "./metric_columns.ts";
import { joinMetricSummaries, summarizeColumns } from "./metric_summary.ts";
import type { ParamChange, RunSummary } from "./summary.ts";
import { defineKey, toNumber } from "./json.ts";
import { toIso } from "./timestamps.ts";

type Opening = Extract<RunEvent, { type: "open" }>;

/** An event that is no metric, and by whom. */
interface OrderedEvent {
  event: RunEvent;
  /** The latest time of its writer up to here: orders it, and never falls within one journal. */
  time: number;
}

/** What one journal told. */
interface WriterState {
  opening: Opening | undefined;
  metrics: Map<string, MetricColumnsBuilder>;
  latest: number;
  ending: Extract<RunEvent, { type: "status" | "close" }> | undefined;
}

/** A histogram with its place in the run. */
export interface HistogramPoint extends Histogram {
  /** The step, or null where none was given. */
  step: number | null;
  /** The time, as ISO 8601 in UTC. */
  timestamp: string;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Where an event's content is, by its type. */
const CONTENT: Record<string, string> = {
  params: "values",
  artifact: "entry",
  model: "entry",
  figure: "entry",
  table: "entry",
  histogram: "histogram",
  lost: "counts",
};

/** Whether a line is an event that has its content. */
function isWhole(event: unknown): event is RunEvent {
  if (!isObject(event) || typeof event.time !== "number") return false;
  const content = CONTENT[String(event.type)];
  return content === undefined || isObject(event[content]);
}

/** Which status says more, where the writers of a run ended differently. */
const SEVERITY: RunStatus[] = ["finished", "killed", "failed", "crashed", "running"];

/** The state of a run, built from the events of its journals. */
export class Replay {
  readonly #writers = new Map<string, WriterState>();
  readonly #others: OrderedEvent[] = [];
  /** How many lines were no events. */
  damaged = 0;

  /** Takes the events of one journal, in order; may be called again for the next ones. */
  add(file: string, events: RunEvent[]): void {
    let state = this.#writers.get(file);
    if (!state) {
      state = { opening: undefined, metrics: new Map(), latest: 0, ending: undefined };
      this.#writers.set(file, state);
    }
    for (const event of events) {
      if (event?.type === "metrics" && isObject(event.values) && typeof event.time === "number") {
        this.#addMetrics(state, event);
      } else if (isWhole(event)) {
        state.latest = Math.max(state.latest, event.time);
        if (event.type === "open") state.opening = event;
        else if (event.type === "status" || event.type === "close") state.ending = event;
        else {
          if (state.ending && !isClosing(state.ending)) state.ending = undefined;
          this.#others.push({ event, time: state.latest });
        }
      } else this.damaged++;
    }
  }

  #addMetrics(state: WriterState, event: Extract<RunEvent, { type: "metrics" }>): void {
    const { time, values } = event;
    const step = event.step ?? NaN;
    if (time > state.latest) state.latest = time;
    if (state.ending && !isClosing(state.ending)) state.ending = undefined;
    for (const name of Object.keys(values)) {
      const stored: StoredNumber | undefined = values[name];
      const value = typeof stored === "number" ? stored : toNumber(stored);
      if (value === undefined) {
        this.damaged++;
        continue;
      }
      let builder = state.metrics.get(name);
      if (!builder) state.metrics.set(name, builder = new MetricColumnsBuilder());
      builder.push(value, step, event.timestamp ?? time, time);
    }
  }

  /** Each metric's points of these journals, the writers merged. */
  metrics(): Map<string, MetricColumns> {
    const byName = new Map<string, MetricColumnsBuilder[]>();
    for (const { metrics } of this.#writers.values()) {
      for (const [name, builder] of metrics) {
        const builders = byName.get(name);
        if (builders) builders.push(builder);
        else byName.set(name, [builder]);
      }
    }
    const merged = new Map<string, MetricColumns>();
    for (const [name, builders] of byName) merged.set(name, mergeColumns(builders));
    return merged;
  }

  /** The histograms of these journals, by name. */
  histograms(): Map<string, HistogramPoint[]> {
    const found = new Map<string, HistogramPoint[]>();
    for (const { event } of this.#ordered()) {
      if (event.type !== "histogram") continue;
      const points = found.get(event.name) ?? [];
      points.push({
        step: event.step ?? null,
        timestamp: toIso(event.time),
        ...event.histogram,
      });
      found.set(event.name, points);
    }
    return found;
  }

  /**
   * The summary of the run.
   *
   * @param base The summary before these journals, for a run that was resumed.
   * @param metrics What {@linkcode metrics} returned.
   * @param lives Which of the writers may still live.
   */
  summary(
    base: RunSummary | undefined,
    metrics: Map<string, MetricColumns>,
    lives: (writer: WriterIdentity | undefined, file: string) => boolean,
  ): RunSummary {
    const summary = this.#startingPoint(base);
    for (const { event } of this.#ordered()) applyEvent(summary, event);
    for (const [name, columns] of metrics) {
      const later = summarizeColumns(columns);
      // A foreign run that was resumed has final values only.
      const earlier = base && Object.hasOwn(base.metrics, name) ? base.metrics[name] : undefined;
      const joined = earlier ? joinMetricSummaries(earlier, later) : later;
      defineKey(summary.metrics, name, joined);
      defineKey(summary.final_metrics, name, joined.last.value);
    }
    if (this.damaged > 0) {
      summary.warnings.push(`${this.damaged} damaged lines of the journals were left out`);
    }
    this.#applyEndings(summary, lives);
    return summary;
  }

  #startingPoint(base: RunSummary | undefined): RunSummary {
    const openings = [...this.#writers.values()].flatMap(({ opening }) => opening ?? []);
    openings.sort((a, b) => a.time - b.time);
    const first = openings[0];
    const summary: RunSummary = base ? structuredClone(base) : {
      name: first?.name ?? "",
      project: first?.project ?? "",
      description: first?.description ?? "",
      tags: [...first?.tags ?? []],
      params: {},
      final_metrics: {},
      artifacts: [],
      started_at: first ? toIso(first.time) : null,
      finished_at: null,
      format: 1,
      id: first?.run ?? "",
      status: "running",
      error: null,
      note: "",
      metrics: {},
      param_changes: [],
      models: [],
      figures: [],
      tables: [],
      histograms: {},
      git: null,
      ordinal: first?.ordinal ?? 0,
      rerun_of: first?.rerunOf ?? null,
      warnings: [],
    };
    summary.format = 1;
    if (first) summary.id ||= first.run;
    for (const opening of openings) {
      if (opening.description) summary.description = opening.description;
      for (const tag of opening.tags ?? []) if (!summary.tags.includes(tag)) summary.tags.push(tag);
    }
    return summary;
  }

  #applyEndings(
    summary: RunSummary,
    lives: (writer: WriterIdentity | undefined, file: string) => boolean,
  ): void {
    let status: RunStatus | undefined;
    let error: RunError | null = null;
    let latest = 0;
    // Who resumes a run takes over from those that had ended before.
    let resumed = -Infinity;
    for (const { opening } of this.#writers.values()) {
      if (opening && !opening.helper) resumed = Math.max(resumed, opening.time);
    }
    for (const [file, { opening, ending, latest: time }] of this.#writers) {
      latest = Math.max(latest, time);
      if (ending?.type === "close") continue;
      let own: RunStatus;
      if (ending && isClosing(ending)) own = ending.status;
      else if (opening?.helper && !lives(opening.process, file)) continue;
      else if (lives(opening?.process, file)) own = "running";
      else own = ending?.status ?? "crashed";
      if (own !== "running" && time < resumed) continue;
      if (status === undefined || SEVERITY.indexOf(own) > SEVERITY.indexOf(status)) {
        status = own;
        error = ending?.error ?? null;
      }
    }
    if (status === undefined) return; // Only helpers wrote: the status before stands.
    summary.status = status;
    summary.error = status === "running" ? null : error;
    summary.finished_at = status === "running" ? null : toIso(latest);
  }

  /** All events that are no metrics, by time; those of one writer in the order it wrote them. */
  #ordered(): OrderedEvent[] {
    return this.#others.sort((a, b) => a.time - b.time);
  }
}

function isClosing(event: Extract<RunEvent, { type: "status" | "close" }>): boolean {
  return event.type === "close" || event.closed === true;
}

function sameJson(a: JsonValue, b: JsonValue): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function applyParams(summary: RunSummary, values: Record<string, JsonValue>, time: number): void {
  for (const [name, to] of Object.entries(values)) {
    if (Object.hasOwn(summary.params, name)) {
      const from = summary.params[name]!;
      if (sameJson(from, to)) continue;
      const change: ParamChange = { name, from, to, timestamp: toIso(time) };
      summary.param_changes.push(change);
    }
    defineKey(summary.params, name, to);
  }
}

/** Applies an event that is no metric. */
function applyEvent(summary: RunSummary, event: RunEvent): void {
  switch (event.type) {
    case "params":
      return applyParams(summary, event.values, event.time);
    case "tags": {
      const removed = new Set(event.remove);
      const tags = summary.tags.filter((tag) => !removed.has(tag));
      for (const tag of event.add ?? []) if (!tags.includes(tag)) tags.push(tag);
      summary.tags = tags;
      return;
    }
    case "note":
      summary.note = event.text;
      return;
    case "artifact":
      summary.artifacts.push(event.entry);
      return;
    case "model":
      summary.models.push(event.entry);
      return;
    case "figure":
      addFigure(summary.figures, event.entry, event.replaces);
      return;
    case "table":
      summary.tables.push(event.entry);
      return;
    case "histogram": {
      const before = Object.hasOwn(summary.histograms, event.name)
        ? summary.histograms[event.name]!
        : 0;
      defineKey(summary.histograms, event.name, before + 1);
      return;
    }
    case "snapshot":
      if (event.git) summary.git = event.git;
      summary.warnings.push(...event.warnings ?? []);
      return;
    case "lost":
      for (const [type, count] of Object.entries(event.counts)) {
        summary.warnings.push(`${count} events of type ${type} could not be written`);
      }
      return;
  }
}
