/** Charts to draw, and pictures to look into. @module */

import type { ChartSpec } from "../../src/charts/render/mod.ts";
import { Buffer } from "node:buffer";
import { PNG } from "npm:pngjs@7.0.0";

/** Names that mean something to HTML, XML, CSS, Vega's expressions or JavaScript, or to no text at all. */
export const HOSTILE_NAMES: readonly string[] = [
  `</script><script>globalThis.injected = 1</script>`,
  `<img src=x onerror="globalThis.injected = 2">`,
  `"'><svg onload='globalThis.injected = 3'>`,
  "]]>&amp;&#0;<!--",
  "a\nb\r\nc\td",
  "\0\x08\x1b[31m\x7f\ufffe",
  "\ud800 alone",
  "datum['__proto__'] ${1} \\u003c",
  "__proto__",
  "constructor",
  "loss[0].a\\.b",
  "x".repeat(10_000),
];

/** Curves of runs, as a comparison has them. */
export function curves(names: readonly string[], metric = "train/loss"): ChartSpec {
  const values = names.flatMap((run, i) =>
    Array.from({ length: 20 }, (_, x) => ({ run, x, y: Math.exp(-x / (5 + i)) }))
  );
  const panel = (title: string) => ({
    title,
    width: 200,
    height: 120,
    mark: "line",
    encoding: {
      x: { field: "x", type: "quantitative", title: "step" },
      y: { field: "y", type: "quantitative", title: null },
      color: { field: "run", type: "nominal" },
      tooltip: { field: "run", type: "nominal" },
    },
  });
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    background: null,
    title: metric,
    data: { values },
    concat: [panel(metric), panel("accuracy")],
    columns: 2,
    config: { axis: { labelColor: "#888888" } },
  };
}

/** A picture's pixels. */
export interface Picture {
  /** In pixels. */
  width: number;
  /** In pixels. */
  height: number;
  /** Red, green, blue and opacity of each, from the top left. */
  data: Uint8Array;
}

/** Reads a PNG. */
export function readPng(png: Uint8Array): Picture {
  return PNG.sync.read(Buffer.from(png));
}

/** How many pixels differ visibly from the first one. */
export function inkOf({ width, data }: Picture, left = 0, right: number = width): number {
  let count = 0;
  for (let at = 0; at < data.length; at += 4) {
    const x = (at / 4) % width;
    if (x < left || x >= right) continue;
    if (Math.abs(data[at]! - data[0]!) > 60) count++;
  }
  return count;
}
