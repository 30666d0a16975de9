import assert from "node:assert/strict";
import { parse } from "@babel/parser";
import fc from "fast-check";
import {
  blankMagics,
  magicContext,
  MagicSyntaxError,
  parseArguments,
  rewriteMagics,
} from "../../magics/parser/mod.ts";
import { collectMagics } from "../../magics/parser/find_magics.ts";
import { TABLE } from "./parser_shapes.ts";

/** Pieces that mean much to the parser. */
const PIECES = [
  ..."`'\"/\\%!{}()[]<>=;:,.$?-+ \n a1".split(""),
  ..."${|//|/*|*/|%%|\\\n|\r\n|--|=>|</a>|<a>|<a/>|if (|) {|else|function |class A |return".split(
    "|",
  ),
  ..."%runs|%track a|%log a=|%time |%timeit |%%time|%%html|%%timeit|!ls|= %|await |case 1:|as b"
    .split("|"),
];

/** Without `!command`, which has rules of its own. */
const PERCENT = new Map([...TABLE].filter(([name]) => name !== "system"));

const cells = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) =>
  pieces.join("")
);

function lines(text: string): number {
  return text.split("\n").length;
}

Deno.test("rewriting keeps the number of lines, or fails with a place in the cell", () => {
  fc.assert(
    fc.property(cells, (source) => {
      try {
        const { code, blank } = rewriteMagics(source, TABLE);
        assert.equal(lines(code), lines(source));
        assert.equal(lines(blank), lines(source));
      } catch (error) {
        if (!(error instanceof MagicSyntaxError)) throw error;
        const line = source.split("\n")[error.line - 1]!;
        assert.ok(error.column >= 1 && error.column <= line.length + 1);
      }
    }),
    { numRuns: 5_000 },
  );
});

Deno.test("blanks keep the lines of any cell, and a cursor may be anywhere", () => {
  fc.assert(
    fc.property(cells, fc.nat(60), (source, cursor) => {
      assert.equal(lines(blankMagics(source, TABLE)), lines(source));
      const context = magicContext(source, Math.min(cursor, source.length), TABLE);
      assert.ok(context === undefined || context.start <= context.end);
    }),
    { numRuns: 5_000 },
  );
});

Deno.test("a cell that TypeScript's grammar takes as it is has no magics but names behind expressions", () => {
  fc.assert(
    fc.property(cells, (source) => {
      fc.pre(isProgram(source));
      const magics = collectMagics(source, PERCENT, () => false, () => {});
      for (const { after, place } of magics) {
        assert.ok(place === "statement" && after === "expression", JSON.stringify(source));
      }
    }),
    { numRuns: 20_000 },
  );
});

function isProgram(source: string): boolean {
  try {
    parse(source, { sourceType: "module", plugins: ["typescript", "jsx"], errorRecovery: false });
    return true;
  } catch {
    return false;
  }
}

Deno.test("cells without magics come back unchanged", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const source = text.replace(/[%!?]/g, "");
      assert.equal(rewriteMagics(source, TABLE).code, source);
    }),
  );
});

Deno.test("arguments are parsed, or refused with a TypeError", () => {
  const shapes = fc.constantFrom(...TABLE.values());
  const pieces = [..."'\"\\=-,[]{} \t:ab1".split(""), "--", "--tags", "-t", "__proto__=", "true"];
  const texts = fc.array(
    fc.array(fc.constantFrom(...pieces), { maxLength: 20 }).map((parts) => parts.join("")),
    { minLength: 1, maxLength: 4 },
  );
  fc.assert(
    fc.property(shapes, texts, fc.array(fc.anything(), { minLength: 3 }), (shape, text, values) => {
      try {
        const parsed = parseArguments(shape, text, values);
        assert.equal(typeof parsed.text, "string");
      } catch (error) {
        if (!(error instanceof TypeError) || !error.message.startsWith("Cannot run %")) throw error;
      }
    }),
    { numRuns: 5_000 },
  );
});
