/**
 * The card of a run.
 *
 * @module
 */
import { relative } from "node:path";
import { fromIso, runPaths, type RunSummary } from "../../store/mod.ts";
import {
  counted,
  flattenParams,
  formatBytes,
  formatDuration,
  formatTime,
  formatValue,
  printable,
} from "../../display/mod.ts";
import { statusCell } from "../status.ts";
import { type Cell, renderPairs } from "../table.ts";
import { tensorboardCall } from "../tensorboard_call.ts";
import { output } from "../terminal.ts";
import { metricTable } from "./metric_table.ts";
import { existingFolders, type RunView } from "./read_run.ts";

const { bold, cyan, yellow, red } = output.style;

function gitLine({ git }: RunSummary): string {
  if (!git?.commit) return "";
  const commit = git.commit.slice(0, 10);
  const changed = git.dirty ? ", with uncommitted changes" : "";
  return printable(git.branch ? `${git.branch} at ${commit}${changed}` : `${commit}${changed}`);
}

function timeLine({ started_at, finished_at, status }: RunSummary): string {
  const start = fromIso(started_at);
  const end = status === "running" ? Date.now() : fromIso(finished_at);
  const took = formatDuration(end - start);
  const from = formatTime(start, "second");
  return took ? `${from}, ${status === "running" ? `for ${took} now` : `took ${took}`}` : from;
}

function facts({ name, path, summary }: RunView): [string, Cell][] {
  const shortPath = relative(Deno.cwd(), path) || ".";
  const folders = existingFolders(path);
  const pairs: [string, Cell][] = [
    ["status", statusCell(summary.status, output.style)],
    ["started", timeLine(summary)],
    ["tags", printable(summary.tags.join(", "))],
    ["id", printable(summary.id)],
    ["folder", shortPath.startsWith("..") ? path : shortPath],
    ["git", gitLine(summary)],
    ["repeats", summary.rerun_of ? printable(summary.rerun_of) : ""],
    ["tensorboard", folders.has("tensorboard") ? tensorboardCall(runPaths(path).tensorboard) : ""],
    ["again", folders.has("code") ? `labbook rerun ${name} --verify` : ""],
  ];
  return pairs.filter(([, cell]) => cell !== "");
}

function section(title: string, body: string): void {
  if (body !== "") output.write(`\n${bold(title)}\n${body}`);
}

function fileLines(summary: RunSummary): [string, Cell][] {
  const lines: [string, Cell][] = [];
  for (
    const { name, type, size, version, files, path } of [...summary.artifacts, ...summary.models]
  ) {
    const parts = [
      printable(type),
      size > 0 ? formatBytes(size) : "",
      files ? counted(files.length, "file") : "",
      version > 1 ? `version ${version}` : "",
      printable(path),
    ];
    lines.push([printable(name), parts.filter((part) => part !== "").join("  ")]);
  }
  for (const { name, step, files } of summary.figures) {
    const paths = Object.values(files).map(({ path }) => printable(path)).join(" ");
    lines.push([printable(name), `figure${step === null ? "" : `  step ${step}`}  ${paths}`]);
  }
  for (const { name, rows, columns, path } of summary.tables) {
    const size = `${counted(rows, "row")} of ${counted(columns.length, "column")}`;
    lines.push([printable(name), `table  ${size}  ${printable(path)}`]);
  }
  for (const [name, count] of Object.entries(summary.histograms)) {
    lines.push([printable(name), counted(count, "histogram")]);
  }
  return lines;
}

function prose(text: string): string {
  return text.trim().split("\n").map((line) => `  ${printable(line)}`.trimEnd() + "\n").join("");
}

/** Writes the card of a run to standard output. */
export function writeCard(view: RunView): void {
  const { summary } = view;
  output.write(bold(cyan(printable(view.name))) + "\n");
  if (summary.description) output.write(prose(summary.description));
  output.write("\n" + renderPairs(facts(view), output, false));
  if (summary.error) output.write(`\n${red(bold("Error"))}\n${prose(errorText(summary))}`);
  const params = [...flattenParams(summary.params)].map(([name, value]): [string, Cell] => [
    printable(name),
    formatValue(value),
  ]);
  section("Parameters", renderPairs(params, output));
  section("Changed parameters", changedParams(summary));
  section("Metrics", metricTable(view));
  section("Files", renderPairs(fileLines(summary), output));
  section("Note", summary.note ? prose(summary.note) : "");
  const warnings = summary.warnings.map((warning) => `  ${yellow(printable(warning))}\n`);
  section("Warnings", warnings.join(""));
}

function errorText({ error }: RunSummary): string {
  return error?.stack || error?.message || "";
}

function changedParams({ param_changes }: RunSummary): string {
  const lines = param_changes.map(({ name, from, to, timestamp }): [string, Cell] => [
    printable(name),
    `${formatValue(from)} → ${formatValue(to)}  at ${formatTime(fromIso(timestamp), "second")}`,
  ]);
  return renderPairs(lines, output);
}
