/** Stops a child with all that it has started itself. @module */

/** How long what was interrupted has to end by itself, in seconds. */
const GRACE = 1;

/**
 * Interrupts a child and its descendants, as Ctrl-C in a terminal does; what is still there a moment later is
 * killed. They have no process group of their own, so that they end with the kernel's, however that ends.
 */
export function stopTree(child: Deno.ChildProcess): void {
  if (Deno.build.os === "windows") {
    new Deno.Command("taskkill", { args: ["/pid", String(child.pid), "/t", "/f"], stdin: "null" })
      .outputSync();
    return;
  }
  const pids = tree(child.pid).join(" ");
  // By the shell that was allowed to start the child, and apart from this session's timers, which may be stopped.
  new Deno.Command("sh", {
    args: ["-c", `kill -INT ${pids}; sleep ${GRACE}; kill -KILL ${pids}`],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
}

/** A process and its descendants. */
function tree(pid: number): number[] {
  const { stdout } = new Deno.Command("sh", {
    args: ["-c", "ps -A -o pid= -o ppid="],
    stdin: "null",
    stderr: "null",
  }).outputSync();
  const children = new Map<number, number[]>();
  for (const line of new TextDecoder().decode(stdout).trim().split("\n")) {
    const [child, parent] = line.trim().split(/\s+/).map(Number) as [number, number];
    children.set(parent, [...children.get(parent) ?? [], child]);
  }
  const found = [pid];
  for (const parent of found) found.push(...children.get(parent) ?? []);
  return found;
}
