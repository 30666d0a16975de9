/** The variables that cells have declared. @module */

import { kernel } from "./kernel.ts";

/** A variable of the session. */
export interface Variable {
  /** Its name. */
  name: string;
  /** Its value now. */
  value: unknown;
  /** What its value is: `number`, `Array`, a class's name. */
  type: string;
}

/** The variables with a value, sorted by name; only those of a type, where types are given. */
export function variables(magic: string, types: readonly unknown[]): Variable[] {
  const wanted = new Set(types.map((type) => String(type).toLowerCase()));
  const names = kernel(magic).ask("names", {}) as string[];
  return names.toSorted((a, b) => a.localeCompare(b)).flatMap((name) => {
    const read = readVariable(name);
    if (read === undefined) return [];
    const type = typeOf(read.value);
    const isWanted = wanted.size === 0 || wanted.has(type.toLowerCase()) ||
      wanted.has(typeof read.value);
    return isWanted ? [{ name, value: read.value, type }] : [];
  });
}

/** What `%who` and `%whos` say where there are no variables. */
export function noVariables(types: readonly unknown[]): string {
  return types.length === 0
    ? "Interactive namespace is empty."
    : "No variables match your requested type.";
}

/** The value of a variable of the cells; undefined where it has none, as its initialiser threw. */
function readVariable(name: string): { value: unknown } | undefined {
  if (!/^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test(name)) return undefined;
  try {
    // Names of cells are in no object: only code of the global scope can read them.
    return { value: new Function(`return ${name}`)() };
  } catch (error) {
    if (error instanceof ReferenceError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (typeof value === "function") {
    return /^class\b/.test(Function.prototype.toString.call(value)) ? "class" : "function";
  }
  return typeof value === "object" ? className(value) : typeof value;
}

/** The name of an object's class, without calling what it may do itself. */
function className(value: object): string {
  try {
    const prototype = Object.getPrototypeOf(value);
    const own = prototype === null
      ? undefined
      : Object.getOwnPropertyDescriptor(prototype, "constructor")?.value?.name;
    return typeof own === "string" && own !== "" ? own : "Object";
  } catch {
    // A Proxy may refuse to be looked at.
    return "Proxy";
  }
}
