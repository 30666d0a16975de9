/** What a notebook is given of a chart. @module */
import assert from "node:assert/strict";
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
  assert.equal(data["application/vnd.vegalite.v5+json"], spec);
  assert.equal(data["image/svg+xml"], await renderSvg(spec));
  assert.equal(data["text/plain"], "a and b");
  const png = Uint8Array.fromBase64(data["image/png"]);
  assert.deepEqual(png, await renderPng(data["image/svg+xml"]));
  const { width, height } = readPng(png);
  assert.deepEqual(metadata, {
    "application/vnd.vegalite.v5+json": { embed_options: { actions: false } },
    "image/png": { width: width / 2, height: height / 2 },
  });
});

Deno.test("a broken specification is an error here, as frontends fall back on nothing", async () => {
  await assert.rejects(() => chartBundle({ ...curves(["a"]), concat: [{ mark: "lines" }] }, ""), {
    name: "TypeError",
    message: /^Cannot draw a chart: /,
  });
});
