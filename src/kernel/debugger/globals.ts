/** The variables that the cells have declared. @module */

import { type Debuggee, valueOf } from "./debuggee.ts";
import type { Property } from "./protocol.ts";

/** The globals of Deno itself, which a kernel has as well as its session. */
const BUILT_IN: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(globalThis));

/** The names of the user's globals, sorted as they were declared. */
export async function globalNames(debuggee: Debuggee): Promise<string[]> {
  const { names } = await debuggee.inspector.call<{ names: string[] }>(
    "Runtime.globalLexicalScopeNames",
  );
  const { value } = valueOf(
    await debuggee.evaluate("Object.getOwnPropertyNames(globalThis)", { returnByValue: true }),
  );
  const own = (value as string[]).filter((name) =>
    !BUILT_IN.has(name) && !name.startsWith("__labbook")
  );
  return [...new Set([...names, ...own])].filter(isIdentifier);
}

/** The user's globals and their values, which stay alive as long as `objectGroup`. */
export async function globalProperties(
  debuggee: Debuggee,
  objectGroup: string,
): Promise<Property[]> {
  const names = await globalNames(debuggee);
  const holder = valueOf(await debuggee.evaluate(readNames(names), { objectGroup }));
  return await heldProperties(debuggee, names, holder.objectId!);
}

/** An expression for an object with the values that names have where it is evaluated. */
export function readNames(names: readonly string[]): string {
  const reads = names.map((name) => `__labbook_take(${JSON.stringify(name)}, () => ${name});`);
  // The names around the reads are none that code would use. A global's getter is taken over as it
  // is; what is not initialized yet throws and is left out.
  return `(() => {
    const __labbook_values = { __proto__: null };
    const __labbook_take = (name, read) => {
      const own = Object.getOwnPropertyDescriptor(globalThis, name);
      try {
        const value = own?.get ? own : { value: read(), enumerable: true };
        Object.defineProperty(__labbook_values, name, value);
      } catch {}
    };
    ${reads.join("\n")}
    return __labbook_values;
  })()`;
}

/** The values of names in an object that {@linkcode readNames} made, in the order of the names. */
export async function heldProperties(
  debuggee: Debuggee,
  names: readonly string[],
  objectId: string,
): Promise<Property[]> {
  const { result } = await debuggee.inspector.call<{ result: Property[] }>(
    "Runtime.getProperties",
    { objectId, ownProperties: true, generatePreview: true },
  );
  const byName = new Map(result.map((property) => [property.name, property]));
  return names.map((name) => byName.get(name) ?? { name });
}

/** Whether a text can be used as a variable's name. */
export function isIdentifier(text: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test(text);
}
