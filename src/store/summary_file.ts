/**
 * summary.json as text and back.
 *
 * @module
 */
import fs from "node:fs";
import { createHash } from "node:crypto";
import { basename, dirname, resolve } from "node:path";
import type { JsonValue, RunStatus } from "./events.ts";
import type { MetricPoint, MetricSummary, RunSummary } from "./summary.ts";
import { parseJson, stringifyJson, toNumber } from "./json.ts";
import { runPaths } from "./paths.ts";
import { FOREIGN_AGE_LIMIT_MS } from "./process_identity.ts";

/** The text of summary.json. */
export function summaryText(summary: RunSummary): string {
  return stringifyJson(summary, 2) + "\n";
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? value as Record<string, unknown>
    : {};
}

function list<T>(value: unknown): T[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Turns the names of numbers in a point back into numbers, in place. */
function readPoint(point: MetricPoint | null): void {
  if (point && typeof point.value !== "number") point.value = toNumber(point.value) ?? NaN;
}

/** An id for a run that has none: the same each time, as long as it keeps its place. */
function idByPlace(dir: string): string {
  return createHash("sha256").update(resolve(dir)).digest("hex").slice(0, 16);
}

/** What the Python tool's list of artifacts may hold: paths, or objects of its own. */
function foreignArtifacts(value: unknown): RunSummary["artifacts"] {
  const items: unknown[] = Array.isArray(value)
    ? value
    : Object.entries(record(value)).map(([name, path]) => ({ name, path }));
  return items.map((item) => {
    const given = typeof item === "string" ? { path: item } : record(item);
    const path = text(given.path) || text(given.name);
    return {
      name: text(given.name) || basename(path),
      type: text(given.type) || "artifact",
      path,
      size: typeof given.size === "number" ? given.size : 0,
      sha256: text(given.sha256),
      version: 1,
      time: 0,
    };
  });
}

const STATUSES: RunStatus[] = ["running", "finished", "failed", "killed", "crashed"];

/** Another tool's run that has no end: it runs as long as it gives a sign of life now and then. */
function unfinishedStatus(dir: string): RunStatus {
  const { summary, history } = runPaths(dir);
  const touched = [summary, history].map((path) =>
    fs.statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
  );
  return Date.now() - Math.max(...touched) < FOREIGN_AGE_LIMIT_MS ? "running" : "crashed";
}

/** Reads a summary that another tool wrote, or an older Labbook: every key may be missing. */
function foreignSummary(dir: string, given: Record<string, unknown>): RunSummary {
  const finals: Record<string, number> = {};
  for (const [name, value] of Object.entries(record(given.final_metrics))) {
    const number = toNumber(value);
    if (number !== undefined) finals[name] = number;
  }
  const finished = text(given.finished_at) || null;
  const status = text(given.status) as RunSummary["status"];
  return {
    ...given,
    name: text(given.name) || basename(dir),
    project: text(given.project) || basename(dirname(resolve(dir))),
    description: text(given.description),
    tags: list<unknown>(given.tags).map((tag) =>
      typeof tag === "object" ? stringifyJson(tag) : String(tag)
    ),
    params: record(given.params) as Record<string, JsonValue>,
    final_metrics: finals,
    artifacts: foreignArtifacts(given.artifacts),
    started_at: text(given.started_at) || null,
    finished_at: finished,
    format: 0,
    id: text(given.id) || text(given.run_id) || idByPlace(dir),
    status: STATUSES.includes(status) ? status : finished ? "finished" : unfinishedStatus(dir),
    error: null,
    note: text(given.note),
    metrics: {},
    param_changes: [],
    models: [],
    figures: [],
    tables: [],
    histograms: {},
    git: null,
    ordinal: 0,
    rerun_of: null,
    warnings: [],
  };
}

/**
 * Parses the text of a summary.json.
 *
 * @param dir The run folder, for what another tool's file leaves out.
 * @throws {SyntaxError} If it is no JSON, or no object.
 */
export function parseSummary(dir: string, content: string): RunSummary {
  const value = parseJson(content);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new SyntaxError(`Cannot read the summary of ${dir}: it is not a JSON object`);
  }
  const given = value as RunSummary;
  if (given.format !== 1) return foreignSummary(dir, value as Record<string, unknown>);
  // Ours: only the numbers that JSON lacks need a second look.
  for (const name in given.final_metrics) {
    const final = given.final_metrics[name];
    if (typeof final === "number") continue;
    given.final_metrics[name] = toNumber(final) ?? NaN;
  }
  for (const name in given.metrics) {
    const metric = given.metrics[name] as MetricSummary | null;
    if (!metric) continue;
    readPoint(metric.last);
    readPoint(metric.min);
    readPoint(metric.max);
  }
  return given;
}

/** Reads a summary.json file. */
export function readSummaryFile(dir: string, path: string): RunSummary {
  return parseSummary(dir, fs.readFileSync(path, "utf8"));
}
