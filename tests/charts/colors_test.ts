/** Colours that everybody can read, and that stay with their runs. @module */

import assert from "node:assert/strict";
import {
  LINE_COLOR,
  OTHERS_COLOR,
  RAMP,
  runStyles,
  STYLES,
  TEXT_COLOR,
} from "../../src/charts/colors.ts";
import type { ExperimentInfo } from "../../src/registry/mod.ts";

type Color = [red: number, green: number, blue: number];

/** The page of a light theme, and that of JupyterLab's dark one. */
const PAGES = ["#ffffff", "#111111"];

function linear(color: string): Color {
  return [1, 3, 5].map((at) => {
    const part = parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as Color;
}

/** What WCAG calls contrast. */
function contrast(a: string, b: string): number {
  const luminance = (color: string): number => {
    const [red, green, blue] = linear(color);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}

/** How people see who lack a kind of cone: Machado, Oliveira and Fernandes, 2009, in full severity. */
const EYES: Record<string, readonly Color[]> = {
  "all cones": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  "protanopia": [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  "deuteranopia": [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  "tritanopia": [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function product(matrix: readonly Color[], [x, y, z]: Color): Color {
  return matrix.map(([a, b, c]) => a * x + b * y + c * z) as Color;
}

/** OKLab: equal distances look about equally different. */
function oklab(color: Color): Color {
  const cones = product([
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
  ], color.map((part) => Math.min(1, Math.max(0, part))) as Color).map(Math.cbrt) as Color;
  return product([
    [0.2104542553, 0.793617785, -0.0040720468],
    [1.9779984951, -2.428592205, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.808675766],
  ], cones);
}

function distance(a: string, b: string, eyes: readonly Color[]): number {
  const [first, second] = [a, b].map((color) => oklab(product(eyes, linear(color))));
  return Math.hypot(...first!.map((part, i) => part - second![i]!));
}

function runsOf(ids: string[]): ExperimentInfo[] {
  return ids.map((id) => ({ id }) as ExperimentInfo);
}

Deno.test("colours of runs, axes and ramps have 3:1 contrast on white and on dark pages", () => {
  const between = RAMP.slice(1).map((color, i) => {
    const mix = [1, 3, 5].map((at) =>
      Math.round(
        (parseInt(color.slice(at, at + 2), 16) + parseInt(RAMP[i]!.slice(at, at + 2), 16)) / 2,
      ).toString(16).padStart(2, "0")
    );
    return `#${mix.join("")}`;
  });
  const colors = [
    ...STYLES.map(({ color }) => color),
    LINE_COLOR,
    OTHERS_COLOR,
    ...RAMP,
    ...between,
  ];
  for (const color of colors) {
    for (const page of PAGES) {
      assert.ok(contrast(color, page) >= 3, `${color} on ${page}: ${contrast(color, page)}`);
    }
  }
});

Deno.test("text has 4.5:1 contrast on white, and 4:1 on dark pages", () => {
  assert.ok(contrast(TEXT_COLOR, PAGES[0]!) >= 4.5, `${contrast(TEXT_COLOR, PAGES[0]!)}`);
  assert.ok(contrast(TEXT_COLOR, PAGES[1]!) >= 4, `${contrast(TEXT_COLOR, PAGES[1]!)}`);
});

Deno.test("no two colours look alike, whichever cones somebody has", () => {
  for (const [name, eyes] of Object.entries(EYES)) {
    for (const [i, a] of STYLES.entries()) {
      for (const b of STYLES.slice(0, i)) {
        const far = distance(a.color, b.color, eyes);
        assert.ok(far >= 0.065, `${a.color} and ${b.color} with ${name}: ${far}`);
      }
    }
  }
});

Deno.test("a run keeps its colour and shape in every comparison where it does not collide", () => {
  const alone = runStyles(runsOf(["a1b2c3"]))[0];
  for (const other of ["x", "y", "z"]) {
    assert.deepEqual(runStyles(runsOf(["a1b2c3", other]))[0], alone);
  }
});

Deno.test("the first eight runs have eight colours and eight shapes, in the order in which they started", () => {
  for (let seed = 0; seed < 50; seed++) {
    const ids = Array.from({ length: 10 }, (_, i) => `${seed}-${i * 7919}`);
    const styles = runStyles(runsOf(ids));
    assert.equal(new Set(styles.slice(0, 8).map(({ color }) => color)).size, 8);
    assert.equal(new Set(styles.slice(0, 8).map(({ shape }) => shape)).size, 8);
    assert.equal(new Set(styles.map(({ color, shape }) => `${color} ${shape}`)).size, 10);
    assert.deepEqual(runStyles(runsOf(ids)), styles);
  }
});
