/**
 * How the differences of two runs are shown.
 *
 * @module
 */
import {
  type Card,
  type CardSection,
  counted,
  formatNumber,
  formatNumbers,
  formatValue,
  type TableCell,
} from "../../display/mod.ts";
import type { ExperimentInfo } from "../experiment_info.ts";
import type { Difference, FileDifference, MetricDifference } from "./difference.ts";
import type { RunDifferences } from "./run_diff.ts";

const ROWS_AT_MOST = 200;
const DIFF_LINES_AT_MOST = 2000;

/** Two runs and what differs. */
interface Shown extends RunDifferences {
  a: ExperimentInfo;
  b: ExperimentInfo;
}

/** What two runs are called: by their names, with their projects where these differ. */
export function runNames(a: ExperimentInfo, b: ExperimentInfo): [string, string] {
  return a.project === b.project
    ? [a.name, b.name]
    : [`${a.project}/${a.name}`, `${b.project}/${b.name}`];
}

function valueCell(value: Difference["a"]): TableCell {
  return value === undefined ? "—" : formatValue(value);
}

function differenceSection(
  title: string,
  differences: Difference[],
  names: [string, string],
): CardSection[] {
  if (differences.length === 0) return [];
  const shown = differences.slice(0, ROWS_AT_MOST);
  return [{
    title: shown.length < differences.length
      ? `${title} (${shown.length} of ${differences.length})`
      : title,
    table: {
      columns: [{ name: "" }, { name: names[0] }, { name: names[1] }],
      rows: shown.map(({ name, a, b }) => [name, valueCell(a), valueCell(b)]),
    },
  }];
}

/** Two numbers with as many decimals each; the better one is marked. */
function pairCells([a, b]: [number | null, number | null], mode: "min" | "max"): TableCell[] {
  const texts = formatNumbers([a ?? undefined, b ?? undefined]);
  return [a, b].map((value, i) => {
    const other = i === 0 ? b : a;
    const isBetter = value !== null && other !== null &&
      (mode === "min" ? value < other : value > other);
    return isBetter ? { text: texts[i]!, mark: "best" } : value === null ? "—" : texts[i]!;
  });
}

function changeText([a, b]: [number | null, number | null]): string {
  if (a === null || b === null || !Number.isFinite(b - a)) return "";
  return `${b > a ? "+" : ""}${formatNumber(b - a)}`;
}

function metricSection(metrics: MetricDifference[], [a, b]: [string, string]): CardSection[] {
  if (metrics.length === 0) return [];
  const rows = metrics.slice(0, ROWS_AT_MOST).map(({ name, mode, last, best }): TableCell[] => [
    name,
    ...pairCells(last, mode),
    changeText(last),
    mode,
    ...pairCells(best, mode),
  ]);
  const right = (name: string) => ({ name, align: "right" as const });
  return [{
    title: "Metrics",
    table: {
      columns: [
        { name: "last value" },
        right(a),
        right(b),
        right("change"),
        { name: "best" },
        right(a),
        right(b),
      ],
      rows,
    },
  }];
}

const CHANGES = { added: "+", removed: "-", changed: "±" };

function codeSections(code: FileDifference[]): CardSection[] {
  if (code.length === 0) return [];
  const files = code.map(({ path, change, note }) =>
    `${CHANGES[change]} ${path}${note === "" ? "" : ` (${note})`}`
  );
  const lines = code.map(({ diff }) => diff ?? "").join("").trimEnd().split("\n");
  const shown = lines.slice(0, DIFF_LINES_AT_MOST).join("\n");
  const rest = lines.length - DIFF_LINES_AT_MOST;
  return [
    { title: `Code: ${counted(code.length, "file")}`, text: files.join("\n") },
    ...shown === "" ? [] : [{
      title: rest > 0 ? `Differences of the code (${rest} more lines)` : "Differences of the code",
      diff: shown,
    }],
  ];
}

/** The card of what differs between two runs. */
export function diffCard(shown: Shown): Card {
  const names = runNames(shown.a, shown.b);
  const sections = [
    ...differenceSection("Parameters", shown.params, names),
    ...metricSection(shown.metrics, names),
    ...differenceSection("Git", shown.git, names),
    ...differenceSection("Packages", shown.packages, names),
    ...differenceSection("Environment", shown.environment, names),
    ...codeSections(shown.code),
  ];
  return {
    title: names.join(" → "),
    facts: [{
      name: "",
      value: sections.length === 0 ? "Nothing that was recorded of the runs differs" : "",
    }],
    sections: [
      ...sections,
      ...shown.notes.length === 0 ? [] : [{ title: "Not compared", text: shown.notes.join("\n") }],
    ],
  };
}
