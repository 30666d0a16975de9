/** Values of the session as short texts. @module */

import type { Preview, Property, PropertyPreview, RemoteValue } from "./protocol.ts";

/** The longest text of a value, in UTF-16 units. */
const LONGEST = 120;

/** A value as the variables of the Debug Adapter Protocol show it. */
export interface Described {
  /** The value as a short text. */
  value: string;
  /** The class of an object, else what `typeof` tells. */
  type: string;
  /** How many elements an array or a typed array has. */
  indexed?: number;
}

/** Describes a value without running any code of the session. */
export function describe(remote: RemoteValue): Described {
  const { type, subtype, description = "" } = remote;
  if (type === "function") return { value: signature(description), type };
  if (type !== "object" || subtype === "null") {
    return { value: primitive(remote), type: subtype === "null" ? "null" : type };
  }
  const length = /^[^(]*\((\d+)\)$/.exec(description)?.[1];
  const isList = (subtype === "array" || subtype === "typedarray") && length !== undefined;
  return {
    value: shorten(objectText(remote)),
    type: remote.className ?? type,
    ...isList ? { indexed: Number(length) } : {},
  };
}

/** Describes a property; a getter is not run. */
export function describeProperty({ value, get, set }: Property): Described {
  if (value !== undefined) return describe(value);
  const parts = [...has(get) ? ["getter"] : [], ...has(set) ? ["setter"] : []];
  return { value: `(${parts.join(", ") || "not initialized"})`, type: "accessor" };
}

/** Cuts a text that is too long, never between the halves of a character. */
export function shorten(text: string, longest: number = LONGEST): string {
  if (text.length <= longest) return text;
  const end = /[\uD800-\uDBFF]/.test(text[longest - 1]!) ? longest - 1 : longest;
  return `${text.slice(0, end)}…`;
}

function has(accessor: RemoteValue | undefined): boolean {
  return accessor !== undefined && accessor.type !== "undefined";
}

function primitive(
  { type, subtype, value, unserializableValue, description }: RemoteValue,
): string {
  if (subtype === "null") return "null";
  if (type === "undefined") return "undefined";
  if (type === "string") return shorten(JSON.stringify(shorten(String(value))));
  return unserializableValue ?? description ?? String(value);
}

function objectText({ subtype, className, description = "", preview }: RemoteValue): string {
  if (preview === undefined || isWhole(subtype)) return firstLine(description);
  return previewText(preview, className === "Object" ? "" : description);
}

/** Whether an object's description says all of it. */
function isWhole(subtype: string | undefined): boolean {
  return subtype === "date" || subtype === "regexp" || subtype === "error" || subtype === "proxy" ||
    subtype === "internal#entry";
}

function previewText(preview: Preview, name: string): string {
  const more = preview.overflow ? ["…"] : [];
  const head = name === "" ? "" : `${name} `;
  if (preview.subtype === "array" || preview.subtype === "typedarray") {
    // A typed array's own properties are V8's.
    const isOwn = ({ name }: PropertyPreview) => preview.subtype === "array" || /^\d+$/.test(name);
    const items = preview.properties.filter(isOwn).map((item) =>
      /^\d+$/.test(item.name) ? propertyText(item) : `${item.name}: ${propertyText(item)}`
    );
    return `${head}[${[...items, ...more].join(", ")}]`;
  }
  if (preview.subtype === "promise") return `${head}{${promiseText(preview)}}`;
  const items = preview.entries !== undefined
    ? preview.entries.map(({ key, value }) =>
      key === undefined ? entryText(value) : `${entryText(key)} => ${entryText(value)}`
    )
    : preview.properties.map((item) => `${item.name}: ${propertyText(item)}`);
  return `${head}{${[...items, ...more].join(", ")}}`;
}

function promiseText({ properties }: Preview): string {
  const [state, result] = ["[[PromiseState]]", "[[PromiseResult]]"].map((wanted) =>
    properties.find(({ name }) => name === wanted)
  );
  if (state?.value === "fulfilled" && result !== undefined) return propertyText(result);
  return state?.value === "rejected" && result !== undefined
    ? `<rejected> ${propertyText(result)}`
    : "<pending>";
}

function propertyText({ type, subtype, value = "" }: PropertyPreview): string {
  if (type === "accessor") return "(getter)";
  if (type === "function") return "ƒ";
  if (type === "string") return JSON.stringify(value);
  if (type === "object" && subtype === undefined && value === "Object") return "{…}";
  return firstLine(value);
}

function entryText({ type, subtype, description = "" }: Preview): string {
  return propertyText({
    name: "",
    type,
    value: description,
    ...subtype === undefined ? {} : { subtype },
  });
}

/** A function's text up to its body; types that were erased have left spaces. */
function signature(text: string): string {
  const head = /^[^]*?(?=\s*\{)|^[^\n]*/.exec(text)![0];
  return shorten(head.replace(/\s+/g, " ").replace(/ (?=[,)])/g, ""));
}

function firstLine(text: string): string {
  return shorten(text.split("\n", 1)[0]!);
}
