/** Finds circles in a directed graph. @module */

/** Returns circles that together hold every node that lies on one; each is a path back to its start. */
export function findCircles(edges: Iterable<readonly [from: string, to: string]>): string[][] {
  const next = new Map<string, Set<string>>();
  for (const [from, to] of edges) {
    if (!next.has(from)) next.set(from, new Set());
    next.get(from)!.add(to);
  }
  const circles: string[][] = [];
  const known = new Set<string>();
  for (const node of next.keys()) {
    if (known.has(node)) continue;
    const circle = shortestCircle(node, next);
    if (circle === undefined) continue;
    circles.push(circle);
    for (const member of circle) known.add(member);
  }
  return circles;
}

/** The shortest way from a node back to it, breadth first. */
function shortestCircle(start: string, next: Map<string, Set<string>>): string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const node of queue) {
    for (const to of next.get(node) ?? []) {
      if (to === start) return unwind(start, node, cameFrom);
      if (cameFrom.has(to)) continue;
      cameFrom.set(to, node);
      queue.push(to);
    }
  }
  return undefined;
}

function unwind(start: string, last: string, cameFrom: Map<string, string>): string[] {
  const path = [start];
  for (let node = last; node !== start; node = cameFrom.get(node)!) path.unshift(node);
  return [start, ...path];
}
