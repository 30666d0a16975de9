/** The variable `tracker` of a notebook. @module */

/**
 * Gives the notebook's variable `tracker` a value, also where a cell has declared it, such as
 * `const tracker = new ExperimentTracker(…)`: else what follows would log into that run.
 */
export function setTrackerVariable(value: unknown): void {
  Object.defineProperty(globalThis, "tracker", {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
  try {
    // Only code that is compiled in the notebook's scope reaches what its cells have declared.
    new Function("value", "tracker = value")(value);
  } catch (error) {
    // The cell that calls the magic declares the variable below it.
    if (!(error instanceof ReferenceError)) throw error;
  }
}
