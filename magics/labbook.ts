/** The library, loaded when the first magic is called: the kernel reads the magics without it. @module */

type Labbook = typeof import("../mod.ts");

let library: Labbook | undefined;

/** Loads the library; to be awaited before a magic is called. */
export async function loadLabbook(): Promise<void> {
  library ??= await import("../mod.ts");
}

/** The library, which was loaded before any magic is called. */
export function labbook(): Labbook {
  if (library === undefined) throw new Error("Cannot call a magic: the library is not loaded yet");
  return library;
}
