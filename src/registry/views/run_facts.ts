/**
 * What a run's summary tells, as lines that people read.
 *
 * @module
 */
import { counted, formatBytes, formatDuration, formatTime, printable } from "../../display/mod.ts";
import { fromIso, type GitSummary, type RunSummary } from "../../store/mod.ts";

/** The branch, the commit, and whether there were changes; empty where nothing is known. */
export function gitLine({ git }: { git: GitSummary | null }): string {
  if (!git?.commit) return "";
  const commit = git.commit.slice(0, 10);
  const changed = git.dirty ? ", with uncommitted changes" : "";
  return printable(git.branch ? `${git.branch} at ${commit}${changed}` : `${commit}${changed}`);
}

/** When a run started, and how long it took; empty where nothing is known. */
export function timeLine({ started_at, finished_at, status }: RunSummary): string {
  const start = fromIso(started_at);
  const end = status === "running" ? Date.now() : fromIso(finished_at);
  const took = formatDuration(end - start);
  const from = formatTime(start, "second");
  return took ? `${from}, ${status === "running" ? `for ${took} now` : `took ${took}`}` : from;
}

/** The files of a run: names, and what is known of each. */
export function fileLines(summary: RunSummary): [name: string, description: string][] {
  const lines: [string, string][] = [];
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
