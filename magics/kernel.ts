/** The kernel, for the magics that need one. @module */

import { labbook } from "./labbook.ts";

type Kernel = NonNullable<ReturnType<ReturnType<typeof labbook>["host"]>>;

/**
 * The kernel that runs this code.
 *
 * @throws {Error} There is none, as in a script.
 */
export function kernel(magic: string): Kernel {
  const found = labbook().host();
  if (found !== undefined) return found;
  throw new Error(`Cannot run %${magic}: no kernel is around this code, expected Labbook's`);
}
