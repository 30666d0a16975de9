/**
 * Texts of a notebook as lists of lines, as its file holds them.
 *
 * @see nbformat/v4/rwbase.py, whose choice of texts this is
 * @module
 */
import { type Cell, isObject, type JsonObject } from "./types.ts";

/** A line with its end, as Python's `str.splitlines` finds them. */
const LINE =
  // deno-lint-ignore no-control-regex -- these control characters end lines
  /[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])|[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+/g;
const SPLIT_TYPES = ["application/javascript", "image/svg+xml"];

function isJsonType(type: string): boolean {
  return type === "application/json" ||
    (type.startsWith("application/") && type.endsWith("+json"));
}

/** Splits a text into its lines, each with its end. */
export function splitLines(text: string): string[] {
  return text.match(LINE) ?? [];
}

function join(value: unknown): unknown {
  return Array.isArray(value) && value.every((line) => typeof line === "string")
    ? value.join("")
    : value;
}

function split(value: unknown): unknown {
  return typeof value === "string" ? splitLines(value) : value;
}

type Change = (value: unknown) => unknown;

function changeBundle(
  bundle: unknown,
  change: Change,
  isMeant: (type: string) => boolean,
): unknown {
  if (!isObject(bundle)) return bundle;
  return Object.fromEntries(
    Object.entries(bundle).map(([type, value]) => [type, isMeant(type) ? change(value) : value]),
  );
}

function changeCell(
  cell: JsonObject,
  change: Change,
  isMeant: (type: string) => boolean,
): JsonObject {
  const changed: JsonObject = { ...cell, source: change(cell.source) };
  if (isObject(cell.attachments)) {
    changed.attachments = Object.fromEntries(
      Object.entries(cell.attachments).map(([name, bundle]) => [
        name,
        changeBundle(bundle, change, isMeant),
      ]),
    );
  }
  if (Array.isArray(cell.outputs)) {
    changed.outputs = cell.outputs.map((output) => {
      if (!isObject(output)) return output;
      if (output.output_type === "stream") return { ...output, text: change(output.text) };
      return "data" in output
        ? { ...output, data: changeBundle(output.data, change, isMeant) }
        : output;
    });
  }
  return changed;
}

/** Puts the lines of a cell's texts together. */
export function joinCell(cell: JsonObject): JsonObject {
  return changeCell(cell, join, (type) => !isJsonType(type));
}

/** Splits a cell's texts into lines. */
export function splitCell(cell: Cell): JsonObject {
  return changeCell(cell, split, (type) => type.startsWith("text/") || SPLIT_TYPES.includes(type));
}
