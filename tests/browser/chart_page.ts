/** Charts and tables as they are seen in a page. @module */

import type { Locator } from "playwright-core";

/** A piece of text, and how well it reads. */
export interface SeenText {
  /** The text. */
  text: string;
  /** The contrast of its colour with what is behind it, as WCAG reckons it: 1 to 21. */
  contrast: number;
}

/** The line of a run in a panel. */
export interface SeenLine {
  /** The run, as the legend names it. */
  run: string;
  /** Its colour. */
  color: string;
  /** From 0 to 1. */
  opacity: number;
  /** The contrast of its colour with what is behind it. */
  contrast: number;
}

/** Cells that track three runs, and compare them. */
export const COMPARING = [
  `for (const [name, rate] of [["slow", 0.01], ["fast", 0.05], ["faster", 0.2]]) {
  %track demo/\${name} rate=\${rate} --no-tensorboard
  for (let step = 0; step < 200; step++) {
    const rest = Math.exp(-step * rate);
    tracker.logMetrics({ loss: 0.1 + rest, accuracy: 1 - rest }, step);
  }
}
%track stop`,
  "%compare",
];

/** What functions in the page share; the tests are checked without the types of browsers. */
const CONTRAST = `
  const parts = (color) => {
    const numbers = color.match(/[\\d.]+/g).map(Number);
    return { channels: numbers.slice(0, 3), alpha: numbers[3] ?? 1 };
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const { channels, alpha } = parts(getComputedStyle(at).backgroundColor);
      if (alpha === 1) return channels;
    }
    throw new Error("nothing is behind it");
  };
  const luminance = (channels) => {
    const [red, green, blue] = channels.map((channel) => {
      const share = channel / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (element, color) => {
    const back = behind(element);
    const { channels, alpha } = parts(color);
    const seen = channels.map((channel, i) => channel * alpha + back[i] * (1 - alpha));
    const [low, high] = [luminance(seen), luminance(back)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };`;

/** The texts of a chart that a page drew as SVG: titles, axes and legend. */
export async function chartTexts(chart: Locator): Promise<SeenText[]> {
  return await inPage(
    chart,
    `[...root.querySelectorAll("text")].filter(({ textContent }) => textContent !== "").map((text) => ({
      text: text.textContent,
      contrast: contrast(text, getComputedStyle(text).fill),
    }))`,
  );
}

/** The lines of the runs in the first panel of a chart. */
export async function chartLines(chart: Locator): Promise<SeenLine[]> {
  return await inPage(
    chart,
    `[...root.querySelectorAll(".lines0_marks path[d]")].map((line) => ({
      run: line.getAttribute("aria-label").replace(/^.*; r: /, ""),
      color: getComputedStyle(line).stroke,
      opacity: Number(getComputedStyle(line).opacity),
      contrast: contrast(line, getComputedStyle(line).stroke),
    }))`,
  );
}

/** The cells of a table. */
export async function tableTexts(table: Locator): Promise<SeenText[]> {
  return await inPage(
    table,
    `[...root.querySelectorAll("th, td")].filter(({ innerText }) => innerText.trim() !== "").map((cell) => ({
      text: cell.innerText.trim(),
      contrast: contrast(cell, getComputedStyle(cell).color),
    }))`,
  );
}

async function inPage<Result>(root: Locator, expression: string): Promise<Result> {
  return await root.evaluate(
    (element, source) => new Function("root", source)(element) as Result,
    `${CONTRAST} return ${expression};`,
  );
}
