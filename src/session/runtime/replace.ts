/** Replacing what the runtime provides. @module */

/** Gives a property of `target` a new value that user code may replace in its turn. */
export function replace(target: object, name: string, value: unknown): void {
  const descriptor = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, {
    configurable: true,
    enumerable: descriptor?.enumerable ?? false,
    writable: true,
    value,
  });
}
