/** The scopes of a stopped call, as a person sees them. @module */

import type { Handles } from "./handles.ts";
import type { CallFrame } from "./protocol.ts";

/** A scope of the Debug Adapter Protocol. */
export interface Scope {
  /** What it is called. */
  name: string;
  /** A kind that clients know. */
  presentationHint?: "locals" | "globals";
  /** The number of its variables. */
  variablesReference: number;
  /** Whether listing them takes long. */
  expensive: boolean;
}

/** Scopes that belong together with the function's own. */
const INNER = new Set(["local", "block", "catch", "with", "class-static-block"]);

/** The scopes of a call: its own variables, those of the functions around it, and the cells'. */
export function scopesOf(call: CallFrame, handles: Handles): Scope[] {
  const locals: number[] = [];
  const scopes: Scope[] = [];
  let isInside = true;
  for (const [number, { type, name }] of call.scopeChain.entries()) {
    if (isInside && INNER.has(type)) {
      locals.push(number);
      if (type === "local") isInside = false;
      continue;
    }
    isInside = false;
    if (type === "global" || type === "script") continue;
    const title = type === "module" ? "Module" : name ? `Closure (${name})` : "Closure";
    scopes.push({
      name: title,
      variablesReference: handles.add(
        { kind: "scope", call, numbers: [number], isLocal: false },
        "stop",
      ),
      expensive: false,
    });
  }
  if (locals.length > 0) {
    scopes.unshift({
      name: "Locals",
      presentationHint: "locals",
      variablesReference: handles.add(
        { kind: "scope", call, numbers: locals, isLocal: true },
        "stop",
      ),
      expensive: false,
    });
  }
  scopes.push({
    name: "Globals",
    presentationHint: "globals",
    variablesReference: handles.add({ kind: "globals" }, "stop"),
    expensive: false,
  });
  return scopes;
}
