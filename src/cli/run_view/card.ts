/**
 * The card of a run.
 *
 * @module
 */
import { relative } from "node:path";
import { fromIso, runPaths, type RunSummary } from "../../store/mod.ts";
import { flattenParams, formatTime, formatValue, printable } from "../../display/mod.ts";
import { fileLines, gitLine, timeLine } from "../../registry/mod.ts";
import { statusCell } from "../status.ts";
import { type Cell, renderPairs } from "../table.ts";
import { tensorboardCall } from "../tensorboard_call.ts";
import { output } from "../terminal.ts";
import { metricTable } from "./metric_table.ts";
import { existingFolders, type RunView } from "./read_run.ts";

const { bold, cyan, yellow, red } = output.style;

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
