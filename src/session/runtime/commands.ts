/** Child processes of the user's code, whose output keeps its place among the rest. @module */

/**
 * Returns a `Deno.Command` that calls `before` ahead of each child, so that what was said earlier is on its
 * way, and `after` once the child has ended, before the code that waited for it goes on.
 */
export function createCommand(
  Command: typeof Deno.Command,
  before: () => void,
  after: () => void,
): typeof Deno.Command {
  return class extends Command {
    override output(): Promise<Deno.CommandOutput> {
      before();
      return super.output().finally(after);
    }

    override outputSync(): Deno.CommandOutput {
      before();
      try {
        return super.outputSync();
      } finally {
        after();
      }
    }

    override spawn(): Deno.ChildProcess {
      before();
      const child = super.spawn();
      // Registered first, so it is called before the code's own continuation.
      child.status.then(after, after);
      return child;
    }
  };
}
