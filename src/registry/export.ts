/**
 * Runs as rows: for CSV, Parquet, and libraries of data frames.
 *
 * @module
 */
import { type JsonValue, writeFileAtomic } from "../store/mod.ts";
import type { ExperimentInfo } from "./experiment_info.ts";

/** One run as a flat row: `id`, `name`, …, `params.<name>`, `metrics.<name>`. */
export type ExperimentRow = Record<string, string | number | boolean | null>;

/** Columns of text, also where no run has a value: the end of runs that all live, say. */
const TEXT_COLUMNS = [
  "id",
  "project",
  "name",
  "status",
  "tags",
  "started_at",
  "finished_at",
  "path",
] as const;

function setCell(row: ExperimentRow, name: string, value: JsonValue): void {
  if (typeof value !== "object" || value === null) row[name] = value;
  else if (Array.isArray(value) || Object.keys(value).length === 0) {
    row[name] = JSON.stringify(value);
  } else for (const [key, inner] of Object.entries(value)) setCell(row, `${name}.${key}`, inner);
}

/**
 * Runs as flat rows for a library of data frames: nested parameters are spread over columns
 * (`params.model.units`), arrays are JSON text, a metric's column holds its last value.
 *
 * @example Rows of a list
 * ```ts
 * import { ExperimentRegistry, toRows } from "@labbook/labbook";
 *
 * const registry = new ExperimentRegistry(await Deno.makeTempDir());
 * const rows = toRows(await registry.listExperiments());
 * if (rows.length !== 0) throw new Error("expected no runs");
 * ```
 */
export function toRows(runs: ExperimentInfo[]): ExperimentRow[] {
  return runs.map((run) => {
    const row: ExperimentRow & Record<typeof TEXT_COLUMNS[number], string | null> = {
      id: run.id,
      project: run.project,
      name: run.name,
      status: run.status,
      tags: run.tags.join(","),
      started_at: run.startedAt,
      finished_at: run.finishedAt,
      duration_seconds: run.durationSeconds,
      path: run.path,
    };
    for (const [name, value] of Object.entries(run.params)) setCell(row, `params.${name}`, value);
    for (const [name, value] of Object.entries(run.metrics)) row[`metrics.${name}`] = value;
    return row;
  });
}

function columnsOf(rows: ExperimentRow[]): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

function csvCell(value: ExperimentRow[string] | undefined): string {
  if (value === null || value === undefined) return "";
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Runs as CSV (RFC 4180): a header, then a line a run with the columns of {@linkcode toRows}.
 *
 * @example A list as CSV
 * ```ts
 * import { ExperimentRegistry, toCSV } from "@labbook/labbook";
 *
 * const registry = new ExperimentRegistry(await Deno.makeTempDir());
 * console.log(toCSV(await registry.listExperiments()));
 * ```
 */
export function toCSV(runs: ExperimentInfo[]): string {
  const rows = toRows(runs);
  const columns = columnsOf(rows);
  const lines = [
    columns.map(csvCell),
    ...rows.map((row) => columns.map((name) => csvCell(row[name]))),
  ];
  return lines.map((cells) => cells.join(",") + "\r\n").join("");
}

function columnData(
  rows: ExperimentRow[],
  name: string,
): { name: string; data: unknown[]; type: "STRING" | "DOUBLE" | "BOOLEAN"; nullable: true } {
  const data = rows.map((row) => row[name] ?? null);
  const present = data.filter((value) => value !== null);
  const isText = (TEXT_COLUMNS as readonly string[]).includes(name);
  if (!isText && present.every((value) => typeof value === "number")) {
    return { name, data, type: "DOUBLE", nullable: true };
  }
  if (!isText && present.every((value) => typeof value === "boolean")) {
    return { name, data, type: "BOOLEAN", nullable: true };
  }
  const texts = data.map((value) => value === null ? null : String(value));
  return { name, data: texts, type: "STRING", nullable: true };
}

/**
 * Writes runs to a Parquet file, with the columns of {@linkcode toRows}: numbers as doubles, columns
 * of several types as text.
 *
 * @param runs The runs.
 * @param path The file; one that exists is replaced.
 *
 * @example A list as Parquet
 * ```ts
 * import { ExperimentRegistry, toParquet } from "@labbook/labbook";
 *
 * const folder = await Deno.makeTempDir();
 * const registry = new ExperimentRegistry(folder);
 * await toParquet(await registry.listExperiments(), `${folder}/runs.parquet`);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function toParquet(runs: ExperimentInfo[], path: string): Promise<void> {
  const { parquetWriteBuffer } = await import("npm:hyparquet-writer@0.17.0");
  const rows = toRows(runs);
  const columns = rows.length > 0 ? columnsOf(rows) : [...TEXT_COLUMNS];
  const buffer = parquetWriteBuffer({
    columnData: columns.map((name) => columnData(rows, name)),
    codec: "SNAPPY",
  });
  writeFileAtomic(path, new Uint8Array(buffer));
}
