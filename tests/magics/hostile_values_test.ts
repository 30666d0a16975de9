/** Names and values that are meant to break something, from the magics to what they show. @module */
import assert from "node:assert/strict";
import { kernelTest, type Shown } from "./magic_kernel.ts";
import { loadRun, statuses, summaryOf } from "./tracked_runs.ts";

const TEXTS = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "</td></table><b>'\"&amp;",
  "]]></svg><script>",
  "__proto__",
  "constructor",
  "line\nbreak\r\n\u2028and\0more",
  "${process.exit(1)} `x` \\",
  "datum['x'] || alert(1)",
  "x".repeat(10_000),
  "\u202egnp.exe",
  "😀".repeat(100),
];

/** HTML and SVG as a browser would run it. */
function assertHarmless({ data }: Shown, call: string): void {
  for (const type of ["text/html", "image/svg+xml"]) {
    const markup = data[type];
    if (typeof markup !== "string") continue;
    for (const [tag] of markup.matchAll(/<(?:[^>"']|"[^"]*"|'[^']*')*>/g)) {
      const bare = tag.replaceAll(/"[^"]*"|'[^']*'/g, "");
      assert.doesNotMatch(bare, /^<\/?(?:script|img)\b|\son\w+\s*=/i, `${call}: ${tag}`);
    }
    assert(!/<b>(?:bold|')/.test(markup), call);
    assert(markup.length < 400_000, `${call}: ${type} has ${markup.length} characters`);
  }
  const vega = data["application/vnd.vegalite.v5+json"];
  if (vega !== undefined) assert.equal(typeof JSON.parse(JSON.stringify(vega)), "object");
}

kernelTest(
  "odd names and values of metrics, parameters, tags and notes are kept, and shown harmlessly",
  async (kernel) => {
    const { run } = kernel;
    const cards: Shown[] = [];
    await run(`const texts: string[] = ${JSON.stringify(TEXTS)};
const params = Object.fromEntries(texts.map((text, index) => [text.slice(0, 200), texts.at(-index)]));
const names = texts.map((text) => text.slice(0, 200));`);
    for (const name of ["one", "two"]) {
      const { displays } = await run(`%track odd/${name} which=${name} --no-tensorboard
%param all=\${params} "<b>bold</b>"="</td>" __proto__={"constructor":"<script>"} long=\${"y".repeat(1e4)}
tracker.logParams(Object.fromEntries(Object.entries(params).map(([key, value]) => [key, value + "${name}"])));
%log "<script>alert(1)</script>"=1 "]]></svg><script>"=2 __proto__=3 constructor=4 "a\\"b'c"=5 "datum['x']"=6 --step 1
%log "<script>alert(1)</script>"=2 "]]></svg><script>"=3 __proto__=4 constructor=5 "a\\"b'c"=6 "datum['x']"=\${${
        name === "one" ? 7 : NaN
      }} --step 2
%tag "<script>" "a\\"b" __proto__
%note <script>alert(1)</script> \${texts[2]}`);
      cards.push(...displays);
    }
    cards.push(...(await run("%track stop")).displays);
    for (const card of cards) assertHarmless(card, "%track");

    const { params, final_metrics, tags, note } = summaryOf(kernel, "odd/one");
    const shown = params.all as Record<string, unknown>;
    assert.deepEqual(Object.keys(shown).length, TEXTS.length);
    assert(Object.hasOwn(shown, "__proto__") && Object.hasOwn(params, "__proto__"));
    assert.equal(params.long, "y".repeat(10_000));
    assert.deepEqual(Object.entries(final_metrics).slice(0, 4), [
      ["<script>alert(1)</script>", 2],
      ["]]></svg><script>", 3],
      ["__proto__", 4],
      ["constructor", 5],
    ]);
    assert.deepEqual(tags, ["<script>", 'a"b', "__proto__"]);
    assert.equal(note, `<script>alert(1)</script> ${TEXTS[2]}`);
    assert.equal((await loadRun(kernel, "odd/one")).metricsHistory.__proto__!.length, 2);

    for (
      const call of [
        "%run odd/one",
        "%runs",
        "%best __proto__ max",
        "%diff odd/one odd/two",
        "%compare",
        "%compare --kind bars --by '<b>bold</b>'",
        "%compare --kind scatter --by which --metrics __proto__,constructor",
        "%compare --kind parallel",
        "%compare --kind table",
        "%compare --log --smooth 0.5 --x relative",
        '%compare --metrics "]]></svg><script>","datum[\'x\']","a\\"b\'c"',
        "%compare --live",
      ]
    ) {
      const { displays } = await run(call);
      assert(displays.length > 0, call);
      for (const display of displays) assertHarmless(display, call);
    }
  },
);

kernelTest(
  "names of runs and projects that are none are refused, whatever is in them",
  async (kernel) => {
    for (const text of TEXTS) {
      await kernel.run(`const name = ${JSON.stringify(text)};`);
      for (
        const call of ["%track p/${name}", "%%track ${name}/x\nnull"]
      ) {
        const { error, traceback } = await kernel.try(call);
        if (error === undefined) continue;
        assert.match(error, /^TypeError: Cannot /, call);
        assert(traceback.length < 3000, traceback.length.toString());
      }
      await kernel.run("%track stop");
    }
    // These are names as any other.
    assert.deepEqual(await statuses(kernel), [
      "__proto__/x finished",
      "constructor/x finished",
      "p/__proto__ finished",
      "p/constructor finished",
    ]);
  },
);
