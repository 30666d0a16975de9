/** What of a cell only TypeScript knows. @module */

import type { ParsedCell } from "./parse.ts";
import { children, type Node } from "./tree.ts";

/** What has to be done to a cell before V8 understands it. */
export interface TypeSyntax {
  /** Whether there are types to remove. */
  hasTypes: boolean;
  /** Whether there is syntax that becomes other code: enums, namespaces, parameter properties, `<T>x`. */
  hasCode: boolean;
  /** Whether there are namespaces of several blocks, whose names swc does not join. */
  hasJoinedNamespaces: boolean;
  /** Whether there are decorators or `accessor` fields. */
  hasDecorators: boolean;
  /** Whether there is JSX. */
  hasJsx: boolean;
  /** The names of enums and namespaces that the cell declares at its top. */
  blocks: Set<string>;
  /** Names that occur in types and nowhere else. */
  onlyTypes: Set<string>;
}

/** TypeScript's nodes that hold values beside types. */
const WITH_VALUES = new Set([
  "TSAsExpression",
  "TSSatisfiesExpression",
  "TSNonNullExpression",
  "TSTypeAssertion",
  "TSInstantiationExpression",
  "TSEnumDeclaration",
  "TSEnumBody",
  "TSEnumMember",
  "TSModuleDeclaration",
  "TSModuleBlock",
  "TSParameterProperty",
  "TSExportAssignment",
  "TSImportEqualsDeclaration",
]);

const TYPE_FLAGS = ["accessibility", "readonly", "abstract", "declare", "definite", "override"];

/** Looks for TypeScript, JSX and decorators in a cell. */
export function findTypeSyntax(cell: ParsedCell): TypeSyntax {
  const found: TypeSyntax = {
    hasTypes: false,
    hasCode: false,
    hasJoinedNamespaces: false,
    hasDecorators: false,
    hasJsx: false,
    blocks: new Set(),
    onlyTypes: new Set(),
  };
  const inTypes = new Set<string>();
  const inValues = new Set<string>();
  const waiting: [Node, boolean][] = [[cell.program, false]];
  while (waiting.length > 0) {
    const [node, wasType] = waiting.pop()!;
    let isType = wasType;
    if (node.type.startsWith("TS")) {
      found.hasTypes = true;
      isType ||= !WITH_VALUES.has(node.type);
    }
    if (node.type === "ImportDeclaration") {
      if (node.importKind === "type" || node.specifiers.some(isTypeSpecifier)) {
        found.hasTypes = true;
      }
      continue;
    }
    if (
      TYPE_FLAGS.some((flag) =>
        node[flag] !== undefined && node[flag] !== false && node[flag] !== null
      )
    ) {
      found.hasTypes = true;
      if (node.declare) isType = true;
    }
    if (node.optional === true && !node.type.startsWith("Optional")) found.hasTypes = true;
    if (node.exportKind === "type") {
      found.hasTypes = true;
      isType = true;
    }
    if (node.decorators?.length > 0) found.hasDecorators = true;
    switch (node.type) {
      case "Identifier":
      case "JSXIdentifier":
        (isType ? inTypes : inValues).add(node.name);
        break;
      case "ClassAccessorProperty":
        found.hasDecorators = true;
        break;
      case "JSXElement":
      case "JSXFragment":
        found.hasJsx = true;
        break;
      case "TSEnumDeclaration":
      case "TSModuleDeclaration":
      case "TSParameterProperty":
      case "TSTypeAssertion":
        if (!isType) found.hasCode = true;
        break;
    }
    for (const child of childrenOf(node)) waiting.push([child, isType]);
  }
  for (const statement of cell.body) addBlock(statement, found);
  found.onlyTypes = inTypes.difference(inValues);
  return found;
}

/** Whether a name of an import or export is one of a type, by its own word. */
export function isTypeSpecifier(specifier: Node): boolean {
  return specifier.importKind === "type" || specifier.exportKind === "type";
}

/** The nodes that may refer to a name: not the names of members. */
function childrenOf(node: Node): Node[] {
  if (node.type === "MemberExpression" || node.type === "OptionalMemberExpression") {
    return node.computed ? [node.object, node.property] : [node.object];
  }
  if (node.type === "TSQualifiedName") return [node.left];
  if (node.type === "ExportSpecifier") return [node.local];
  if (node.type === "TSImportEqualsDeclaration") return [node.moduleReference];
  const isNamed = node.type === "ObjectProperty" || node.type === "ObjectMethod" ||
    node.type.startsWith("Class") || node.type.endsWith("Signature");
  if (isNamed && !node.computed && node.key !== undefined) {
    return children(node).filter((child) => child !== node.key);
  }
  return children(node);
}

function addBlock(statement: Node, found: TypeSyntax): void {
  const node = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
  if (node?.type !== "TSEnumDeclaration" && node?.type !== "TSModuleDeclaration") return;
  if (node.declare) return;
  let name = node.id;
  while (name.type === "TSQualifiedName") name = name.left;
  if (node.type === "TSModuleDeclaration" && found.blocks.has(name.name)) {
    found.hasJoinedNamespaces = true;
  }
  found.blocks.add(name.name);
}
