/**
 * A comparison as a report: one HTML file with everything in it.
 *
 * @module
 */
import { counted, htmlTable, printable } from "../../../display/mod.ts";
import type { ExperimentInfo, RunProblem } from "../../../registry/mod.ts";
import type { ChartSpec } from "../compile.ts";
import { chartFigure } from "./chart_figure.ts";
import { differencesHtml } from "./differences.ts";
import { pageHtml, type PageSection } from "./page.ts";

/** What a report tells: a comparison of runs. */
export interface ReportedComparison {
  /** The runs, in the order in which they started. */
  readonly runs: readonly ExperimentInfo[];
  /** The metrics. */
  readonly metrics: readonly string[];
  /** The chart; null where there is only the table. */
  readonly spec: ChartSpec | null;
  /** What differs between the runs. */
  readonly table: {
    /** The table as HTML. */
    html(): string;
  };
  /** What could not be read. */
  readonly problems: readonly RunProblem[];
}

/**
 * Writes the report of a comparison: its charts, interactive where scripts run, the table, and how code
 * and environment of the runs differ. The file needs neither network nor other files, and follows the
 * theme of the reader's system.
 */
export async function reportHtml(comparison: ReportedComparison): Promise<string> {
  const { runs, metrics, spec, table, problems } = comparison;
  const projects = [...new Set(runs.map(({ project }) => project))];
  const title = projects.length === 1
    ? `${projects[0]}: ${counted(runs.length, "run")} compared`
    : `${counted(runs.length, "run")} of ${counted(projects.length, "project")} compared`;
  const [figure, differences] = await Promise.all([
    spec === null ? undefined : chartFigure(spec, title),
    differencesHtml(runs),
  ]);
  const sections: PageSection[] = [
    { title: "What differs", html: table.html() },
    { title: "Code and environment", html: differences },
    { title: "What could not be read", html: problems.length > 0 ? problemsTable(problems) : "" },
  ];
  return pageHtml({
    title: printable(title),
    about: `${counted(metrics.length, "metric")}, written ${new Date().toISOString().slice(0, 10)}`,
    sections: sections.filter(({ html }) => html !== ""),
    ...figure === undefined ? {} : { figure },
  });
}

function problemsTable(problems: readonly RunProblem[]): string {
  return htmlTable({
    columns: [{ name: "run" }, { name: "problem" }],
    rows: problems.map(({ path, message }) => [path, message]),
  });
}
