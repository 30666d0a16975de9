import assert from "node:assert/strict";
import { magicContext } from "../../magics/parser/mod.ts";
import { TABLE } from "./parser_shapes.ts";

/** What stands at the cursor `|`, with the place as the text in it. */
function at(marked: string): Record<string, unknown> | undefined {
  const cursor = marked.indexOf("|");
  const source = marked.slice(0, cursor) + marked.slice(cursor + 1);
  const context = magicContext(source, cursor, TABLE);
  if (context === undefined) return undefined;
  const { start, end, ...rest } = context;
  const typed = source.slice(start, cursor).replaceAll(/["'\\]/g, "");
  assert.equal(typed.endsWith(context.prefix), true);
  return { ...rest, place: source.slice(start, end) };
}

const name = { kind: "name", isCell: false };
const value = { kind: "value", magic: "track", index: 0, words: [] };

const CASES: [marked: string, context: Record<string, unknown> | undefined][] = [
  ["%|", { ...name, prefix: "", place: "%" }],
  ["%tr|", { ...name, prefix: "tr", place: "%tr" }],
  ["%tr|ack a", { ...name, prefix: "tr", place: "%track" }],
  ["f()\n%lo|", { ...name, prefix: "lo", place: "%lo" }],
  ["f()\n  %lo|", { ...name, prefix: "lo", place: "%lo" }],
  ["if (a) {\n  %|\n}", { ...name, prefix: "", place: "%" }],
  ["const a = %be|", { ...name, prefix: "be", place: "%be" }],
  ["%%|", { kind: "name", isCell: true, prefix: "", place: "%%" }],
  ["// a\n%%ti|\nf()", { kind: "name", isCell: true, prefix: "ti", place: "%%ti" }],
  ["f()\n%%|", undefined],
  ["|", undefined],
  ["a %lo|", undefined],
  ["(a\n%lo|", undefined],
  ["`\n%lo|", undefined],
  ["`\n%track a --|", undefined],
  ["// %tr|", undefined],
  ["%track |", { ...value, prefix: "", place: "" }],
  ["%track penguins/|", { ...value, prefix: "penguins/", place: "penguins/" }],
  ["%track pen|guins/a b=1", { ...value, prefix: "pen", place: "penguins/a" }],
  ["%track 'My |", { ...value, prefix: "My ", place: "'My " }],
  ["%track 'My |' a=1", { ...value, prefix: "My ", place: "'My '" }],
  ["%track 'My |Runs/a' a=1", { ...value, prefix: "My ", place: "'My Runs/a'" }],
  ['%track "My Runs"/a|', { ...value, prefix: "My Runs/a", place: '"My Runs"/a' }],
  ["%track My\\ R|", { ...value, prefix: "My R", place: "My\\ R" }],
  ["%track a lr=0|", { ...value, key: "lr", index: 1, words: ["a"], prefix: "0", place: "0" }],
  ["%track a lr=|", { ...value, key: "lr", index: 1, words: ["a"], prefix: "", place: "" }],
  ["%track a l|", { ...value, index: 1, words: ["a"], prefix: "l", place: "l" }],
  ["%track a --|", { kind: "option", magic: "track", used: [], prefix: "--", place: "--" }],
  [
    "%track --note x -t y --re|sume",
    { kind: "option", magic: "track", used: ["note", "tags"], prefix: "--re", place: "--resume" },
  ],
  ["%track --note |", { ...value, option: "note", words: ["--note"], prefix: "", place: "" }],
  [
    "%track --note -a b|",
    { ...value, words: ["--note", "-a"], prefix: "b", place: "b" },
  ],
  ["%track --note=a|", { ...value, option: "note", prefix: "a", place: "a" }],
  ["%track --tags a,b|", { ...value, option: "tags", words: ["--tags"], prefix: "b", place: "b" }],
  [
    "%track --tags a, b|",
    { ...value, option: "tags", words: ["--tags", "a,"], prefix: "b", place: "b" },
  ],
  [
    "%track --tags=a, |",
    { ...value, option: "tags", words: ["--tags=a,"], prefix: "", place: "" },
  ],
  ["%track --tags a, b |", { ...value, words: ["--tags", "a,", "b"], prefix: "", place: "" }],
  [
    '%track --tags a,"b c|',
    { ...value, option: "tags", words: ["--tags"], prefix: "b c", place: '"b c' },
  ],
  ["%track --tags=a,|", { ...value, option: "tags", prefix: "", place: "" }],
  ["%track --resume |", { ...value, words: ["--resume"], prefix: "", place: "" }],
  ["%track -- --re|", { ...value, words: ["--"], prefix: "--re", place: "--re" }],
  [
    "%track a \\\n  --t|",
    { kind: "option", magic: "track", used: [], prefix: "--t", place: "--t" },
  ],
  ["%track a ${x|", { kind: "expression", magic: "track", prefix: "x", place: "x" }],
  ["%log a=${f({ b: c.|", {
    kind: "expression",
    magic: "log",
    prefix: "f({ b: c.",
    place: "f({ b: c.",
  }],
  [
    "%track a=${x} --t|",
    { kind: "option", magic: "track", used: [], prefix: "--t", place: "--t" },
  ],
  ["%%track --t|\nf()", { kind: "option", magic: "track", used: [], prefix: "--t", place: "--t" }],
  ["%%track a\nf|", undefined],
  ["%%html a|\n<b>", { ...value, magic: "html", prefix: "a", place: "a" }],
  ["%%html\n<b|", { kind: "text", magic: "html", prefix: "", place: "" }],
  ["%time f|", undefined],
  ["%track a\n|", undefined],
  ["!gi|", undefined],
  ["!git st|", { ...value, magic: "system", index: 1, words: ["git"], prefix: "st", place: "st" }],
  ["%cd My Fo|", { ...value, magic: "cd", prefix: "My Fo", place: "My Fo" }],
  ["%greet --to |", {
    ...value,
    magic: "greet",
    option: "to",
    words: ["--to"],
    prefix: "",
    place: "",
  }],
  ["%unknown a|", undefined],
];

Deno.test("a cursor in a magic is in its name, an option, a value, or an expression", async (test) => {
  for (const [marked, context] of CASES) {
    await test.step(JSON.stringify(marked), () => assert.deepEqual(at(marked), context));
  }
});
