/** `Deno.inspect` that answers for every value. @module */

/** Taken when the session starts: a cell may replace `Deno.inspect`, and the console must go on. */
const inspect = Deno.inspect;

/**
 * The text of a value as `Deno.inspect` shows it. Where the value's own code throws meanwhile (a trap
 * of a Proxy, a `Symbol.for("Deno.customInspect")` method), a text that says so instead.
 */
export function inspectSafely(
  value: unknown,
  colors: boolean,
  options?: Deno.InspectOptions,
): string {
  try {
    return inspect(value, options === undefined ? { colors } : { ...options, colors });
  } catch (error) {
    const kind = typeof value === "function" ? "Function" : "Object";
    return `[${kind} that cannot be inspected: ${reasonOf(error)}]`;
  }
}

/** What was thrown, in words; it may itself be hostile. */
export function reasonOf(error: unknown): string {
  try {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  } catch {
    return "its code threw";
  }
}
