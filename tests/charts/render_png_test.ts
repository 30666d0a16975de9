/** Charts as PNG, and what must not happen: a picture without its text. @module */
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { renderPng, renderSvg } from "../../src/charts/render/mod.ts";
import { readFonts } from "../../src/charts/render/fonts.ts";
import { rasterize } from "../../src/charts/render/resvg.ts";
import { shippedFonts } from "../../src/charts/render/fonts.ts";
import { tempDir } from "../helpers/mod.ts";
import { curves, inkOf, readPng } from "./render_sample.ts";

const TEXT = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40">` +
  `<rect width="200" height="40" fill="white"/>` +
  `<text x="10" y="25" font-family="sans-serif" font-size="16">`;

Deno.test("a PNG has its text, where one without a font has none", async () => {
  const svg = await renderSvg(curves(["first run", "second run"]));
  const picture = readPng(await renderPng(svg));
  using dir = tempDir();
  const noFont = { path: dir.write("empty.ttf", ""), bytes: new Uint8Array() };
  const fonts = { regular: noFont, bold: noFont };
  const blank = readPng(await rasterize(svg, { zoom: 2, fonts, needsMoreFonts: false }));
  assert.deepEqual([blank.width, blank.height], [picture.width, picture.height]);
  // Right of the panels there is only the legend: its labels are most of its ink.
  const legend = picture.width - 150;
  assert.ok(inkOf(picture, legend) > 3 * inkOf(blank, legend) + 300);
  // On the left there is nothing but an axis' labels.
  assert.ok(inkOf(picture, 0, 30) > 50);
  assert.equal(inkOf(blank, 0, 30), 0);
});

Deno.test("titles are drawn in bold", async () => {
  const regular = inkOf(readPng(await renderPng(`${TEXT}Title of a chart</text></svg>`)));
  const bold = inkOf(
    readPng(
      await renderPng(`${TEXT}<tspan font-weight="bold">Title of a chart</tspan></text></svg>`),
    ),
  );
  assert.ok(bold > regular * 1.2, `${bold} and ${regular}`);
});

Deno.test("Greek, Cyrillic, arrows and signs of mathematics are drawn", async () => {
  const tofu = inkOf(readPng(await renderPng(`${TEXT}\u{10ffff}</text></svg>`)));
  for (const character of ["λ", "Ж", "→", "≤", "∞", "½", "★", "▲", "▼"]) {
    const ink = inkOf(readPng(await renderPng(`${TEXT}${character}</text></svg>`)));
    assert.ok(ink > 0 && ink !== tofu, character);
  }
});

Deno.test("a missing font is an error", async () => {
  using dir = tempDir();
  const path = dir.join("DejaVuSans.ttf");
  await assert.rejects(() => readFonts(pathToFileURL(dir.path + "/")), {
    name: "Error",
    message: `Cannot draw the text of a chart: the font ${path} cannot be read, ` +
      "expected the file that Labbook ships",
  });
});

Deno.test("the scale is that of the pixels, as far as a picture's limit", async () => {
  const svg = await renderSvg(curves(["a"]));
  const one = readPng(await renderPng(svg, { scale: 1 }));
  const two = readPng(await renderPng(svg));
  assert.deepEqual([two.width, two.height], [2 * one.width, 2 * one.height]);
  assert.equal(readPng(await renderPng(svg, { scale: 1000 })).width, 4096);
  for (const scale of [0, -1, NaN, Infinity]) {
    await assert.rejects(() => renderPng(svg, { scale }), {
      name: "RangeError",
      message: `Cannot draw a PNG: scale is ${scale}, expected a number above 0`,
    });
  }
});

Deno.test("what is no SVG of a size is told", async () => {
  await assert.rejects(() => renderPng("<svg></svg>"), {
    name: "TypeError",
    message: 'Cannot draw a PNG: the SVG begins with "<svg></svg>", ' +
      "expected an <svg> with width and height",
  });
});

Deno.test("WebAssembly draws what native code draws", async () => {
  const svg = await renderSvg(curves(["a", "b"]));
  const { regular, bold } = await shippedFonts();
  // Fonts that lie in no file are only for WebAssembly.
  const fonts = { regular: { bytes: regular.bytes }, bold: { bytes: bold.bytes } };
  const wasm = readPng(await rasterize(svg, { zoom: 2, fonts, needsMoreFonts: false }));
  const native = readPng(await renderPng(svg));
  assert.deepEqual([wasm.width, wasm.height], [native.width, native.height]);
  assert.ok(inkOf(native) > 1000);
  assert.ok(Math.abs(inkOf(wasm) - inkOf(native)) < inkOf(native) / 100);
});
