/**
 * What differs between two runs.
 *
 * @module
 */
import { cardHtml, cardText, DISPLAY, displayResult, showBundle } from "../../display/mod.ts";
import type { ExperimentInfo } from "../experiment_info.ts";
import type { Difference, FileDifference, MetricDifference } from "./difference.ts";
import { diffCard } from "./diff_card.ts";

/** The parts of a {@linkcode RunDiff}. */
export interface RunDifferences {
  /** The parameters that differ; nested ones with dots. */
  params: Difference[];
  /** The metrics that differ, without those of the machine. */
  metrics: MetricDifference[];
  /** The commit, branch, and other facts of git that differ. */
  git: Difference[];
  /** The packages whose versions differ. */
  packages: Difference[];
  /** The versions, the machine, permissions and arguments that differ. */
  environment: Difference[];
  /** The files of code that differ. */
  code: FileDifference[];
  /** What could not be compared, one sentence each. */
  notes: string[];
}

/**
 * What differs between two runs; in a notebook it shows itself as tables with the differences of the code.
 *
 * @example What a run did differently
 * ```ts
 * import { diff, track } from "@labbook/labbook";
 *
 * const baseDir = await Deno.makeTempDir();
 * for (const lr of [0.1, 0.01]) {
 *   const tracker = await track(`docs/rate ${lr}`, { params: { lr, seed: 1 }, baseDir });
 *   await tracker.finish();
 * }
 * const difference = await diff("rate 0.1", "rate 0.01", { baseDir });
 * console.log(difference.text());
 * const [param] = difference.params;
 * if (param?.name !== "lr" || param.b !== 0.01) throw new Error("expected the rate");
 * ```
 */
export class RunDiff implements RunDifferences {
  /** The first run. */
  readonly a: ExperimentInfo;
  /** The second run. */
  readonly b: ExperimentInfo;
  /** The parameters that differ; nested ones with dots. */
  readonly params: Difference[];
  /** The metrics that differ, without those of the machine. */
  readonly metrics: MetricDifference[];
  /** The commit, branch, and other facts of git that differ. */
  readonly git: Difference[];
  /** The packages whose versions differ. */
  readonly packages: Difference[];
  /** The versions, the machine, permissions and arguments that differ. */
  readonly environment: Difference[];
  /** The files of code that differ. */
  readonly code: FileDifference[];
  /** What could not be compared, one sentence each. */
  readonly notes: string[];

  /**
   * Takes what was compared; `diff()` compares it.
   *
   * @param a The first run.
   * @param b The second run.
   * @param parts What differs.
   */
  constructor(a: ExperimentInfo, b: ExperimentInfo, parts: RunDifferences) {
    this.a = a;
    this.b = b;
    this.params = parts.params;
    this.metrics = parts.metrics;
    this.git = parts.git;
    this.packages = parts.packages;
    this.environment = parts.environment;
    this.code = parts.code;
    this.notes = parts.notes;
  }

  /** The differences of all files of code, one below the other: a patch from the first run to the second. */
  get patch(): string {
    return this.code.map(({ diff }) => diff ?? "").join("");
  }

  /** The differences as HTML. */
  html(): string {
    return cardHtml(diffCard(this));
  }

  /** The differences as text. */
  text(): string {
    return cardText(diffCard(this));
  }

  /** What a notebook shows: the differences. */
  [DISPLAY](): unknown {
    return displayResult(showBundle(this.html(), this.text()));
  }
}
