/** Magics for the tests of the parser, of each form that there is. @module */

import { type MagicShape, type MagicTable, registeredShape } from "../../magics/parser/mod.ts";

const SHAPES: MagicShape[] = [
  {
    name: "track",
    line: "arguments",
    cell: "code",
    pairs: "parameter",
    positional: ["new run"],
    options: {
      tags: { value: "A,B", isList: true, short: "t" },
      note: { value: "TEXT" },
      step: { value: "N" },
      mlflow: { value: "URI", isOptional: true },
      resume: {},
      "no-tensorboard": {},
    },
  },
  {
    name: "log",
    line: "arguments",
    pairs: "metric",
    isSync: true,
    options: { step: { value: "N" } },
  },
  { name: "runs", line: "arguments", options: { limit: { value: "N" } } },
  { name: "best", line: "arguments", positional: ["metric", "mode"] },
  { name: "compare", line: "arguments", positional: ["run"], isVariadic: true },
  { name: "time", line: "code", cell: "code" },
  {
    name: "timeit",
    line: "function",
    cell: "function",
    options: { runs: { value: "N", short: "n" }, quiet: { short: "q" } },
  },
  { name: "html", cell: "text" },
  { name: "system", line: "arguments", isRaw: true },
  { name: "cd", line: "arguments", isRaw: true, isSync: true },
  registeredShape("greet"),
];

/** They. */
export const TABLE: MagicTable = new Map(SHAPES.map((shape) => [shape.name, shape]));
