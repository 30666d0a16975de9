/** What a notebook is given of a chart. @module */
import assert from "node:assert/strict";
import { TEXT_COLOR } from "../../src/charts/colors.ts";
import { chartBundle, renderPng, renderSvg } from "../../src/charts/render/mod.ts";
import { curves, readPng } from "./render_sample.ts";

Deno.test("a bundle has the chart for every frontend, and nothing that would hide it", async () => {
  const spec = curves(["a", "b"]);
  const { data, metadata } = await chartBundle(spec, "a and b");
  assert.deepEqual(Object.keys(data), [
    "application/vnd.vegalite.v5+json",
    "image/svg+xml",
    "image/png",
    "text/plain",
  ]);
  const embedOptions = { actions: false, renderer: "svg" };
  assert.deepEqual(data["application/vnd.vegalite.v5+json"], {
    ...spec,
    usermeta: { embedOptions },
  });
  assert.equal(data["image/svg+xml"], await renderSvg(spec));
  assert.equal(data["text/plain"], "a and b");
  const png = Uint8Array.fromBase64(data["image/png"]!);
  assert.deepEqual(png, await renderPng(data["image/svg+xml"]));
  const { width, height } = readPng(png);
  assert.deepEqual(metadata, {
    "application/vnd.vegalite.v5+json": { embed_options: embedOptions },
    "image/png": { width: width / 2, height: height / 2 },
  });
});

Deno.test("a broken specification is an error here, as frontends fall back on nothing", async () => {
  await assert.rejects(() => chartBundle({ ...curves(["a"]), concat: [{ mark: "lines" }] }, ""), {
    name: "TypeError",
    message: /^Cannot draw a chart: /,
  });
});

Deno.test("text has the colour of the page that draws a chart; data, and what has colours of its own, are left alone", async () => {
  const values = [{ color: TEXT_COLOR, value: TEXT_COLOR, y: 1 }];
  const spec = {
    title: TEXT_COLOR,
    data: { values },
    layer: [
      { mark: { type: "text", color: TEXT_COLOR }, encoding: { y: { field: "y" } } },
      { mark: "point", encoding: { color: { value: "#0072b2" } } },
    ],
    config: { axis: { labelColor: TEXT_COLOR }, style: { "guide-title": { fill: TEXT_COLOR } } },
  };
  const { data } = await chartBundle(spec, "");
  const drawn = data["application/vnd.vegalite.v5+json"];
  assert.deepEqual(drawn, {
    title: TEXT_COLOR,
    data: { values },
    layer: [
      { mark: { type: "text", color: "currentColor" }, encoding: { y: { field: "y" } } },
      { mark: "point", encoding: { color: { value: "#0072b2" } } },
    ],
    config: {
      axis: { labelColor: "currentColor" },
      style: { "guide-title": { fill: "currentColor" } },
    },
    usermeta: { embedOptions: { actions: false, renderer: "svg" } },
  });
  assert.equal(spec.config.axis.labelColor, TEXT_COLOR);
});
