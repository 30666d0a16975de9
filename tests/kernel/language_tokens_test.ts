import assert from "node:assert/strict";
import fc from "fast-check";
import { bindsLocally, callAt, contextAt, nameAt } from "../../src/kernel/language/context.ts";
import { tokenize } from "../../src/kernel/language/tokens.ts";

/** Pieces that mean much to the tokens. */
const PIECES = [
  "`",
  "${",
  "}",
  "{",
  '"',
  "'",
  "/",
  "/*",
  "*/",
  "//",
  "\\",
  "\n",
  "%",
  "%%t",
  "a",
  "1.",
]
  .concat([
    "(",
    ")",
    "[",
    "]",
    ".",
    "?.",
    "=>",
    " ",
    "🎉",
    "import",
    "from",
    "const",
    "#",
    "@",
    "<",
  ]);

Deno.test("any text has tokens in order, and a place for the cursor", () => {
  const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((parts) =>
    parts.join("")
  );
  fc.assert(
    fc.property(text, fc.nat(60), (code, cursor) => {
      let last = 0;
      for (const { start, end, text } of tokenize(code)) {
        assert.ok(start >= last && end > start);
        assert.equal(code.slice(start, end), text);
        assert.equal(code.slice(last, start).trim(), "");
        last = end;
      }
      assert.equal(code.slice(last).trim(), "");
      const at = Math.min(cursor, code.length);
      const context = contextAt(code, at);
      if (context.kind !== "none") assert.equal(code.slice(context.start, at), context.prefix);
      callAt(code, at);
      nameAt(code, at);
      bindsLocally(code, "a");
    }),
    { numRuns: 5000 },
  );
});
