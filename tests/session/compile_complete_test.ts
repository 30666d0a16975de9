import assert from "node:assert/strict";
import { checkComplete } from "../../src/session/compile/mod.ts";

const COMPLETE = [
  "",
  "  ",
  "// a comment",
  "1+1",
  "{a: 1}",
  "if (x) {}",
  "import x from 'y'",
  "@dec class A {}",
  "<a/>",
  "type T = 1",
  "await x",
];

/** Unfinished code, and the indent of its next line. */
const INCOMPLETE: [string, string][] = [
  ["1 +", ""],
  ["f(", "  "],
  ["[1, 2", ""],
  ["{a: 1,", ""],
  ["function f() {", "  "],
  ["function f() {\n  if (x) {", "    "],
  ["const o = {\n\ta: [", "\t\t"],
  ["f(\n    {", "        "],
  ["`abc", ""],
  ["`a${", "  "],
  ["/* comment", ""],
  ["'abc\\", ""],
  ["if (x)", "  "],
  ["if (x) y; else", "  "],
  ["for (;;)", "  "],
  ["do", "  "],
  ["do {} while", ""],
  ["try {}", ""],
  ["try {} catch", ""],
  ["@dec", ""],
  ["@dec\nclass A {", "  "],
  ["class A extends", ""],
  ["x => ", "  "],
  ["const x =", ""],
  ["const x: ", ""],
  ["type X =", ""],
  ["interface A {", "  "],
  ["enum A {", "  "],
  ["<div>", ""],
  ["<div>\n  <b>", "  "],
  ["import {", "  "],
  ["import x from", ""],
  ["export default", ""],
  ["a && // and", ""],
  ["a && /* and */", ""],
  ["a ? b :", ""],
];

const INVALID = [
  "/re(gex/",
  "}",
  "f(]",
  "foo bar",
  "'abc",
  "/abc",
  "/abc\\",
  "else",
  "return 5",
  "let a; let a",
  "case 1:",
  "<a></b>",
];

Deno.test("finished code is complete", () => {
  for (const source of COMPLETE) {
    assert.deepEqual(checkComplete(source), { status: "complete", indent: "" }, source);
  }
});

Deno.test("code that more lines can finish is incomplete, and its next line is indented", () => {
  for (const [source, indent] of INCOMPLETE) {
    assert.deepEqual(checkComplete(source), { status: "incomplete", indent }, source);
  }
});

Deno.test("code that nothing can finish is invalid", () => {
  for (const source of INVALID) {
    assert.deepEqual(checkComplete(source), { status: "invalid", indent: "" }, source);
  }
});
