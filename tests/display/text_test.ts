/** Text as wide as a terminal shows it. @module */
import assert from "node:assert/strict";
import { pad, printable, textWidth, truncate } from "../../src/display/mod.ts";

Deno.test("textWidth() counts East Asian and emoji characters twice, marks not at all", () => {
  const widths: Record<string, number> = {
    "": 0,
    "plain": 5,
    "手書き": 6,
    "한국어": 6,
    "ｆｕｌｌ": 8,
    "ﾊﾝｶｸ": 4,
    "é": 1,
    "e\u0301": 1,
    "नि": 1,
    "🐧": 2,
    "👩‍🔬": 2,
    "👍🏽": 2,
    "🇯🇵": 2,
    "❤️": 2,
    "1️⃣": 2,
    "→ ★ ▁█": 6,
    "Привет": 6,
    "a\u200bb": 2,
  };
  for (const [text, width] of Object.entries(widths)) {
    assert.equal(textWidth(text), width, JSON.stringify(text));
  }
});

Deno.test("truncate() cuts whole characters and never gets wider", () => {
  assert.equal(truncate("baseline", 8), "baseline");
  assert.equal(truncate("baseline", 5), "base…");
  assert.equal(truncate("penguins/baseline-12", 12, "middle"), "pengui…ne-12");
  assert.equal(truncate("手書き数字", 6), "手書…");
  assert.equal(truncate("手書き数字", 5), "手書…");
  assert.equal(truncate("手書き数字", 6, "middle"), "手…字");
  assert.equal(truncate("👩‍🔬👩‍🔬👩‍🔬", 4), "👩‍🔬…");
  assert.equal(truncate("x", 0), "");
  for (const text of ["手書き数字認識", "🐧a🐧b🐧c", "e\u0301e\u0301e\u0301e\u0301"]) {
    for (let width = 0; width < 16; width++) {
      for (const from of ["end", "middle"] as const) {
        assert(textWidth(truncate(text, width, from)) <= width);
      }
    }
  }
});

Deno.test("pad() fills by width, not by length", () => {
  assert.equal(pad("手", 4), "手  ");
  assert.equal(pad("手", 4, "right"), "  手");
  assert.equal(pad("wider", 3), "wider");
});

Deno.test("printable() shows control and direction characters instead of obeying them", () => {
  assert.equal(printable("a\x1b[31mb\u0007"), "a\\u001b[31mb\\u0007");
  assert.equal(
    printable("two\nlines\t\u202ereversed\u009b"),
    "two\\nlines\\t\\u202ereversed\\u009b",
  );
  assert.equal(printable("手書き 🐧 é"), "手書き 🐧 é");
});
