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

/** Replaces a function by one with its name and what else it has, such as how `promisify` calls it. */
export function replaceFunction(target: object, name: string, value: object): void {
  const old = (target as Record<string, object>)[name]!;
  replace(target, name, Object.defineProperties(value, Object.getOwnPropertyDescriptors(old)));
}
