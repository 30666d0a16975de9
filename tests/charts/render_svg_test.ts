/** Charts as SVG. @module */
import assert from "node:assert/strict";
import { renderPng, renderSvg } from "../../src/charts/render/mod.ts";
import { curves, HOSTILE_NAMES } from "./render_sample.ts";

/** The colours of a picture's texts. */
function textColors(svg: string): Set<string> {
  return new Set(Array.from(svg.matchAll(/<text [^>]*fill="([^"]+)"/g), ([, fill]) => fill!));
}

/** What WCAG calls contrast. */
async function contrast(a: string, b: string): Promise<number> {
  const { expressionFunction } = await import("npm:vega@6.4.0");
  return Number(expressionFunction("contrast")(a, b));
}

Deno.test("an SVG has a background of its own, and text that can be read on it", async () => {
  for (const background of [undefined, "white", "#111111", "hsl(210, 40%, 30%)", "ivory"]) {
    const svg = await renderSvg(curves(["a", "b"]), { background });
    assert.ok(svg.includes(`fill="${background ?? "white"}"`), `no ${background}`);
    const colors = textColors(svg);
    assert.ok(colors.size > 0);
    for (const color of colors) {
      const found = await contrast(color, background ?? "white");
      assert.ok(found >= 4.5, `${color} on ${background}: ${found}`);
    }
  }
});

Deno.test("without a background, a chart keeps the colours of its specification", async () => {
  const svg = await renderSvg(curves(["a", "b"]), { background: null });
  assert.ok(textColors(svg).has("#888888"));
  assert.ok(!svg.includes('fill="white"'));
});

Deno.test("the same chart is the same text each time, also while others are drawn", async () => {
  const names = Array.from({ length: 12 }, (_, i) => `run-${i}`);
  const [first, ...others] = await Promise.all(names.map(() => renderSvg(curves(names))));
  for (const other of others) assert.equal(other, first);
});

Deno.test("names with markup, controls and 10,000 characters leave an SVG well-formed", async () => {
  for (const name of HOSTILE_NAMES) {
    const svg = await renderSvg(curves([`${name} 1`, `${name} 2`], `of ${name}`));
    assert.doesNotMatch(svg, /<(script|img|foreignObject|iframe)\b|<svg[^>]*onload/i);
    // deno-lint-ignore no-control-regex
    assert.doesNotMatch(svg, /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/);
    assert.ok(svg.isWellFormed());
    // Its parser takes nothing but well-formed XML.
    await renderPng(svg, { scale: 0.1 });
  }
});

Deno.test("text is measured as wide as it is drawn, and Vega's own measure is put back", async () => {
  const vega = await import("npm:vega@6.4.0");
  const { textMetrics } = vega as unknown as { textMetrics: { width: unknown } };
  const before = textMetrics.width;
  const width = async (name: string): Promise<number> => {
    const svg = await renderSvg(curves([name]));
    return Number(/<svg[^>]* width="([\d.]+)"/.exec(svg)?.[1]);
  };
  // A legend of twenty narrow letters takes less room than one of twenty wide ones.
  const narrow = await width("i".repeat(20));
  const wide = await width("M".repeat(20));
  // At 10 pixels an i is 2.78 pixels wide, and an M 8.63: legends are cut at 160.
  assert.ok(wide - narrow > 95 && wide - narrow < 120, `${narrow} and ${wide}`);
  assert.equal(textMetrics.width, before);
});

Deno.test("a chart whose data are elsewhere is refused", async () => {
  const spec = { ...curves(["a"]), data: { url: "https://example.org/data.json" } };
  await assert.rejects(() => renderSvg(spec), {
    name: "TypeError",
    message: 'Cannot draw a chart: it loads "https://example.org/data.json", ' +
      "expected data within the specification",
  });
  const image = {
    data: { values: [{ src: "file:///etc/passwd" }] },
    mark: "image",
    encoding: { url: { field: "src", type: "nominal" } },
  };
  await assert.rejects(() => renderSvg(image), {
    name: "TypeError",
    message:
      'Cannot draw a chart: it loads "file:///etc/passwd", expected data within the specification',
  });
});

Deno.test("what is no specification, and what is no colour, is told", async () => {
  await assert.rejects(() => renderSvg({ mark: 5 }), {
    name: "TypeError",
    message: /^Cannot draw a chart: .+, expected a Vega-Lite specification$/,
  });
  const broken = { ...curves(["a"]), transform: [{ calculate: "(((", as: "z" }] };
  await assert.rejects(() => renderSvg(broken), {
    name: "TypeError",
    message: /^Cannot draw a chart: /,
  });
  await assert.rejects(() => renderSvg(curves(["a"]), { background: "nocolour" }), {
    name: "TypeError",
    message: 'Cannot draw a chart on the background "nocolour": expected a CSS colour',
  });
});
