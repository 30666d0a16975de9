/** Runs that show themselves: lists as tables, a run as a card. @module */
import assert from "node:assert/strict";
import { join } from "node:path";
import { best, runs, showRun } from "../../src/registry/mod.ts";
import { tempDir } from "../helpers/mod.ts";
import { makeRun } from "./helpers.ts";

const DISPLAY = Symbol.for("Jupyter.display");

/** What a notebook of the stock kernel shows: the MIME bundle alone. */
async function shown(value: unknown): Promise<{ "text/html": string; "text/plain": string }> {
  return await Reflect.get(value as object, DISPLAY).call(value);
}

Deno.test("runs() is an array that shows what tells runs apart, the best marked", async () => {
  await using dir = await tempDir();
  await makeRun(dir.path, "a", { params: { lr: 0.1, seed: 1 }, metrics: { loss: [3, 1, 2] } });
  await makeRun(dir.path, "b", {
    params: { lr: 0.2, seed: 1 },
    metrics: { loss: [4, 3] },
    tags: ["x"],
  });
  const list = await runs({ baseDir: dir.path, sort: "name" });
  assert.deepEqual(list.map(({ name }) => name), ["a", "b"]);
  assert.equal(list.filter(() => true).constructor, Array);
  const [caption, header, rule, first, second] = list.text().split("\n");
  assert.equal(caption, "2 runs");
  assert.match(header!, /^run {2}status +started +took +lr +loss +min loss +tags$/);
  assert.match(rule!, /^─+( {2}─+)+$/);
  assert.match(first!, /^a {4}✓ finished .* 0\.1 +2 +★ 1$/);
  assert.match(second!, /^b {4}✓ finished .* 0\.2 +3 +3 +x$/);
  const bundle = await shown(list);
  assert.equal(bundle["text/plain"], list.text());
  assert(bundle["text/html"].startsWith("<table") && bundle["text/html"].includes("★ 1</td>"));
});

Deno.test("runs() shows names with their projects where there are several, and no runs as a sentence", async () => {
  await using dir = await tempDir();
  assert.equal((await runs({ baseDir: dir.path })).text(), "There are no such runs");
  assert.equal(
    (await shown(await runs({ baseDir: dir.path })))["text/html"],
    "<p>There are no such runs</p>",
  );
  await makeRun(dir.path, "a", { project: "p" });
  await makeRun(dir.path, "a", { project: "q" });
  const list = await runs({ baseDir: dir.path, sort: "project" });
  assert.deepEqual(list.text().split("\n").slice(3).map((line) => line.slice(0, 3)), [
    "p/a",
    "q/a",
  ]);
  assert.equal((await runs({ baseDir: dir.path, project: "q" })).length, 1);
  await assert.rejects(runs({ baseDir: dir.path, wher: "x" } as never), {
    name: "TypeError",
    message:
      'Cannot list runs: there is no option "wher", expected one of where, sort, limit, offset, status, tags',
  });
});

Deno.test("a long list shows its first hundred runs, and eight of many parameters", async () => {
  await using dir = await tempDir();
  const keys = Array.from({ length: 12 }, (_, i) => `p${i}`);
  for (let i = 0; i < 2; i++) {
    await makeRun(dir.path, `r${i}`, { params: Object.fromEntries(keys.map((key) => [key, i])) });
  }
  const list = await runs({ baseDir: dir.path });
  assert(list.text().startsWith("2 runs, with 8 of 12 parameters that differ\n"));
  for (let i = 0; i < 100; i++) list.push(list[0]!);
  assert(list.text().startsWith("The first 100 of 102 runs, with 8 of 12"));
  assert.equal(list.text().split("\n").length, 103);
});

