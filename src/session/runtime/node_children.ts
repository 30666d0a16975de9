/** `node:child_process` for cells, with output that keeps its place as that of `Deno.Command` does. @module */

// deno-lint-ignore no-explicit-any -- the functions of Node's module, whatever they take
type Anything = any;

const SYNCHRONOUS = ["execSync", "execFileSync", "spawnSync"];
const ASYNCHRONOUS = ["exec", "execFile", "spawn", "fork"];

/** Whether an import means Node's module of child processes. */
export function isChildProcess(specifier: string): boolean {
  return /^(node:)?child_process$/.test(specifier);
}

/**
 * Returns Node's module with functions that call `before` ahead of each child, and `after` once it has ended,
 * before the code that waited for it goes on. The module itself cannot be changed.
 */
export function withOrder(
  module: Record<string, Anything>,
  before: () => void,
  after: () => void,
): Record<string, Anything> {
  const wrapped: Record<string, Anything> = {};
  for (const name of SYNCHRONOUS) {
    wrapped[name] = wrap(module[name], before, (call) => {
      try {
        return call();
      } finally {
        after();
      }
    });
  }
  for (const name of ASYNCHRONOUS) {
    wrapped[name] = wrap(module[name], before, (call) => {
      const child = call();
      // Registered first, so it is called before the code's own listeners.
      child.once("exit", after);
      return child;
    });
  }
  return { ...module, ...wrapped, default: { ...module.default, ...wrapped } };
}

function wrap(
  original: Anything,
  before: () => void,
  around: (call: () => Anything) => Anything,
): Anything {
  const replacement = (...args: Anything[]): Anything => {
    before();
    return around(() => original(...args));
  };
  // With its name, and how it becomes a function that returns a promise.
  return Object.defineProperties(replacement, Object.getOwnPropertyDescriptors(original));
}
