import assert from "node:assert/strict";
import { type Magic, magicHelp, MAGICS } from "../../magics/mod.ts";

const EXAMPLE: Magic = {
  name: "paint",
  summary: "Paints `<b>` & more.",
  usage: ["%paint [-c COLOR] WHAT", "%%paint"],
  examples: [["%paint -c red door", "the door"]],
  line: "arguments",
  options: {
    color: { short: "c", value: "COLOR", summary: "the colour" },
    "two-coats": { summary: "does it twice" },
    shades: { value: "A,B", isList: true, summary: "more colours" },
    frame: { value: "WIDTH", isOptional: true, summary: "with a frame" },
  },
  run() {},
};

Deno.test("the help of a magic has its calls, options and examples", () => {
  assert.equal(
    magicHelp(EXAMPLE)["text/plain"],
    `%paint [-c COLOR] WHAT
%%paint

Paints \`<b>\` & more.

Options
  -c, --color COLOR  the colour
  --two-coats        does it twice
  --shades A,B       more colours (several with commas between them)
  --frame [WIDTH]    with a frame

Examples
  %paint -c red door  the door`,
  );
});

Deno.test("the help as HTML escapes what it shows", () => {
  const html = magicHelp(EXAMPLE)["text/html"];
  assert(html.includes("<p>Paints <code>&lt;b&gt;</code> &amp; more.</p>"), html);
  assert(!html.includes("<b>`"), html);
});

Deno.test("every magic says what it does, how it is called, and gives examples", () => {
  for (const [name, magic] of MAGICS) {
    assert.equal(magic.name, name);
    assert.match(magic.summary, /^[A-Z].*\.$/s, name);
    assert(magic.usage.length > 0 && magic.examples.length > 0, name);
    assert(magic.line !== undefined || magic.cell !== undefined, name);
    const call = name === "system" ? /!/ : new RegExp(`%{1,2}${name}\\b`);
    for (const text of [...magic.usage, ...magic.examples.map(([typed]) => typed)]) {
      assert.match(text, call);
    }
    const letters = Object.values(magic.options ?? {}).flatMap(({ short }) => short ?? []);
    assert.equal(new Set(letters).size, letters.length, name);
  }
});

Deno.test("magics are listed in the order of their names", () => {
  const names = [...MAGICS.keys()];
  assert.deepEqual(names, names.toSorted());
});
