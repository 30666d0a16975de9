/**
 * The thread that draws live charts: it reads journals and renders while the kernel answers messages.
 *
 * @module
 */
/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />

import { checkLiveOptions, LiveChart } from "../../charts/mod.ts";
import type { FromCharts, ToCharts } from "./protocol.ts";

const charts = new Map<string, { chart: LiveChart; turn: number }>();

function say(message: FromCharts): void {
  self.postMessage(message);
}

function watch(id: string, turn: number, options: unknown): void {
  const running = charts.get(id);
  if (running !== undefined) {
    running.turn = turn;
    return running.chart.settle(false);
  }
  const chart = new LiveChart(
    checkLiveOptions(options),
    (bundle, { final }) => say({ type: "frame", id, bundle, final }),
  );
  const kept = { chart, turn };
  charts.set(id, kept);
  chart.ended.then(() => {
    charts.delete(id);
    say({ type: "ended", id, turn: kept.turn });
  }, (error) => {
    charts.delete(id);
    fail(id, error);
  });
  chart.start();
}

function fail(id: string, error: unknown): void {
  say({ type: "failed", id, message: error instanceof Error ? error.message : String(error) });
}

self.onmessage = async ({ data }: MessageEvent<ToCharts>) => {
  try {
    if (data.type === "watch") watch(data.id, data.turn, data.options);
    else if (data.type === "settle") charts.get(data.id)?.chart.settle();
    else {
      await charts.get(data.id)?.chart.finish();
      say({ type: "finished", id: data.id });
    }
  } catch (error) {
    fail(data.id, error);
  }
};
