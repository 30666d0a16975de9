/**
 * What differs between two runs, for a terminal.
 *
 * @module
 */
import { formatNumbers, formatValue, printable } from "../../display/mod.ts";
import type { Difference, FileDifference, MetricDifference, RunDiff } from "../../registry/mod.ts";
import { warn } from "../errors.ts";
import { placeOf } from "../runs.ts";
import { type Cell, type Column, renderTable } from "../table.ts";
import { output } from "../terminal.ts";

const { bold, cyan, dim, green, red } = output.style;

function columnsOf(names: string[]): Column[] {
  return names.map((name, i): Column => ({
    header: printable(name),
    minWidth: 12,
    cut: "middle",
    align: i === 0 ? "left" : "right",
  }));
}

function writeTable(title: string, names: string[], rows: Cell[][]): void {
  if (rows.length === 0) return;
  const { text } = renderTable(columnsOf(["", ...names]), rows, output, "  ");
  output.write(`\n${bold(title)}\n${text}`);
}

function valueRows(differences: Difference[]): Cell[][] {
  return differences.map(({ name, a, b }) => [
    { text: printable(name), style: dim },
    ...[a, b].map((value) => value === undefined ? "—" : formatValue(value)),
  ]);
}

/** Which of two values is better; undefined where neither is. */
function betterOf(
  [a, b]: MetricDifference["last"],
  mode: MetricDifference["mode"],
): 0 | 1 | undefined {
  if (a === null || b === null) return undefined;
  if (mode === "min" ? a < b : a > b) return 0;
  return (mode === "min" ? b < a : b > a) ? 1 : undefined;
}

/** The last values and the best ones, each in a row of its own where they are not the same. */
function metricRows(metrics: MetricDifference[]): Cell[][] {
  return metrics.flatMap(({ name, mode, last, best }) => {
    const isLast = best.every((value, i) => value === null || Object.is(value, last[i]));
    const rows = [{ label: name, values: last }];
    if (!isLast) rows.push({ label: `${mode} ${name}`, values: best });
    return rows.map(({ label, values }): Cell[] => {
      const better = betterOf(values, mode);
      const texts = formatNumbers(values.map((value) => value ?? undefined));
      return [
        { text: printable(label), style: cyan },
        ...texts.map((text, i): Cell =>
          i === better ? { text: `★ ${text}`, style: green } : text || "—"
        ),
      ];
    });
  });
}

function colored(line: string): string {
  const text = printable(line);
  if (/^(?:diff |--- |\+\+\+ )/.test(line)) return bold(text);
  if (line.startsWith("@@")) return cyan(text);
  return line.startsWith("+") ? green(text) : line.startsWith("-") ? red(text) : text;
}

function writeCode(files: FileDifference[]): void {
  if (files.length === 0) return;
  const signs = { added: "+", removed: "-", changed: "±" };
  output.write(`\n${bold("Code")}\n`);
  for (const { path, change, note } of files) {
    output.write(`  ${signs[change]} ${printable(path)}${note === "" ? "" : dim(`  ${note}`)}\n`);
  }
  for (const { diff } of files) {
    if (diff === null) continue;
    const lines = diff.replaceAll("\t", "    ").trimEnd().split("\n").map(colored);
    output.write(`\n${lines.join("\n")}\n`);
  }
}

/** Writes what differs to standard output. */
export function writeDifference(difference: RunDiff): void {
  const names = [difference.a, difference.b].map(({ path }) => placeOf(path).name);
  output.write(names.map((name) => bold(cyan(printable(name)))).join(" → ") + "\n");
  const { params, metrics, git, packages, environment, code, notes } = difference;
  writeTable("Parameters", names, valueRows(params));
  writeTable("Metrics", names, metricRows(metrics));
  writeTable("Git", names, valueRows(git));
  writeTable("Packages", names, valueRows(packages));
  writeTable("Environment", names, valueRows(environment));
  writeCode(code);
  const all = [params, metrics, git, packages, environment, code];
  if (all.every(({ length }) => length === 0)) {
    output.write("\nNothing that was recorded of the runs differs.\n");
  }
  for (const note of notes) warn(note);
}
