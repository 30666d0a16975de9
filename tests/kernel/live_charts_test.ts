/** Live charts under cells, drawn by a thread of the kernel. @module */

import assert from "node:assert/strict";
import { LiveCharts } from "../../src/kernel/live_charts/mod.ts";
import { ExperimentTracker } from "../../mod.ts";
import { LiveChart } from "../../src/charts/mod.ts";
import { tempDir } from "../helpers/mod.ts";

interface Published {
  type: string;
  cell: number;
  // deno-lint-ignore no-explicit-any
  content: any;
}

/** Charts whose messages are kept. */
class KeptCharts implements AsyncDisposable {
  readonly published: Published[] = [];
  readonly logged: string[] = [];
  readonly charts: LiveCharts<number>;
  #waiting: (() => void)[] = [];

  constructor(idleTime?: number) {
    this.charts = new LiveCharts({
      ...idleTime === undefined ? {} : { idleTime },
      publish: (type, content, cell) => {
        this.published.push({ type, content, cell });
        for (const look of this.#waiting) look();
      },
      log: (text) => this.logged.push(text),
    });
  }

  /** Resolves when what was published fulfils something. */
  until(holds: (published: Published[]) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (holds(this.published)) resolve();
      };
      this.#waiting.push(look);
      look();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.charts.close();
  }
}

function tracker(baseDir: string): ExperimentTracker {
  return new ExperimentTracker({
    project: "live",
    experimentName: "thread",
    baseDir,
    useTensorboard: false,
    saveCode: false,
    saveEnv: false,
  });
}

function order(id: string, dir: string) {
  const options = { dirs: [dir], metrics: ["loss"] };
  return { id, first: new LiveChart(options, () => {}).first(), ...options };
}

// deno-lint-ignore no-explicit-any
function isInteractive({ content }: { content: any }): boolean {
  return content.data["image/svg+xml"] !== undefined;
}

Deno.test("a chart is shown at once, updated in its place while its run logs, and final when it has ended", async () => {
  using dir = tempDir();
  const run = tracker(dir.path);
  await using kept = new KeptCharts();
  kept.charts.watch(order("chart", run.path), 7);
  assert.equal(kept.published.length, 1);
  await kept.until((published) => published.length > 1);
  for (let i = 0; i < 100; i++) run.logMetric("loss", 1 / (i + 1), i);
  await kept.until((published) => /0\.01\b/.test(published.at(-1)!.content.data["text/plain"]));
  await run.finish();
  await kept.until((published) => isInteractive(published.at(-1)!));
  const { published } = kept;
  assert.deepEqual([...new Set(published.map(({ type }) => type))], [
    "display_data",
    "update_display_data",
  ]);
  assert.equal(published[0]!.type, "display_data");
  assert.ok(
    published.every(({ cell, content }) => cell === 7 && content.transient.display_id === "chart"),
  );
  assert.deepEqual(kept.logged, []);
});

Deno.test("displayed again in another cell, a chart shows what it had and goes on there", async () => {
  using dir = tempDir();
  const run = tracker(dir.path);
  run.logMetric("loss", 0.123, 0);
  await using kept = new KeptCharts();
  kept.charts.watch(order("chart", run.path), 1);
  await kept.until((published) => /0\.123/.test(published.at(-1)!.content.data["text/plain"]));
  kept.charts.watch(order("chart", run.path), 2);
  const again = kept.published.at(-1)!;
  assert.deepEqual([again.type, again.cell], ["display_data", 2]);
  assert.match(again.content.data["text/plain"], /0\.123/);
  run.logMetric("loss", 0.456, 1);
  await kept.until((published) => /0\.456/.test(published.at(-1)!.content.data["text/plain"]));
  assert.equal(kept.published.at(-1)!.cell, 2);
  await run.finish();
  await kept.until((published) => isInteractive(published.at(-1)!));
});

Deno.test("a loop that asks for a chart again and again shows it once", async () => {
  using dir = tempDir();
  const run = tracker(dir.path);
  await using kept = new KeptCharts();
  for (let i = 0; i < 50; i++) {
    run.logMetric("loss", i, i);
    kept.charts.watch(order("chart", run.path), 1);
  }
  await kept.until((published) => /\b49\b/.test(published.at(-1)!.content.data["text/plain"]));
  assert.equal(kept.published.filter(({ type }) => type === "display_data").length, 1);
  await run.finish();
});

Deno.test("a chart becomes final when its cell is over and nothing more comes, or when that is asked for", async () => {
  using dir = tempDir();
  const run = tracker(dir.path);
  run.logMetric("loss", 0.5, 0);
  await using kept = new KeptCharts();
  kept.charts.watch(order("over", run.path), 1);
  await kept.charts.finish();
  assert.ok(isInteractive(kept.published.at(-1)!));
  run.logMetric("loss", 0.25, 1);
  await kept.until((published) => !isInteractive(published.at(-1)!));
  kept.charts.cellEnded(1);
  await kept.until((published) => isInteractive(published.at(-1)!));
  await run.finish();
  await kept.charts.finish();
});

Deno.test("a chart that rests without its thread goes on when something is logged", async () => {
  using dir = tempDir();
  const run = tracker(dir.path);
  run.logMetric("loss", 0.5, 0);
  await using kept = new KeptCharts(1);
  kept.charts.watch(order("resting", run.path), 1);
  kept.charts.cellEnded(1);
  await kept.until((published) => isInteractive(published.at(-1)!));
  // More than the thread is kept, and more than once.
  for (const value of [0.321, 0.123]) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    run.logMetric("loss", value, 1);
    await kept.until((published) => {
      const last = published.at(-1)!;
      return isInteractive(last) && last.content.data["text/plain"].includes(String(value));
    });
  }
  await run.finish();
  await kept.charts.finish();
  assert.deepEqual(kept.logged, []);
});

Deno.test("what cannot be drawn is told once, in the chart's place", async () => {
  await using kept = new KeptCharts();
  const first = { data: { "text/plain": "at first" }, metadata: {} };
  kept.charts.watch({ id: "wrong", first, dirs: ["nowhere"], smooth: 2 }, 1);
  await kept.until((published) => published.length === 2);
  const message = "Cannot draw a live chart: smooth is 2, expected a number from 0 to below 1";
  assert.equal(kept.published[1]!.content.data["text/plain"], `This chart stopped: ${message}`);
  assert.deepEqual(kept.logged, [`Cannot go on with the live chart wrong: ${message}`]);
  await kept.charts.finish();
  assert.throws(() => kept.charts.watch({ id: 3 }, 1), {
    name: "TypeError",
    message:
      "Cannot draw a live chart: got 3 as its id, expected a name, run folders, and what it shows at first",
  });
});
