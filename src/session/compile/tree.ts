/** The syntax tree of a cell, as far as compiling needs it. @module */

/** A node of the tree; its other fields depend on its type. */
export interface Node {
  /** The node's type, as Babel names it. */
  type: string;
  /** The offset of its first character. */
  start: number;
  /** The offset after its last character. */
  end: number;
  /** What the kind of node has beside. */
  // deno-lint-ignore no-explicit-any
  [field: string]: any;
}

const NO_CHILDREN = new Set([
  "loc",
  "extra",
  "leadingComments",
  "trailingComments",
  "innerComments",
]);

/** The nodes directly below a node, in the order of their fields. */
export function children(node: Node): Node[] {
  const found: Node[] = [];
  for (const key in node) {
    if (NO_CHILDREN.has(key)) continue;
    const value = node[key];
    if (value === null || typeof value !== "object") continue;
    if (Array.isArray(value)) {
      for (const item of value) if (typeof item?.type === "string") found.push(item);
    } else if (typeof value.type === "string") found.push(value);
  }
  return found;
}

/** Visits a tree from its root on; below a node for which `visit` returns false it does not go. */
export function walk(root: Node, visit: (node: Node) => boolean | void): void {
  const waiting = [root];
  while (waiting.length > 0) {
    const node = waiting.pop()!;
    if (visit(node) === false) continue;
    const below = children(node);
    for (let index = below.length - 1; index >= 0; index--) waiting.push(below[index]!);
  }
}

/** The names that a pattern or an identifier binds. */
export function boundNames(pattern: Node): string[] {
  switch (pattern.type) {
    case "Identifier":
      return [pattern.name];
    case "ObjectPattern":
      return pattern.properties.flatMap((property: Node) =>
        boundNames(property.type === "RestElement" ? property : property.value)
      );
    case "ArrayPattern":
      return pattern.elements.flatMap((element: Node | null) => element ? boundNames(element) : []);
    case "AssignmentPattern":
      return boundNames(pattern.left);
    case "RestElement":
      return boundNames(pattern.argument);
    default:
      return [];
  }
}
