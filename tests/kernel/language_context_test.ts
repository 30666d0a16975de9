import assert from "node:assert/strict";
import { bindsLocally, callAt, contextAt } from "../../src/kernel/language/context.ts";
import { codePointIndex, positionAt, unitIndex } from "../../src/kernel/language/positions.ts";

const at = (code: string) => contextAt(code, code.length);

Deno.test("names, members and what they are read of", () => {
  assert.deepEqual(at("a + foo"), { kind: "name", start: 4, prefix: "foo" });
  assert.deepEqual(at("a.b?.c[0].d"), {
    kind: "member",
    start: 10,
    prefix: "d",
    receiver: { text: "a . b ?. c [ 0 ]", root: "a" },
  });
  assert.deepEqual(at("x = [1, 2].fi"), {
    kind: "member",
    start: 11,
    prefix: "fi",
    receiver: { text: "[ 1 , 2 ]" },
  });
  assert.deepEqual(at("`${a.b}` + `${data!.").kind, "member");
  assert.deepEqual(at("f(x).y"), { kind: "member", start: 5, prefix: "y" });
});

Deno.test("strings: keys, modules and texts", () => {
  assert.deepEqual(at('obj.in["ke'), {
    kind: "string",
    use: "key",
    start: 8,
    prefix: "ke",
    quote: '"',
    receiver: { text: "obj . in", root: "obj" },
  });
  for (
    const code of ["import x from './a", "import './a", "await import('./a", "export * from './a"]
  ) {
    assert.equal((at(code) as { use?: string }).use, "module", code);
  }
  assert.equal((at("open('./a") as { use?: string }).use, "text");
});

Deno.test("nothing is completed in comments, numbers, regular expressions and templates", () => {
  for (const code of ["// foo", "/* foo", "1.5", "x = /ab/g", "`foo", "`${a} foo"]) {
    assert.deepEqual(at(code), { kind: "none" }, code);
  }
  for (const code of ["/* foo */ ba", "a / b / ba", "`${ba", "x = 5 % ba", "/`/.test(ba"]) {
    assert.equal((at(code) as { prefix?: string }).prefix, "ba", code);
  }
});

Deno.test("the innermost open call is found, also behind objects and functions", () => {
  const callee = (code: string) => callAt(code, code.length)?.callee?.text;
  assert.equal(callee("foo(1, bar(2), { a: [1, "), "foo");
  assert.equal(callee("foo(bar.baz("), "bar . baz");
  assert.equal(callee("if (a"), undefined);
  assert.equal(callee("foo(1)"), undefined);
  assert.equal(callee("'foo('"), undefined);
});

Deno.test("names that code binds in its own functions are told from the session's", () => {
  for (
    const code of [
      "const f = (data: Foo) => data.",
      "data => data.",
      "function f({ data }) { data.",
      "function f(data) { data.",
      "{ const data = 1; data.",
      "try {} catch (data) { data.",
      "{ const { a, data } = b; data.",
    ]
  ) assert.equal(bindsLocally(code, "data"), true, code);
  for (const code of ["data.", "foo(data.", "foo({ data }, data.", "const data = 1; data."]) {
    assert.equal(bindsLocally(code, "data"), false, code);
  }
});

Deno.test("code points, UTF-16 units and lines", () => {
  const text = "a🎉\n🎉b";
  assert.equal(unitIndex(text, 4), 6);
  assert.equal(codePointIndex(text, 6), 4);
  assert.deepEqual(positionAt(text, 6), { line: 1, character: 2 });
  assert.equal(unitIndex(text, 99), text.length);
});
