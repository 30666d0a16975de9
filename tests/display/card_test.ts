/** Cards, differences and pictures. @module */
import assert from "node:assert/strict";
import {
  type Card,
  cardHtml,
  cardText,
  diffHtml,
  pictureHtml,
  statusBadge,
} from "../../src/display/mod.ts";

const CARD: Card = {
  title: "penguins/baseline",
  badge: statusBadge("finished"),
  facts: [
    { name: "commit", value: "0123456789 on main, clean" },
    { name: "tags", value: "" },
    { name: "folder", value: "/" + "x".repeat(300), isCode: true },
  ],
  sections: [
    { title: "Parameters", facts: [{ name: "lr", value: "0.1" }, { name: "empty", value: "" }] },
    { title: "Note", text: "first\n  second\n" },
    { title: "Code", diff: "--- a\n+++ b\n@@ -1 +1 @@\n-x\n+y\n", isFolded: true },
    { title: "Metrics", table: { columns: [{ name: "loss" }], rows: [[1]] } },
  ],
};

Deno.test("cardText() has the facts that are known, and what is to be copied whole", () => {
  assert.equal(
    cardText(CARD),
    `\
penguins/baseline · ✓ finished
  commit  0123456789 on main, clean
  folder  /${"x".repeat(300)}

Parameters
  lr     0.1
  empty

Note
  first
    second

Code
  --- a
  +++ b
  @@ -1 +1 @@
  -x
  +y

Metrics
  loss
  ────
     1`,
  );
});

Deno.test("cardHtml() follows the theme: no colours of text, no scripts, nothing from elsewhere", () => {
  const html = cardHtml(CARD);
  assert(!/[;"]color:|<script|<style|<link|https?:|url\(|class=/.test(html));
  assert(html.includes(`>/${"x".repeat(300)}</span>`));
  assert(html.includes("<details><summary>Code</summary>"));
  assert.equal(html.match(/<div/g)?.length, html.match(/<\/div>/g)?.length);
});

Deno.test("a card's texts are never HTML, and never endless", () => {
  const hostile = `</pre></td></div><script>alert("1")</script>`;
  const html = cardHtml({
    title: hostile,
    badge: hostile,
    facts: [{ name: hostile, value: hostile }, {
      name: hostile,
      value: hostile.repeat(1000),
      isCode: true,
    }],
    sections: [{
      title: hostile,
      text: `${hostile}\n`.repeat(10_000),
      diff: `+${hostile}\n@@${hostile}`,
    }],
  });
  assert(!html.includes("<script") && !html.includes("</pre></td>") && html.length < 30_000);
  assert(html.includes("\n…\n"));
});

Deno.test("diffHtml() tells what came and what went by their signs, beside a background", () => {
  assert.equal(
    diffHtml(
      "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n same\t<b>\n-old\n+new\n\\ No newline at end of file\n",
    ),
    '<pre style="overflow:auto;line-height:1.3"><b>--- a/x</b>\n<b>+++ b/x</b>\n<b>@@ -1,2 +1,2 @@</b>\n' +
      ' same    &lt;b&gt;\n<span style="background-color:rgba(248,81,73,0.2)">-old</span>\n' +
      '<span style="background-color:rgba(46,160,67,0.2)">+new</span>\n\\ No newline at end of file</pre>',
  );
});

Deno.test("the lines of a difference are cut where they are very long", () => {
  const diff = `+${"x".repeat(100_000)}\n`;
  assert.equal(diffHtml(diff).match(/\+x+…/)?.[0].length, 500);
  assert.equal(cardText({ title: "a", facts: [], sections: [{ title: "b", diff }] }).length, 507);
});

Deno.test("pictureHtml() is an image by its own bytes, in which SVG runs no scripts", () => {
  const bytes = new TextEncoder().encode("<svg><script>alert(1)</script></svg>");
  assert.equal(
    pictureHtml({ name: '"x"', type: "image/svg+xml", bytes }),
    `<figure style="margin:0.5em 0"><img alt="&quot;x&quot;" src="data:image/svg+xml;base64,${bytes.toBase64()}" ` +
      'style="max-width:100%"><figcaption>&quot;x&quot;</figcaption></figure>',
  );
});
