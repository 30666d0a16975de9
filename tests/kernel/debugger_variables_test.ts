import { deepEqual, equal, ok } from "node:assert/strict";
import { DebugSession } from "./debug_session.ts";

// deno-lint-ignore no-explicit-any -- answers are looked into freely
type Body = any;

const shown = (variables: Body[]) => variables.map(({ name, value }) => `${name} = ${value}`);

Deno.test("scopes hold the function's variables, those around it, and what cells declared", () =>
  DebugSession.run(async (debug) => {
    await debug.attach();
    const source = `const top = "t";
function outer(o: number) {
  const held = [o];
  return function inner(i: number) {
    let sum = 0;
    for (const item of held) {
      sum += item + i;
    }
    return sum;
  };
}
class Box { #secret = 1; inside() { return this.#secret; } }
outer(2)(3);
new Box().inside()`;
    await debug.breakAt(source, 7, 9, 12);
    const done = debug.cell(source);
    const loop = await debug.stop();
    deepEqual(loop.stack, ["inner:7", "cell [1]:13"]);
    const globals = [
      'top = "t"',
      "Box = class Box",
      "outer = function outer(o)",
    ];
    deepEqual(await debug.scopes(loop.frames[0]), {
      Locals: ["item = 2", "i = 3", "sum = 0"],
      "Closure (outer)": ["held = Array(1) [2]"],
      Globals: globals,
    });
    deepEqual(await debug.scopes(loop.frames[1]), { Globals: globals });
    await debug.ask("continue");
    await debug.stop();
    await debug.ask("next");
    const end = await debug.stop();
    deepEqual((await debug.scopes(end.frames[0])).Locals, [
      "(return value) = 5",
      "i = 3",
      "sum = 5",
    ]);
    await debug.ask("continue");
    const method = await debug.stop();
    const [locals] = (await debug.ask("scopes", { frameId: method.frames[0].id })).scopes;
    const [self] = await debug.variables(locals.variablesReference);
    deepEqual(shown([self]), ["this = Box {#secret: 1}"]);
    deepEqual(shown(await debug.variables(self.variablesReference)), [
      "#secret = 1",
      "[[Prototype]] = Object",
    ]);
    await debug.ask("continue");
    await done;
    equal(
      (await debug.request("variables", { variablesReference: self.variablesReference })).message,
      `Cannot find variablesReference ${self.variablesReference}: the code has gone on since, or ` +
        "it was never given",
    );
    equal(
      (await debug.request("scopes", { frameId: method.frames[0].id })).message,
      `Cannot find stack frame ${method.frames[0].id}: the code has gone on since`,
    );
  }));

Deno.test("values are short, and no getter runs", () =>
  DebugSession.run(async (debug) => {
    await debug.cell(`let ran = 0;
const values = {
  text: "a\\"b", long: "x".repeat(1000), big: 10n, nan: NaN, minus: -0, none: null, not: undefined,
  symbol: Symbol("s"), flag: true, date: new Date(0), re: /x/g, error: new Error("oops"),
  map: new Map([["k", [1]]]), set: new Set([1]), bytes: new Uint8Array([1, 2]),
  fn: (a: number) => a, get computed() { ran++; return 1; }, set only(_: number) {},
  proxy: new Proxy({ a: 1 }, { get() { ran++; return 1; } }),
  promise: Promise.resolve(4), "odd key": { a: { b: 1 } },
};`);
    const { variables } = await debug.ask("inspectVariables");
    const values = variables.find(({ name }: Body) => name === "values");
    const listed = await debug.variables(values.variablesReference);
    deepEqual(shown(listed).filter((line) => !line.startsWith("long")), [
      'text = "a\\"b"',
      "big = 10n",
      "nan = NaN",
      "minus = -0",
      "none = null",
      "not = undefined",
      "symbol = Symbol(s)",
      "flag = true",
      `date = ${new Date(0)}`,
      "re = /x/g",
      "error = Error: oops",
      'map = Map(1) {"k" => Array(1)}',
      "set = Set(1) {1}",
      "bytes = Uint8Array(2) [1, 2]",
      "fn = (a) => a",
      "computed = (getter)",
      "only = (setter)",
      "proxy = Proxy(Object)",
      "promise = Promise {4}",
      "odd key = {a: {…}}",
      "[[Prototype]] = Object",
    ]);
    ok(listed[1].value.length < 200);
    const odd = listed.find(({ name }) => name === "odd key")!;
    equal(odd.evaluateName, 'values["odd key"]');
    const [inner] = await debug.variables(odd.variablesReference);
    equal(inner.evaluateName, 'values["odd key"].a');
    const map = listed.find(({ name }) => name === "map")!;
    const [entries] = await debug.variables(map.variablesReference);
    equal(entries.name, "[[Entries]]");
    deepEqual(shown(await debug.variables(entries.variablesReference)).slice(0, 1), [
      '0 = {"k" => Array(1)}',
    ]);
    equal((await debug.ask("evaluate", { expression: "ran" })).result, "0");
  }));

