/**
 * The card of a run: all that is worth knowing of it at a glance.
 *
 * @module
 */
import fs from "node:fs";
import {
  type Card,
  cardHtml,
  type CardSection,
  cardText,
  DISPLAY,
  displayResult,
  flattenParams,
  formatNumber,
  formatTime,
  formatValue,
  shellWord,
  showBundle,
  sparkline,
  statusBadge,
  type TableCell,
} from "../../display/mod.ts";
import {
  fromIso,
  type MetricColumns,
  type MetricPoint,
  readMetrics,
  readParams,
  runPaths,
} from "../../store/mod.ts";
import { type ExperimentInfo, metricSummary } from "../experiment_info.ts";
import { metricDirection } from "../metric_direction.ts";
import { fileLines, gitLine, timeLine } from "./run_facts.ts";
import { readFigures } from "./run_figures.ts";

const CURVE_WIDTH = 20;
const METRICS_AT_MOST = 30;
/** Runs with more points are shown without curves: a card is there at once. */
const POINTS_AT_MOST = 1_000_000;

/**
 * A run, read for its card, which notebooks show.
 *
 * @example A run's card as text
 * ```ts
 * import { showRun, track } from "@labbook/labbook";
 *
 * const tracker = await track("docs/card", { baseDir: await Deno.makeTempDir() });
 * await tracker.finish();
 * const card = await showRun(tracker);
 * console.log(card.text());
 * if (card.run.status !== "finished") throw new Error("expected its end");
 * ```
 */
export class RunCard {
  /** The run. */
  readonly run: ExperimentInfo;
  readonly #html: string;
  readonly #text: string;

  /**
   * Takes what was read; `showRun()` reads it.
   *
   * @param run The run.
   * @param html The card as HTML.
   * @param text The card as text.
   */
  constructor(run: ExperimentInfo, html: string, text: string) {
    this.run = run;
    this.#html = html;
    this.#text = text;
  }

  /** The card as HTML. */
  html(): string {
    return this.#html;
  }

  /** The card as text. */
  text(): string {
    return this.#text;
  }

  /** What a notebook shows: the card. */
  [DISPLAY](): unknown {
    return displayResult(showBundle(this.#html, this.#text));
  }
}

function point(at: MetricPoint | null | undefined): string {
  if (!at) return "";
  return at.step === null ? formatNumber(at.value) : `${formatNumber(at.value)} at step ${at.step}`;
}

/** The machine's own metrics come last. */
function metricNames({ metrics }: ExperimentInfo): string[] {
  const isSystem = (name: string): number => Number(name.startsWith("system/"));
  return Object.keys(metrics).sort((a, b) => isSystem(a) - isSystem(b));
}

async function readCurves(run: ExperimentInfo): Promise<Map<string, MetricColumns>> {
  const points = Object.keys(run.metrics).reduce(
    (sum, name) => sum + (metricSummary(run, name)?.count ?? 0),
    0,
  );
  return points > POINTS_AT_MOST ? new Map() : await readMetrics(run.path);
}

async function metricSection(run: ExperimentInfo): Promise<CardSection[]> {
  const names = metricNames(run);
  if (names.length === 0) return [];
  const curves = await readCurves(run);
  const rows = names.slice(0, METRICS_AT_MOST).map((name): TableCell[] => {
    const summary = metricSummary(run, name);
    const mode = metricDirection(name);
    return [
      name,
      formatNumber(run.metrics[name]!),
      mode,
      point(summary?.[mode]),
      String(summary?.count ?? ""),
      sparkline(curves.get(name)?.value ?? [], CURVE_WIDTH),
    ];
  });
  const rest = names.length - rows.length;
  return [{
    title: rest > 0 ? `Metrics (${rows.length} of ${names.length})` : "Metrics",
    table: {
      columns: [
        { name: "metric" },
        { name: "last", align: "right" },
        { name: "" },
        { name: "best", align: "right" },
        { name: "points", align: "right" },
        { name: "curve" },
      ],
      rows,
    },
  }];
}

function pairs(title: string, lines: Iterable<readonly [string, string]>): CardSection[] {
  const facts = Array.from(lines, ([name, value]) => ({ name, value }));
  return facts.length === 0 ? [] : [{ title, facts }];
}

async function figureSections({ path, summary }: ExperimentInfo): Promise<CardSection[]> {
  const { pictures, named } = await readFigures(path, summary.figures);
  return [
    ...pictures.length === 0 ? [] : [{ title: "Figures", pictures }],
    ...named.length === 0 ? [] : [{ title: "Other figures", text: named.join("\n") }],
  ];
}

function prose(title: string, text: string | undefined): CardSection[] {
  return text ? [{ title, text }] : [];
}

/** Reads a run for its card. */
export async function readRunCard(run: ExperimentInfo): Promise<RunCard> {
  const card = await cardOf(run);
  return new RunCard(run, cardHtml(card), cardText(card));
}

async function cardOf(run: ExperimentInfo): Promise<Card> {
  const { path, summary, project, name } = run;
  const { code, tensorboard } = runPaths(path);
  const params = flattenParams(readParams(path, summary));
  const changes = summary.param_changes.map(({ name, from, to, timestamp }) =>
    [
      name,
      `${formatValue(from)} → ${formatValue(to)} at ${formatTime(fromIso(timestamp), "second")}`,
    ] as const
  );
  const files = fileLines({ ...summary, figures: [] });
  return {
    title: `${project}/${name}`,
    badge: statusBadge(run.status),
    facts: [
      { name: "about", value: summary.description },
      { name: "started", value: timeLine(summary) },
      { name: "tags", value: run.tags.join(", ") },
      { name: "git", value: gitLine(summary) },
      { name: "repeats", value: summary.rerun_of ?? "" },
      { name: "id", value: run.id },
      { name: "folder", value: path, isCode: true },
      {
        name: "TensorBoard",
        value: fs.existsSync(tensorboard) ? `tensorboard --logdir ${shellWord(tensorboard)}` : "",
        isCode: true,
      },
      {
        name: "again",
        value: fs.existsSync(code)
          ? `labbook rerun ${shellWord(`${project}/${name}`)} --verify`
          : "",
        isCode: true,
      },
    ],
    sections: [
      ...prose("Error", summary.error?.stack || summary.error?.message),
      ...pairs("Parameters", [...params].map(([name, value]) => [name, formatValue(value)])),
      ...pairs("Changed parameters", changes),
      ...await metricSection(run),
      ...prose("Note", summary.note),
      ...await figureSections(run),
      ...pairs("Files", files),
      ...prose("Warnings", summary.warnings.join("\n")),
    ],
  };
}
