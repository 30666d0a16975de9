/** Tables as HTML and as text. @module */
import assert from "node:assert/strict";
import {
  escapeHtml,
  htmlTable,
  shorten,
  type TableView,
  textTable,
} from "../../src/display/mod.ts";

Deno.test("textTable() aligns by the width that is shown, numbers right with as many decimals each", () => {
  const view: TableView = {
    caption: "3 runs",
    columns: [{ name: "run" }, { name: "loss" }, { name: "層", align: "right" }, { name: "tags" }],
    rows: [
      ["手書き", 0.123456789, "[64, 32]", null],
      ["b", 0.5, "[1]", { text: "best of all", mark: "best" }],
      ["c\n🐧", NaN, "", { text: "x", mark: "differs", title: "why" }],
    ],
  };
  assert.equal(
    textTable(view),
    `\
3 runs
run        loss        層  tags
──────  ───────  ────────  ─────────────
手書き  0.12346  [64, 32]
b       0.50000       [1]  ★ best of all
c\\n🐧       NaN            ≠ x`,
  );
});

Deno.test("a table without rows, or with rows that are too short, is one all the same", () => {
  assert.equal(textTable({ columns: [{ name: "a" }, { name: "b" }], rows: [] }), "a  b\n─  ─");
  assert.equal(
    textTable({ columns: [{ name: "a" }, { name: "b" }], rows: [[1]] }),
    "a  b\n─  ─\n1",
  );
  assert.match(
    htmlTable({ columns: [], rows: [] }),
    /^<table [^>]*><thead><tr><\/tr><\/thead>\n<tbody><\/tbody><\/table>$/,
  );
});

Deno.test("htmlTable() aligns, marks by a sign and not by colour alone, and has no colours of its own", () => {
  const html = htmlTable({
    columns: [{ name: "run" }, { name: "loss" }],
    rows: [["a", 1], ["b", 0.5]],
    caption: "2 <runs>",
  });
  assert.equal(
    html,
    '<table style="table-layout:auto;margin-left:0">' +
      '<caption style="text-align:left;caption-side:top">2 &lt;runs&gt;</caption>' +
      '<thead><tr><th style="text-align:left">run</th><th style="text-align:right">loss</th></tr></thead>\n' +
      '<tbody><tr><td style="text-align:left">a</td><td style="text-align:right">1.0</td></tr>\n' +
      '<tr><td style="text-align:left">b</td><td style="text-align:right">0.5</td></tr>\n</tbody></table>',
  );
  const marked = htmlTable({
    columns: [{ name: "x" }],
    rows: [[{ text: "1", mark: "best", title: "at 3" }]],
  });
  assert(marked.includes('<td style="text-align:left;font-weight:bold" title="at 3">★ 1</td>'));
});

Deno.test("no text of a table is HTML, whatever it is", () => {
  const hostile = [
    "<script>alert(1)</script>",
    `"><img src=x onerror='alert(1)'>`,
    "&amp;&lt;",
    "__proto__",
    "${x}{{y}}",
    "a\u0000\n\t\u202eb",
    "\ud800",
  ];
  const html = htmlTable({
    columns: hostile.map((name) => ({ name })),
    rows: [hostile.map((text) => ({ text, title: text, mark: "differs" as const })), hostile],
    caption: hostile.join(""),
  });
  assert.deepEqual(
    new Set(html.match(/<[^a-z/]?\/?[a-z]+/g)),
    new Set([
      "<table",
      "<caption",
      "</caption",
      "<thead",
      "<tr",
      "<th",
      "</th",
      "</tr",
      "</thead",
      "<tbody",
      "<td",
      "</td",
      "</tbody",
      "</table",
    ]),
  );
  assert(!/onerror='|[\u202e\ud800]/.test(html.replaceAll(escapeHtml(hostile.join("")), "")));
  assert(html.includes(">a\\u0000\\n\\t\\u202eb</td>") && html.includes(">&amp;amp;&amp;lt;</td>"));
});

Deno.test("long texts are cut, and told as a title, itself of a limited length", () => {
  const long = "手".repeat(10_000);
  const html = htmlTable({ columns: [{ name: "x" }], rows: [[long], ["y".repeat(65)], [1e-300]] });
  assert(html.includes(`>${"手".repeat(31)}…</td>`));
  assert(html.includes(`title="${"手".repeat(499)}…"`));
  assert(html.includes(`title="${"y".repeat(65)}"`));
  assert(html.length < 2000);
  assert.equal(
    textTable({ columns: [{ name: "x" }], rows: [[long]] }).split("\n")[2],
    "手".repeat(23) + "…",
  );
  assert.equal(shorten("👩‍🔬".repeat(10_000), 5), "👩‍🔬👩‍🔬…");
  assert.equal(shorten("\ud83d", 5), "\ufffd");
});
