/**
 * Calls of a console whose output is Deno's to the byte. Run as a script, it makes them with Deno's
 * console (`deno`) or with the session's (`session`).
 *
 * @module
 */

import { createConsole } from "../../src/session/runtime/console/mod.ts";

/** The calls; all of them, in this order, with one console. */
export const CALLS: readonly ((console: Console) => void)[] = [
  // Texts and values.
  (console) => console.log(),
  (console) => console.log(""),
  (console) => console.log("one line"),
  (console) => console.log("%"),
  (console) => console.log("100%"),
  (console) => console.log(1, -0, NaN, Infinity, 10n, true, null, undefined, Symbol("s")),
  (console) => console.log("text", "more", 1, "'quoted'"),
  (console) => console.log(["text"], { a: "text", b: { c: { d: { e: { f: 1 } } } } }),
  (console) => console.log({ a: 1 }, [1, , 3], new Map([["k", { v: 1 }]]), new Set(["x"])),
  (console) => console.log(Array.from({ length: 300 }, (_, at) => at)),
  (console) =>
    console.log(
      () => 1,
      class Model {},
      new (class Model {
        lr = 0.1;
      })(),
    ),
  (console) => console.log(new Date(0), /x/g, new Uint8Array(3), new Float32Array([0.5])),
  (console) => console.log(Object.create(null), new Proxy({ a: 1 }, {}), Promise.resolve(1)),
  (console) =>
    console.log({
      get a() {
        throw new Error("never called");
      },
    }),
  (console) => console.log({ [Symbol.for("Deno.customInspect")]: () => "custom" }),
  (console) => {
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    console.log(cycle);
  },
  (console) => console.log("x".repeat(20_000)),
  (console) => console.log(["x".repeat(20_000)]),
  (console) => console.debug("d", 1),
  (console) => console.info("i", { a: 1 }),
  (console) => console.warn("w", { a: "x" }),
  (console) => console.error("e", [1]),
  // Directives.
  (console) => console.log("%s|%s|%s", "text", 1, { a: 1 }),
  (console) => console.log("%s %s", Symbol("s"), 10n, "rest"),
  (console) => console.log("%d|%i|%d|%d|%d", 4.7, "12px", "x", 10n, Symbol("s")),
  (console) => console.log("%d|%i|%d", -0, "0x1f", null),
  (console) => console.log("%f|%f|%f", "1.5e3x", Symbol("s"), 2),
  (console) => console.log("%j|%j|%j", { a: [1, "x"] }, undefined, "x"),
  (console) => {
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    console.log("%j", cycle);
  },
  (console) => console.log("%o|%O", { a: "x" }, ["y"]),
  (console) => console.log("%% %s", 1),
  (console) => console.log("%% alone"),
  (console) => console.log("%x %s %", 1, 2),
  (console) => console.log("%s%s", "one"),
  (console) => console.log("%%s", 1),
  (console) => console.log("%s 😀 %s", "a", "b"),
  (console) => console.log("%c", "color: red"),
  (console) => console.log("%cred%c plain", "color: red", ""),
  (console) => console.log("%ca%cb", "color: #f00; background-color: tomato", "font-weight: bold"),
  (console) =>
    console.log("%ca%cb%cc", "font-style: italic", "text-decoration: underline blue", "x: y"),
  (console) => console.log("%ca", "color: rgb(300, 1.5, -4); background-color: hsl(200, 50%, 40%)"),
  (console) => console.log("%ca", "color: rgba(1, 2, 3, 0.5); background-color: #abcd"),
  (console) => console.log("%ca%cb", "text-decoration-line: line-through overline", "color: navy"),
  (console) => console.log("%ca", "text-decoration-color: #123456; font-weight: 700"),
  // Groups.
  (console) => {
    console.group("outer %s", "named");
    console.log("a\nb", { a: 1 });
    console.groupCollapsed();
    console.warn("deeper");
    console.dir({ a: 1 });
    console.table([{ a: 1 }]);
    console.count("counted");
    console.groupEnd();
    console.log("outer again");
    console.assert(false, "grouped");
    console.groupEnd();
    console.groupEnd();
    console.log("out");
  },
  // The rest.
  (console) => console.assert(true, "not shown"),
  (console) => console.assert(false),
  (console) => console.assert(false, "number %d", 1),
  (console) => console.assert(undefined, { a: 1 }, "x"),
  (console) => console.dir({ a: { b: { c: { d: { e: { f: 1 } } } } } }),
  (console) => console.dir({ a: { b: { c: 1 } } }, { depth: 0 }),
  (console) => console.dir("text"),
  (console) => console.dir(["text"], { colors: true }),
  (console) => console.dirxml({ a: 1 }, "text", 2),
  (console) => {
    console.count();
    console.count("x");
    console.count();
    console.countReset();
    console.count();
    console.countReset("unknown");
  },
  (console) => console.timeLog("unknown"),
  (console) => console.timeEnd("unknown"),
  (console) => {
    console.time("t");
    console.time("t");
  },
  // Tables.
  (console) => console.table(),
  (console) => console.table(5),
  (console) => console.table("text"),
  (console) => console.table([]),
  (console) => console.table([1, "two", null, undefined, 10n]),
  (console) => console.table([{ a: 1, b: "x" }, { a: 2.5, constructor: { d: 1 } }]),
  (console) => console.table([{ a: 1, b: "x" }, { a: 2 }], ["b"]),
  (console) => console.table([{ a: 1 }], ["nowhere", "a"]),
  (console) => console.table([[1, 2], [3, 4]]),
  (console) => console.table([[1, 2], 3, { x: "y" }]),
  (console) => console.table({ row: { a: 1 }, other: [5], single: "x" }),
  (console) => console.table(new Map<unknown, unknown>([["k", 1], [{ a: 1 }, [1]]])),
  (console) => console.table(new Set([1, "x"])),
  (console) => console.table(new Map([[1, 2]]).keys()),
  (console) => console.table([{ "日本": "漢字", "é": "e\u0301", x: "😀" }]),
  (console) => console.table([{ 2: "b", 1: "a", z: 0 }]),
  (console) => console.table([{ a: "line\nbreak", b: ["x", { c: 1 }] }]),
  (console) => console.table(() => 1),
  // What the inspector alone would show.
  (console) => {
    console.profile();
    console.profileEnd();
    console.timeStamp("x");
  },
];

if (import.meta.main) {
  const encoder = new TextEncoder();
  const write = (name: "stdout" | "stderr", text: string): void => {
    for (let bytes = encoder.encode(text); bytes.length > 0;) {
      bytes = bytes.subarray(Deno[name].writeSync(bytes));
    }
  };
  const colors = Deno.env.has("FORCE_COLOR");
  const console = Deno.args[0] === "deno" ? globalThis.console : createConsole(write, { colors });
  CALLS.forEach((call, at) => {
    for (const name of ["stdout", "stderr"] as const) write(name, `\n== ${at}\n`);
    call(console);
  });
}
