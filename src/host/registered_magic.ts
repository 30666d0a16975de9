/** Magics of the user's own. @module */

import { host } from "./host.ts";
import type { MagicFunction, MagicOptions } from "./magic_types.ts";

/**
 * Adds a magic of your own: from then on `%name` and `%%name` call it, in the cells that follow.
 * Registered again, the name means the new one. Where no Labbook kernel runs the code it does nothing, so that a
 * module may register its magics and still be used in scripts.
 *
 * @param name The name, of letters, digits and `_`.
 * @param run What it does; what it returns is displayed.
 * @param options Its help, and what completes it.
 * @throws {TypeError} If the name is none, or `run` is no function.
 *
 * @example A magic that greets
 * ```ts
 * import { registerMagic } from "@labbook/labbook";
 *
 * registerMagic("greet", ({ positional: [who] }) => `Hello, ${who}!`, {
 *   help: "%greet NAME greets NAME",
 *   complete: () => ["world"],
 * });
 * ```
 */
export function registerMagic(name: string, run: MagicFunction, options: MagicOptions = {}): void {
  if (typeof name !== "string" || !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) {
    throw new TypeError(
      `Cannot register the magic ${JSON.stringify(name)}: expected a name of letters, digits and _`,
    );
  }
  if (typeof run !== "function") {
    throw new TypeError(
      `Cannot register the magic ${name}: got ${typeof run} as what it does, expected a function`,
    );
  }
  const kernel = host();
  if (kernel === undefined) return;
  kernel.magics.set(name, { ...options, run });
  kernel.tell("magic", { name, help: options.help ?? "" });
}