Deno.test("best() is a run that shows itself as a card", async () => {
  await using dir = await tempDir();
  await makeRun(dir.path, "worse", { metrics: { loss: [2] } });
  await makeRun(dir.path, "better", { metrics: { loss: [1, 5] }, params: { layers: [64, 32] } });
  const found = await best("loss", undefined, { baseDir: dir.path });
  assert.equal(found?.name, "better");
  const { "text/plain": text } = await shown(found);
  assert(text.startsWith("tests/better · ✓ finished\n"));
  assert.match(text, /Parameters\n {2}layers {2}\[64, 32\]\n/);
  assert.match(text, /loss +5 {2}min {2}1 at step 0 +2 {2}▁█/);
  assert.equal(await best("accuracy", "max", { baseDir: dir.path }), null);
});

Deno.test("showRun() shows the figures as images in which nothing can run, and names the others", async () => {
  await using dir = await tempDir();
  const tracker = await makeRun(dir.path, "figures", { status: null });
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  await tracker.logFigure(svg, "drawn", { step: 3 });
  await tracker.logFigure("<b onclick='alert(1)'>html</b>", "page");
  await tracker.logFigure(
    svg.replace("<script>", `<desc>${"x".repeat(300_000)}</desc><script>`),
    "huge",
  );
  tracker.setNote("# Note <img src=x onerror=alert(1)>\nsecond line");
  await tracker.finish("failed", new Error("</pre><script>alert(2)</script>"));
  const card = await showRun(tracker);
  const html = card.html();
  assert(html.includes(`src="data:image/svg+xml;base64,${btoa(svg)}"`));
  assert(html.includes("drawn, step 3"));
  assert(!/<script|<img src=x|onclick='/.test(html));
  assert.match(
    card.text(),
    /Other figures\n {2}page: figures\/page\.html \(\d+ B\)\n {2}huge: figures\/huge\.svg \(300 kB\)/,
  );
  assert.match(card.text(), /Note\n {2}# Note <img src=x onerror=alert\(1\)>\n {2}second line/);
  assert.match(card.text(), /Error\n {2}Error: <\/pre>/);
});

Deno.test("a summary from elsewhere does not make a card read other files", async () => {
  await using dir = await tempDir();
  await Deno.writeTextFile(join(dir.path, "secret.svg"), "<svg>secret</svg>");
  const tracker = await makeRun(join(dir.path, "runs"), "evil", { status: null });
  await tracker.logFigure("<svg></svg>", "figure");
  await tracker.finish();
  const file = join(tracker.path, "summary.json");
  const summary = JSON.parse(await Deno.readTextFile(file));
  summary.figures[0].files["image/svg+xml"].path = "../../../secret.svg";
  await Deno.writeTextFile(file, JSON.stringify(summary));
  const card = await showRun(tracker.path);
  assert(!card.html().includes(btoa("<svg>secret</svg>")));
  assert(card.text().includes("figure: ../../../secret.svg"));
});

Deno.test("names and values of any kind stay text in lists and cards", async () => {
  await using dir = await tempDir();
  const hostile = `<img src=x onerror="alert('1')">&\n\u202e\ud800`;
  await makeRun(dir.path, "a", {
    params: { [hostile]: hostile, ["__proto__"]: { ["__proto__"]: 1 }, long: "x".repeat(10_000) },
    metrics: { [hostile]: [1], ["__proto__"]: [2] },
    tags: [hostile.slice(0, 50)],
  });
  await makeRun(dir.path, "b", {
    params: { [hostile]: 1 },
    metrics: { [hostile]: [NaN], constructor: [Infinity] },
  });
  const list = await runs({ baseDir: dir.path });
  const card = await showRun("a", { baseDir: dir.path });
  for (const html of [list.html(), card.html()]) {
    assert(!html.includes("<img") && !/[\u202e\ud800]/.test(html));
    assert(
      html.includes("&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;\\n\\u202e"),
    );
    assert(html.includes("__proto__") && !html.includes("x".repeat(1100)) && html.length < 20_000);
  }
  assert(list.text().includes("__proto__.__proto__"));
  assert.match(card.text(), /\n {2}__proto__\.__proto__ +1\n/);
  assert.match(card.text(), /\n {2}__proto__ +2 /);
});
