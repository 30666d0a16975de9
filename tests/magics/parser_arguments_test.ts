import assert from "node:assert/strict";
import { parseArguments, type ParsedArguments } from "../../magics/parser/mod.ts";
import { TABLE } from "./parser_shapes.ts";

function parse(name: string, text: string, ...values: unknown[]): ParsedArguments {
  return parseArguments(TABLE.get(name)!, text.split("${}"), values);
}

Deno.test("values of pairs are read as JSON where they are JSON", () => {
  const cases: [string, Record<string, unknown>][] = [
    ["lr=1e-3 n=10 x=-0.5", { lr: 1e-3, n: 10, x: -0.5 }],
    ["a=true b=false c=null", { a: true, b: false, c: null }],
    ['a="x y" b="1" c=\'1\' d="\\u0041"', { a: "x y", b: "1", c: "1", d: "A" }],
    ["a=adam b=1.2.3 c=NaN d= e=01", { a: "adam", b: "1.2.3", c: "NaN", d: "", e: "01" }],
    ["layers=[64, 32] x=1", { layers: [64, 32], x: 1 }],
    ['cfg={"a": 1, "b": ["c }"]} x=1', { cfg: { a: 1, b: ["c }"] }, x: 1 }],
    ["a={b: 1} c=1", { a: "{b: 1}", c: 1 }],
    ["a.b=1 train/loss=2 a-b=3", { "a.b": 1, "train/loss": 2, "a-b": 3 }],
    ["'my loss'=1 \"=\"=2", { "my loss": 1, "=": 2 }],
    ["url=http://a?b=c", { url: "http://a?b=c" }],
    ['path="C:\\data"', { path: "C:\\data" }],
    ["größe=1 损失=2", { größe: 1, 损失: 2 }],
    ["a=1 a=2", { a: 2 }],
    ["a=-x b=--y", { a: "-x", b: "--y" }],
  ];
  for (const [text, pairs] of cases) assert.deepEqual(parse("track", text).pairs, pairs, text);
});

Deno.test("keys that prototypes have are plain keys", () => {
  const { pairs } = parse("track", "__proto__=1 constructor=2 toString=3");
  assert.deepEqual(Object.entries(pairs), [["__proto__", 1], ["constructor", 2], ["toString", 3]]);
  assert.equal(Object.getPrototypeOf(pairs), Object.prototype);
  const { options } = parse("greet", "--__proto__ a");
  assert.deepEqual(Object.entries(options), [["__proto__", "a"]]);
  assert.throws(() => parse("track", "--constructor"), TypeError);
});

Deno.test("a value of an expression stays what it is where it stands alone, and is text elsewhere", () => {
  const value = { "a b": "--resume" };
  assert.equal(parse("track", "a=${}", value).pairs["a"], value);
  assert.equal(parse("compare", "${}", value).positional[0], value);
  assert.equal(parse("track", "--note ${}", value).options["note"], value);
  assert.equal(parse("track", "--note=${}", value).options["note"], value);
  assert.deepEqual(parse("track", "a=x${}y b='${} ${}'", 1, "c d", 2n).pairs, {
    a: "x1y",
    b: "c d 2",
  });
  assert.deepEqual(parse("compare", "${} b", "--resume 'x").positional, ["--resume 'x", "b"]);
  assert.deepEqual(parse("compare", "${}", "a=1").positional, ["a=1"]);
  assert.deepEqual(parse("track", 'a=[1, ${}, "x${}"]', value, 2).pairs, { a: [1, value, "x2"] });
  assert.equal(parse("track", "${}/b a=1", "a").text, "a/b a=1");
  assert.equal(parse("compare", "x${}", { a: [1] }).text, 'x{"a":[1]}');
  assert.equal(parse("compare", "x${}", Symbol("a")).text, "xSymbol(a)");
  const circle: { self?: unknown } = {};
  circle.self = circle;
  assert.equal(parse("compare", "x${}", circle).text, "x[object Object]");
});

