/**
 * Evaluates an expression of a run.
 *
 * @module
 */
import { fromIso, type JsonValue } from "../../store/mod.ts";
import { type ExperimentInfo, metricSummary } from "../experiment_info.ts";
import { metricDirection } from "../metric_direction.ts";
import { type Comparison, type Expression, isTime, type Operand } from "./syntax.ts";

/** What a value of a run can be; undefined where the run has none. */
type Value = JsonValue | undefined;

const POINTS = ["last", "min", "max", "best"] as const;

function pointName(name: string, field: string): "last" | "min" | "max" {
  if (field !== "best") return field as "last" | "min" | "max";
  return metricDirection(name);
}

function namedMetric(run: ExperimentInfo, name: string, field: string): Value {
  if (field === "last" && Object.hasOwn(run.metrics, name)) return run.metrics[name];
  const metric = metricSummary(run, name);
  if (!metric) return undefined;
  if (field === "count") return metric.count;
  if (field === "step") return metric.last?.step ?? undefined;
  return metric[pointName(name, field)]?.value;
}

/** `metrics.val/loss.best`: a metric of the whole name wins over a field of a shorter one. */
function metricValue(run: ExperimentInfo, path: string[]): Value {
  const whole = namedMetric(run, path.join("."), "last");
  if (whole !== undefined || path.length === 1) return whole;
  const field = path.at(-1)!;
  if (![...POINTS, "count", "step"].includes(field)) return undefined;
  return namedMetric(run, path.slice(0, -1).join("."), field);
}

/** `params.a.b`: the parameter `a.b`, or `b` within the parameter `a`. */
function paramValue(within: Value, path: string[]): Value {
  if (path.length === 0) return within;
  if (typeof within !== "object" || within === null) return undefined;
  for (let length = path.length; length > 0; length--) {
    const key = path.slice(0, length).join(".");
    if (!Object.hasOwn(within, key)) continue;
    const found = paramValue((within as Record<string, JsonValue>)[key], path.slice(length));
    if (found !== undefined) return found;
  }
  return undefined;
}

function seconds(time: number): Value {
  return Number.isNaN(time) ? undefined : time / 1000;
}

/** The value of a field; times and lengths of time are in seconds. */
export function fieldValue(run: ExperimentInfo, root: string, path: string[]): Value {
  switch (root) {
    case "params":
      return paramValue(run.params, path);
    case "metrics":
      return metricValue(run, path);
    case "git":
      return run.summary.git?.[path[0] as "commit" | "branch" | "dirty"] ?? undefined;
    case "tags":
      return run.tags;
    case "started_at":
      return seconds(fromIso(run.startedAt));
    case "finished_at":
      return seconds(fromIso(run.finishedAt));
    case "duration":
      return run.durationSeconds ?? undefined;
    case "description":
    case "note":
      return run.summary[root];
    default:
      return run[root as "status" | "name" | "project" | "id"];
  }
}

/** The value of an operand; a text beside a time is one. */
function valueOf(run: ExperimentInfo, operand: Operand, beside?: Operand): Value {
  switch (operand.kind) {
    case "field":
      return fieldValue(run, operand.root, operand.path);
    case "now":
      return Date.now() / 1000 + operand.offset;
    case "duration":
      return operand.value;
    case "literal": {
      const isDate = typeof operand.value === "string" && beside !== undefined && isTime(beside);
      return isDate ? seconds(fromIso(operand.value)) : operand.value;
    }
  }
}

const ESCAPED = /[.*+?^${}()|[\]\\]/g;

function globPattern(glob: string): RegExp {
  const body = glob.replace(ESCAPED, "\\$&").replaceAll("\\*", ".*").replaceAll("\\?", ".");
  return new RegExp(`^${body}$`, "su");
}

function likePattern(pattern: string, flags: string): RegExp {
  const body = pattern.replace(ESCAPED, "\\$&").replaceAll("%", ".*").replaceAll("_", ".");
  return new RegExp(`^${body}$`, `su${flags}`);
}

function compareValues(operator: Comparison, left: Value, right: Value): boolean {
  if (operator === "contains") {
    if (Array.isArray(left)) return left.includes(right as never);
    return typeof left === "string" && typeof right === "string" && left.includes(right);
  }
  // Tags beside a text: any of them is it, or none is.
  if (Array.isArray(left) && typeof right === "string") {
    if (operator === "!=") return !left.includes(right);
    return left.some((item) => compareValues(operator, item, right));
  }
  if (typeof left !== typeof right || left === undefined) return false;
  if (typeof left === "string") {
    if (operator === "~") return globPattern(right as string).test(left);
    if (operator === "like") return likePattern(right as string, "").test(left);
    if (operator === "ilike") return likePattern(right as string, "i").test(left);
  }
  if (typeof left === "object" || left === null || right === null) return false;
  const other = right as typeof left;
  if (Number.isNaN(left) || Number.isNaN(other)) return false;
  switch (operator) {
    case "=":
      return left === other;
    case "!=":
      return left !== other;
    case "<":
      return left < other;
    case "<=":
      return left <= other;
    case ">":
      return left > other;
    case ">=":
      return left >= other;
    default:
      return false;
  }
}

/** Whether an expression is true of a run. What a run does not have compares as false. */
export function evaluateWhere(expression: Expression, run: ExperimentInfo): boolean {
  switch (expression.kind) {
    case "and":
      return expression.parts.every((part) => evaluateWhere(part, run));
    case "or":
      return expression.parts.some((part) => evaluateWhere(part, run));
    case "not":
      return !evaluateWhere(expression.inner, run);
    case "null": {
      const value = valueOf(run, expression.operand);
      return (value === undefined || value === null) !== expression.negated;
    }
    case "in": {
      const left = valueOf(run, expression.left);
      if (left === undefined || left === null || Number.isNaN(left)) return false;
      const found = expression.list.some((item) => {
        const value = valueOf(run, item, expression.left);
        return Array.isArray(value) ? value.includes(left) : compareValues("=", left, value);
      });
      return found !== expression.negated;
    }
    case "compare": {
      const { operator, left, right } = expression;
      return compareValues(operator, valueOf(run, left, right), valueOf(run, right, left));
    }
  }
}