Deno.test("long arrays come in parts, or in the pages that are asked for", () =>
  DebugSession.run(async (debug) => {
    await debug.cell("const list = Array.from({ length: 25_000 }, (_, i) => i); list.name = 'n';");
    const { variables: [list] } = await debug.ask("inspectVariables");
    equal(list.indexedVariables, 25_000);
    const parts = await debug.variables(list.variablesReference);
    deepEqual(parts.slice(0, 4).map(({ name }) => name), [
      "[0…9999]",
      "[10000…19999]",
      "[20000…24999]",
      "name",
    ]);
    const smaller = await debug.variables(parts[2]!.variablesReference);
    equal(smaller.length, 50);
    const last = await debug.variables(smaller.at(-1)!.variablesReference);
    deepEqual(shown(last.slice(-1)), ["24999 = 24999"]);
    equal(last.at(-1)!.evaluateName, "list[24999]");
    const page = await debug.variables(list.variablesReference, {
      filter: "indexed",
      start: 7,
      count: 2,
    });
    deepEqual(shown(page), ["7 = 7", "8 = 8"]);
    const named = await debug.variables(list.variablesReference, { filter: "named" });
    deepEqual(shown(named).slice(0, 2), ['name = "n"', "length = 25000"]);
  }));

Deno.test("variables and properties are set, also those of a frame", () =>
  DebugSession.run(async (debug) => {
    await debug.attach();
    const source = `let count = 1;
function f(a: number) {
  const o = { p: 1 };
  return a + o.p + count;
}
const r = f(1);`;
    await debug.breakAt(source, 4);
    const done = debug.cell(source);
    const { frames } = await debug.stop();
    const { scopes } = await debug.ask("scopes", { frameId: frames[0].id });
    const set = (variablesReference: number, name: string, value: string) =>
      debug.ask("setVariable", { variablesReference, name, value });
    const [locals, globals] = scopes.map(({ variablesReference }: Body) => variablesReference);
    deepEqual(await set(locals, "a", "count + 9"), {
      value: "10",
      type: "number",
      evaluateName: "",
      variablesReference: 0,
    });
    await set(globals, "count", "100");
    const o = (await debug.variables(locals)).find(({ name }) => name === "o")!;
    await set(o.variablesReference, "p", "1000 as number");
    equal(
      (await debug.request("setVariable", {
        variablesReference: locals,
        name: "none",
        value: "1",
      })).message,
      'Cannot set "none": the scope has no such variable',
    );
    await debug.ask("copyToGlobals", {
      srcVariableName: "o",
      dstVariableName: "copied",
      srcFrameId: frames[0].id,
    });
    await debug.ask("continue");
    await done;
    equal((await debug.ask("evaluate", { expression: "r + copied.p" })).result, "2110");
  }));

Deno.test("expressions are evaluated in a frame and outside; hovering changes nothing", () =>
  DebugSession.run(async (debug) => {
    await debug.attach();
    const source = "let g = 5;\nfunction f(a: number) {\n  return a;\n}\nf(7)";
    await debug.breakAt(source, 3);
    const done = debug.cell(source);
    const { frames: [frame, cell] } = await debug.stop();
    const evaluate = async (expression: string, rest: object) => {
      const { body, message } = await debug.request("evaluate", { expression, ...rest });
      return message ?? body!.result;
    };
    equal(await evaluate("a + g", { frameId: frame.id, context: "watch" }), "12");
    deepEqual(await debug.ask("evaluate", { expression: "[a]", frameId: frame.id }), {
      result: "Array(1) [7]",
      type: "Array",
      evaluateName: "([a])",
      variablesReference: 1,
      indexedVariables: 1,
    });
    equal(await evaluate("a", { frameId: cell.id }), "ReferenceError: a is not defined");
    equal(await evaluate("g", {}), "5");
    equal(await evaluate("a as unknown as string", { frameId: frame.id, context: "repl" }), "7");
    equal(
      await evaluate("g = 6", { frameId: frame.id, context: "hover" }),
      "EvalError: Possible side-effect in debug-evaluate",
    );
    equal(
      await evaluate("1 +", { frameId: frame.id }),
      "SyntaxError: Unexpected end of input",
    );
    equal(await evaluate("g = 8", { frameId: frame.id, context: "repl" }), "8");
    equal(await evaluate("a = 9", { frameId: frame.id, context: "repl" }), "9");
    deepEqual((await debug.scopes(frame)).Locals, ["a = 9"]);
    await debug.ask("continue");
    await done;
    equal(await evaluate("g", { context: "hover" }), "8");
    const { variablesReference } = await debug.ask("evaluate", { expression: "({ a: [1] })" });
    deepEqual(shown(await debug.variables(variablesReference)).slice(0, 1), [
      "a = Array(1) [1]",
    ]);
  }));

Deno.test("variables are shown richly while code runs, stands and is stopped", () =>
  DebugSession.run(async (debug) => {
    const html = `({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": "<b>x</b>" }) })`;
    await debug.cell(`const rich = ${html}; const none = undefined;`);
    const show = async (variableName: string, frameId?: number) =>
      (await debug.ask("richInspectVariables", { variableName, frameId })).data;
    deepEqual(await show("rich"), { "text/html": "<b>x</b>" });
    deepEqual(await show("none"), { "text/plain": "undefined" });
    await debug.attach();
    const source = `function f() {
  const local = ${html};
  return local;
}
f();`;
    await debug.breakAt(source, 3);
    const done = debug.cell(source);
    const { frames: [frame] } = await debug.stop();
    deepEqual(await show("local", frame.id), { "text/html": "<b>x</b>" });
    deepEqual(await show("none", frame.id), { "text/plain": "undefined" });
    equal(
      (await debug.request("richInspectVariables", { variableName: "0" })).message,
      'Cannot show "0": it is not the name of a variable',
    );
    await debug.ask("continue");
    await done;
  }));