Deno.test("options are read as in a shell", () => {
  const cases: [string, Record<string, unknown>, unknown[]?][] = [
    ["--note hello --resume", { note: "hello", resume: true }],
    ["--note=hello", { note: "hello" }],
    ["--note=", { note: "" }],
    ["--note 'it is' a", { note: "it is" }, ["a"]],
    ['--note "a \\"b\\" \\\\ \\d"', { note: 'a "b" \\ \\d' }],
    ["--note 'a\\b'", { note: "a\\b" }],
    ["--note a\\ b", { note: "a b" }],
    ["--note a'b c'd", { note: "ab cd" }],
    ["--note ''", { note: "" }],
    ["--note '--resume'", { note: "--resume" }],
    ["--step -1", { step: "-1" }],
    ["--step -Infinity", { step: "-Infinity" }],
    ["--note -metrics.loss.best", { note: "-metrics.loss.best" }],
    ["--note=-t", { note: "-t" }],
    ["--step 1 --step 2", { step: "2" }],
    ["--tags a,b", { tags: ["a", "b"] }],
    ["-t a -t b", { tags: ["a", "b"] }],
    ["--tags a, b c", { tags: ["a", "b"] }, ["c"]],
    ["--tags 'a,b',c", { tags: ["a,b", "c"] }],
    ["--no-tensorboard", { "no-tensorboard": true }],
    ["--mlflow", { mlflow: true }],
    ["--mlflow --resume", { mlflow: true, resume: true }],
    ["--mlflow lr=1", { mlflow: true }],
    ["--mlflow http://x", { mlflow: "http://x" }],
    ["-- --resume", {}, ["--resume"]],
    ["--resume a", { resume: true }, ["a"]],
    ["-", {}, ["-"]],
  ];
  for (const [text, options, positional = []] of cases) {
    const parsed = parse("track", text);
    assert.deepEqual([parsed.options, parsed.positional], [options, positional], text);
  }
  assert.deepEqual(parse("track", "--tags ${},c", ["a", "b,"]).options, { tags: ["a", "b,", "c"] });
});

Deno.test("what stands alone is text", () => {
  assert.deepEqual(parse("compare", "a/b 'c d' 1 a*[0] http://x?a=b a==1 -1 ''").positional, [
    "a/b",
    "c d",
    "1",
    "a*[0]",
    "http://x?a=b",
    "a==1",
    "-1",
    "",
  ]);
});

Deno.test("a raw text is neither split nor looked through", () => {
  const text = "My \"Folder --a b=1 it's";
  assert.deepEqual(parse("cd", text), { positional: [text], pairs: {}, options: {}, text });
  assert.deepEqual(parse("cd", "").positional, []);
  assert.deepEqual(parse("cd", "${}", 1).positional, [1]);
  assert.equal(parse("cd", "a${}", 1).text, "a1");
});

Deno.test("a magic that a user registered takes anything", () => {
  assert.deepEqual(parse("greet", "a b=1 --c d --e --f=g -h i -- -j k"), {
    positional: ["a", "-j", "k"],
    pairs: { b: 1 },
    options: { c: "d", e: true, f: "g", h: "i" },
    text: "a b=1 --c d --e --f=g -h i -- -j k",
  });
});

Deno.test("arguments that a magic does not take are errors that say what it takes", () => {
  const cases: [name: string, text: string, message: string][] = [
    ["track", "--tag x", '"--tag": expected --tags, or another of its options'],
    ["track", "-x", '"-x": expected -t, or another of its options'],
    [
      "runs",
      "--somewhere x",
      '"--somewhere": expected one of --limit',
    ],
    ["best", "--x", '"--x": expected no options'],
    ["track", "--note", '"--note": expected a value behind it: --note TEXT'],
    ["track", "--note --resume", '"--note": expected a value behind it: --note TEXT'],
    ["track", "--resume=1", '"--resume=1": expected --resume without a value'],
    ["track", "a b", '"b": expected at most 1 argument'],
    ["best", "a b ${}", '"${…}": expected at most 2 arguments'],
    ["runs", "a", '"a": expected no arguments'],
    ["log", "a", '"a": expected key=value'],
    ["best", "a=1", '"a=1": expected no key=value'],
    ["track", "--note 'a b", "\"'a b\": expected a closing '"],
    ["track", 'a="b', '"a=\\"b": expected a closing "'],
  ];
  for (const [name, text, message] of cases) {
    assert.throws(() => parse(name, text, 1), {
      name: "TypeError",
      message: `Cannot run %${name} with ${message}`,
    });
  }
});
