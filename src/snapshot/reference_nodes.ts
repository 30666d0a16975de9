/**
 * Which nodes of a syntax tree refer to another file.
 *
 * @module
 */
import type { ModuleReferences, Reference } from "./references.ts";

/** A node of a syntax tree, as far as it matters here. */
export interface Node {
  /** What it is. */
  type: string;
  /** Where it stands. */
  loc?: { start: { line: number } };
  /** Its parts. */
  // deno-lint-ignore no-explicit-any
  [part: string]: any;
}

/** Adds what a node refers to. */
export function readNode(node: Node, found: ModuleReferences): void {
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportNamedDeclaration":
    case "ExportAllDeclaration":
      if (node.source) note(found, node, node.source.value, { data: isData(node.attributes) });
      break;
    case "TSImportType":
      noteLiteral(found, node, node.source ?? node.argument);
      break;
    case "TSExternalModuleReference":
      noteLiteral(found, node, node.expression);
      break;
    case "ImportExpression":
      noteImport(found, node, node.source, node.options);
      break;
    case "CallExpression":
      readCall(node, found);
      break;
    case "NewExpression":
      readNew(node, found);
      break;
    case "TemplateLiteral":
    case "BinaryExpression":
      readPathText(node, found);
      break;
  }
}

function note(
  found: ModuleReferences,
  node: Node,
  specifier: string,
  how: Partial<Reference> = {},
): void {
  const line = node.loc?.start.line ?? 1;
  found.references.push({ specifier, line, mapped: true, optional: false, data: false, ...how });
}

/** The text of a string literal, or of a template without expressions. */
function literal(node: Node | null | undefined): string | undefined {
  if (node?.type === "StringLiteral") return node.value;
  if (node?.type === "TSLiteralType") return literal(node.literal);
  if (node?.type === "TemplateLiteral" && node.expressions.length === 0) {
    return node.quasis[0].value.cooked ?? undefined;
  }
  return undefined;
}

function noteLiteral(found: ModuleReferences, node: Node, source: Node | undefined): void {
  const specifier = literal(source);
  if (specifier !== undefined) note(found, node, specifier);
}

function noteImport(
  found: ModuleReferences,
  node: Node,
  source: Node | undefined,
  options: Node | null | undefined,
): void {
  const specifier = literal(source);
  if (specifier === undefined) {
    found.computed.push(node.loc?.start.line ?? 1);
    return;
  }
  const attributes = options?.properties?.find((property: Node) => keyOf(property) === "with");
  note(found, node, specifier, { data: isData(attributes?.value?.properties) });
}

/** Whether import attributes say that the target is no program. */
function isData(attributes: Node[] | undefined): boolean {
  return attributes?.some((attribute) => keyOf(attribute) === "type") ?? false;
}

function keyOf(property: Node): string | undefined {
  return property.key?.name ?? property.key?.value;
}

function readCall(node: Node, found: ModuleReferences): void {
  const [first] = node.arguments as Node[];
  if (node.callee.type === "Import") noteImport(found, node, first, node.arguments[1]);
  if (node.callee.name === "require" && node.arguments.length === 1) {
    const specifier = literal(first);
    if (specifier !== undefined) note(found, node, specifier);
  }
  if (isMeta(node.callee, "resolve")) {
    const specifier = literal(first);
    if (specifier !== undefined) note(found, node, specifier, { optional: true });
  }
  const method = node.callee.name ?? node.callee.property?.name;
  if (first && isMeta(first, "dirname") && (method === "join" || method === "resolve")) {
    const parts = (node.arguments as Node[]).slice(1).map(literal);
    if (parts.every((part) => part !== undefined)) notePath(found, node, parts.join("/"));
  }
}

/** `new URL("./beside.bin", import.meta.url)` */
function readNew(node: Node, found: ModuleReferences): void {
  if (node.callee.name !== "URL" || node.arguments.length !== 2) return;
  const [first, base] = node.arguments as [Node, Node];
  const specifier = literal(first);
  if (specifier !== undefined && isMeta(base, "url")) {
    note(found, node, specifier, { mapped: false, optional: true });
  }
}

/** `${import.meta.dirname}/beside.bin`, or the same as a sum. */
function readPathText(node: Node, found: ModuleReferences): void {
  if (node.type === "TemplateLiteral") {
    const [only] = node.expressions as Node[];
    if (node.expressions.length !== 1 || !isMeta(only!, "dirname")) return;
    if (node.quasis[0].value.cooked === "") notePath(found, node, node.quasis[1].value.cooked);
  } else if (node.operator === "+" && isMeta(node.left, "dirname")) {
    const rest = literal(node.right);
    if (rest !== undefined) notePath(found, node, rest);
  }
}

function notePath(found: ModuleReferences, node: Node, path: string): void {
  const specifier = `./${path.split(/[\\/]/).filter(Boolean).map(encodeURIComponent).join("/")}`;
  note(found, node, specifier, { mapped: false, optional: true });
}

/** Whether a node is `import.meta.<name>`, with or without an exclamation mark. */
function isMeta(node: Node, name: string): boolean {
  if (node.type === "TSNonNullExpression") return isMeta(node.expression, name);
  return node.type === "MemberExpression" && node.property.name === name &&
    node.object.type === "MetaProperty" && node.object.meta.name === "import";
}
