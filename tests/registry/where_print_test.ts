import assert from "node:assert/strict";
import fc from "fast-check";
import { ExperimentInfo } from "../../src/registry/mod.ts";
import { evaluateWhere, parseWhere } from "../../src/registry/where/mod.ts";
import {
  type Comparison,
  type Expression,
  GIT_FIELDS,
  isTime,
  type Operand,
  ROOTS,
} from "../../src/registry/where/syntax.ts";
import { parseSummary } from "../../src/store/mod.ts";

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
}

function printOperand(operand: Operand): string {
  switch (operand.kind) {
    case "literal":
      return typeof operand.value === "string" ? quoted(operand.value) : String(operand.value);
    case "duration":
      return `${operand.value}s`;
    case "now":
      return operand.offset === 0
        ? "now"
        : `now ${operand.offset < 0 ? "-" : "+"} ${Math.abs(operand.offset)}s`;
    case "field":
      return operand.root + operand.path.map((part) => `[${quoted(part)}]`).join("");
  }
}

function print(expression: Expression): string {
  switch (expression.kind) {
    case "and":
    case "or":
      return expression.parts.map((part) => `(${print(part)})`).join(` ${expression.kind} `);
    case "not":
      return `not (${print(expression.inner)})`;
    case "null":
      return `${printOperand(expression.operand)} is ${expression.negated ? "not " : ""}null`;
    case "in": {
      const list = expression.list.map(printOperand).join(", ");
      return `${printOperand(expression.left)} ${expression.negated ? "not " : ""}in (${list})`;
    }
    case "compare": {
      const { operator, left, right } = expression;
      return `${printOperand(left)} ${operator} ${printOperand(right)}`;
    }
  }
}

const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  .map((value) => value + 0);
const seconds = fc.integer({ min: 1, max: 1e9 });
const text = fc.string({ unit: "binary", maxLength: 8 });
const field: fc.Arbitrary<Operand> = fc.constantFrom(...Object.keys(ROOTS)).chain((root) => {
  const parts = ROOTS[root] === "alone"
    ? fc.constant<string[]>([])
    : root === "git"
    ? fc.constantFrom(...GIT_FIELDS).map((name) => [name])
    : fc.array(fc.oneof(text, fc.constantFrom("loss", "best", "count", "0")), {
      minLength: 1,
      maxLength: 3,
    });
  return parts.map((path): Operand => ({ kind: "field", root, path }));
});
const literal: fc.Arbitrary<Operand> = fc.oneof(text, number, fc.boolean()).map((value) => ({
  kind: "literal",
  value,
}));
const operand: fc.Arbitrary<Operand> = fc.oneof(
  { weight: 4, arbitrary: field },
  { weight: 4, arbitrary: literal },
  seconds.map((value): Operand => ({ kind: "duration", value })),
  fc.oneof(fc.constant(0), seconds, seconds.map((value) => -value))
    .map((offset): Operand => ({ kind: "now", offset })),
);
const operator = fc.constantFrom<Comparison>(
  ...["=", "!=", "<", "<=", ">", ">=", "~", "like", "ilike", "contains"] as const,
);

/** Beside a time, the parser takes neither texts that are no times, nor comparisons of texts. */
function isTimely(left: Operand, others: Operand[], sign?: Comparison): boolean {
  const all = [left, ...others];
  if (!all.some(isTime)) return true;
  if (sign !== undefined && ["~", "like", "ilike", "contains"].includes(sign)) return false;
  return !all.some((one) => one.kind === "literal" && typeof one.value === "string");
}

const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, depthIdentifier: "expression" },
    fc.tuple(operator, operand, operand)
      .filter(([sign, left, right]) => isTimely(left, [right], sign))
      .map(([sign, left, right]): Expression => ({
        kind: "compare",
        operator: sign,
        left,
        right,
      })),
    fc.tuple(fc.boolean(), operand).map(([negated, inner]): Expression => ({
      kind: "null",
      negated,
      operand: inner,
    })),
    fc.tuple(fc.boolean(), operand, fc.array(operand, { minLength: 1, maxLength: 3 }))
      .filter(([, left, list]) => isTimely(left, list))
      .map(([negated, left, list]): Expression => ({ kind: "in", negated, left, list })),
    tie("expression").map((inner): Expression => ({ kind: "not", inner })),
    fc.tuple(
      fc.constantFrom("and" as const, "or" as const),
      fc.array(tie("expression"), { minLength: 2, maxLength: 3 }),
    ).map(([kind, parts]): Expression => ({ kind, parts })),
  ),
}));

Deno.test("an expression that was printed is read as it was", () => {
  fc.assert(
    fc.property(expression, (tree) => {
      assert.deepEqual(parseWhere(print(tree)), tree);
    }),
    { numRuns: 1000 },
  );
});

const stored = fc.oneof(fc.jsonValue(), fc.double(), fc.constantFrom("NaN", "-Infinity"));
const names = fc.oneof(text, fc.constantFrom("loss", "best", "0", "__proto__", "constructor"));
const summary = fc.record({
  format: fc.constantFrom(0, 1),
  name: text,
  project: text,
  id: text,
  status: fc.constantFrom("finished", "running"),
  tags: fc.array(fc.oneof(text, stored)),
  params: fc.dictionary(names, stored),
  final_metrics: fc.dictionary(names, stored),
  metrics: fc.dictionary(names, fc.constantFrom({ count: 1 }, { min: { value: "NaN" } })),
  started_at: fc.oneof(fc.constant(null), text, fc.constant("2026-01-02T03:04:05")),
  finished_at: fc.oneof(fc.constant(null), text),
  git: fc.oneof(fc.constant(null), stored),
});

Deno.test("every expression is true or false of every run", () => {
  fc.assert(
    fc.property(expression, summary, (tree, content) => {
      const run = new ExperimentInfo("/none", parseSummary("/none", JSON.stringify(content)));
      assert.equal(typeof evaluateWhere(tree, run), "boolean");
      assert.equal(
        evaluateWhere({ kind: "not", inner: tree }, run),
        !evaluateWhere(tree, run),
      );
    }),
    { numRuns: 1000 },
  );
});
