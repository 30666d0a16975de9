/** A short text about a value of the session, made without running any of the user's code. @module */

import type { LiveReader, ObjectPreview, RemoteValue } from "./live_values.ts";

/** What can be told of a value. */
export interface ValueSummary {
  /** Its class, size and beginning. */
  summary: string;
  /** The text of a function; "" of a native one. */
  source?: string;
}

/** The longest string shown, in UTF-16 units. */
const MAX_TEXT = 200;

/** The most members shown. */
const MAX_MEMBERS = 12;

/** The lengths of nested arrays, or a tensor's or data frame's own `shape`. */
const SHAPE = `((value) => {
  if (value === null || typeof value !== "object") return [];
  if (Array.isArray(value)) {
    const shape = [];
    for (let at = value; Array.isArray(at) || ArrayBuffer.isView(at); at = at[0]) {
      shape[shape.length] = at.length;
    }
    return shape.length > 1 ? shape : [];
  }
  return Array.isArray(value.shape) ? value.shape : [];
})`;

/** Describes an expression's value; undefined where it cannot be read. */
export async function describeValue(
  live: LiveReader,
  expression: string,
): Promise<ValueSummary | undefined> {
  // One after the other: of two answers in a row TCP would hold the second back for 40 ms.
  const shape = await live.read<unknown[]>(`${SHAPE}((${expression}))`);
  const value = await live.value(expression);
  if (!value || value.type === "undefined") return undefined;
  if (value.type === "function") {
    const source = value.description ?? "";
    const native = /\{\s*\[native code\]\s*\}\s*$/.test(source);
    const head = /^class\b/.test(source)
      ? /^[^{]*/.exec(source)
      : /^[^]*?\)(?=\s*(?:\{|=>))/.exec(source);
    const summary = (head?.[0] ?? "function").trim().slice(0, MAX_TEXT);
    return { summary, source: native ? "" : source };
  }
  const sizes = shape?.filter((size) => typeof size === "number") ?? [];
  const text = describe(value);
  return { summary: sizes.length > 0 ? `${text}\nshape ${sizes.join(" × ")}` : text };
}

function describe(value: RemoteValue): string {
  if (value.type === "string") {
    const text = value.value as string;
    const shown = JSON.stringify(text.length > MAX_TEXT ? text.slice(0, MAX_TEXT) : text);
    return text.length > MAX_TEXT ? `string (${text.length}) ${shown}…` : shown;
  }
  if (value.type !== "object" || value.subtype === "null") {
    return value.unserializableValue ?? value.description ?? String(value.value);
  }
  const title = (value.description ?? value.className ?? "Object").split("\n")[0] as string;
  if (!value.preview || /^(?:error|date|regexp)$/.test(value.subtype ?? "")) return title;
  const body = members(value.preview);
  return body === "" ? title : `${title} ${body}`;
}

function members(preview: ObjectPreview): string {
  const list = /^(?:array|typedarray)$/.test(preview.subtype ?? "");
  const parts = preview.entries
    ? preview.entries.map(({ key, value }) =>
      key ? `${short(key)} => ${short(value)}` : short(value)
    )
    : preview.properties.map(({ name, type, value, subtype }) => {
      const text = type === "string" && subtype === undefined
        ? JSON.stringify(value ?? "")
        : type === "function"
        ? "function"
        : type === "accessor"
        ? "…"
        : value ?? type;
      return list && /^\d+$/.test(name) ? text : `${name}: ${text}`;
    });
  const more = parts.splice(MAX_MEMBERS).length > 0 || preview.overflow;
  if (more) parts.push("…");
  if (parts.length === 0) return "";
  return list ? `[${parts.join(", ")}]` : `{ ${parts.join(", ")} }`;
}

function short(preview: ObjectPreview & { type: string }): string {
  const text = preview.description ?? preview.type;
  return preview.type === "string" ? JSON.stringify(text) : text;
}
