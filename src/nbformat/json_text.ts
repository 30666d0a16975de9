/**
 * JSON that comes out as it went in: numbers keep their spelling.
 *
 * @module
 */

/** A number that JavaScript would spell otherwise, such as `1.0` or one of twenty digits. */
class SpelledNumber {
  constructor(readonly text: string) {}
}

/** Parses JSON; throws a SyntaxError where it is none. */
export function parseExactly(text: string): unknown {
  const keep = (_: string, value: unknown, context?: { source?: string }): unknown => {
    const source = context?.source;
    return typeof value === "number" && source !== undefined && String(value) !== source
      ? new SpelledNumber(source)
      : value;
  };
  return JSON.parse(text, keep as (key: string, value: unknown) => unknown);
}

/** The number that a value of {@linkcode parseExactly} is; other values as they are. */
export function numberOf(value: unknown): unknown {
  return value instanceof SpelledNumber ? Number(value.text) : value;
}

/** Writes JSON as Python's json module does with sorted keys and an indent of one space. */
export function stringifySorted(value: unknown, indent = "\n"): string {
  if (value instanceof SpelledNumber) return value.text;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const inner = indent + " ";
  const parts = Array.isArray(value)
    ? value.map((item) => stringifySorted(item, inner))
    : Object.entries(value).filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => a < b ? -1 : 1)
      .map(([name, item]) => `${JSON.stringify(name)}: ${stringifySorted(item, inner)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return parts.length === 0
    ? `${open}${close}`
    : open + inner + parts.join(`,${inner}`) + indent + close;
}
