/** What cells declare, and which names several of them do. @module */

import { boundNames, children, type Node, type ParsedCell } from "../../../session/mod.ts";
import { TRACKER } from "./magic_calls.ts";

/** What a cell declares at its top. */
export interface Declared {
  /** Names of values, each with what tells one declaration from another: two of the same import are one. */
  values: Map<string, string>;
  /** Names of types. */
  types: Map<string, string>;
  /** Names that anything declares anywhere within. */
  anywhere: Set<string>;
  /** Names that are assigned. */
  assigned: Set<string>;
  /** All names that occur. */
  mentioned: Set<string>;
  /** Whether the cell assigns `tracker` at its top, and declares no such variable. */
  startsTracker: boolean;
  /** How many assignments of `tracker` there are. */
  trackers: number;
}

/** What an import binds. */
export interface Imported {
  /** The name in the cell. */
  local: string;
  /** The name in the module; `*` for all of it. */
  name: string;
  /** Whether it is a type by its own word. */
  isType: boolean;
}

/** Reads what a cell declares. */
export function readDeclared(cell: ParsedCell, key: string): Declared {
  const found: Declared = {
    values: new Map(),
    types: new Map(),
    anywhere: new Set(),
    assigned: new Set(),
    mentioned: new Set(),
    startsTracker: false,
    trackers: 0,
  };
  for (const statement of cell.body) readStatement(statement, key, found);
  const waiting: [node: Node, inFunction: boolean][] = [[cell.program, false]];
  while (waiting.length > 0) {
    const [node, inFunction] = waiting.pop()!;
    readNode(node, inFunction, key, found);
    const inside = inFunction || /Function|Method$|^StaticBlock$/.test(node.type);
    for (const child of children(node)) waiting.push([child, inside]);
  }
  if (!found.values.has(TRACKER) && cell.body.some(isTrackerStart)) {
    found.startsTracker = true;
    found.values.set(TRACKER, key);
  }
  return found;
}

/** Whether a statement does nothing but set `tracker`, as `%track` does. */
export function isTrackerStart({ type, expression }: Node): boolean {
  return type === "ExpressionStatement" && expression.type === "AssignmentExpression" &&
    expression.left.type === "Identifier" && expression.left.name === TRACKER;
}

/** The statement itself, without an `export` before it. */
export function withoutExport(statement: Node): Node {
  const isExport = statement.type === "ExportNamedDeclaration" ||
    statement.type === "ExportDefaultDeclaration";
  return isExport && statement.declaration?.id !== undefined && statement.declaration.id !== null ||
      isExport && statement.declaration?.type === "VariableDeclaration"
    ? statement.declaration
    : statement;
}

/** What an import, or an export of another module's names, binds. */
export function importsOf(statement: Node): Imported[] {
  const isType = statement.importKind === "type" || statement.exportKind === "type";
  return (statement.specifiers ?? []).flatMap((specifier: Node): Imported[] => {
    const own = specifier.importKind === "type" || specifier.exportKind === "type";
    const isNamespace = specifier.type.endsWith("NamespaceSpecifier");
    const isImport = statement.type === "ImportDeclaration";
    const local = moduleName(isImport ? specifier.local : specifier.exported);
    if (
      !isImport && (local === "default" || !/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(local))
    ) {
      return [];
    }
    const name = isNamespace
      ? "*"
      : specifier.type === "ImportDefaultSpecifier"
      ? "default"
      : moduleName(isImport ? specifier.imported : specifier.local);
    return [{ local, name, isType: isType || own }];
  });
}

function moduleName(node: Node): string {
  return node.type === "StringLiteral" ? node.value : node.name;
}

function readStatement(statement: Node, key: string, { values, types }: Declared): void {
  const node = withoutExport(statement);
  if (statement.source) {
    for (const { local, name, isType } of importsOf(statement)) {
      (isType ? types : values).set(local, `import ${name} from ${statement.source.value}`);
    }
    return;
  }
  switch (node.type) {
    case "VariableDeclaration":
      if (node.declare) return;
      for (const { id } of node.declarations) {
        for (const name of boundNames(id)) values.set(name, key);
      }
      return;
    case "FunctionDeclaration":
    case "TSDeclareFunction":
    case "ClassDeclaration":
      if (!node.declare && node.id) values.set(node.id.name, key);
      return;
    case "TSEnumDeclaration":
    case "TSModuleDeclaration":
    case "TSImportEqualsDeclaration":
      if (!node.declare && node.id.type === "Identifier") values.set(node.id.name, key);
      return;
    case "TSInterfaceDeclaration":
    case "TSTypeAliasDeclaration":
      types.set(node.id.name, key);
  }
}

function readNode(node: Node, inFunction: boolean, key: string, found: Declared): void {
  switch (node.type) {
    case "Identifier":
      found.mentioned.add(node.name);
      return;
    case "VariableDeclaration": {
      const names = node.declarations.flatMap(({ id }: Node) => boundNames(id));
      for (const name of names) {
        found.anywhere.add(name);
        // A `var` in a block is one of the whole cell.
        if (node.kind === "var" && !inFunction && !node.declare) found.values.set(name, key);
      }
      return;
    }
    case "AssignmentExpression":
      return addAssigned(node.left, found);
    case "UpdateExpression":
      return addAssigned(node.argument, found);
    case "ForOfStatement":
    case "ForInStatement":
      if (node.left.type !== "VariableDeclaration") addAssigned(node.left, found);
      return;
    case "CatchClause":
      if (node.param) { for (const name of boundNames(node.param)) found.anywhere.add(name); }
      return;
    default:
      for (const parameter of node.params ?? []) {
        for (const name of boundNames(parameter.parameter ?? parameter)) found.anywhere.add(name);
      }
      if (node.id?.type === "Identifier") found.anywhere.add(node.id.name);
  }
}

function addAssigned(target: Node, found: Declared): void {
  if (target.type === "Identifier" && target.name === TRACKER) found.trackers++;
  if (target.type === "ParenthesizedExpression") return addAssigned(target.expression, found);
  for (const name of boundNames(target)) found.assigned.add(name);
}

/** Names that cells declare differently, in the order of cells. */
export interface Conflicts {
  /** Names of values. */
  values: Set<string>;
  /** Names of types. */
  types: Set<string>;
  /** Names of types that the import of a value brings, too. */
  covered: Set<string>;
  /** Names that are assigned and nowhere declared. */
  undeclared: Set<string>;
}

/** Finds names that several cells declare; those of one import in all of them are none. */
export function findConflicts(cells: readonly Declared[]): Conflicts {
  const seen = { values: new Map<string, string>(), types: new Map<string, string>() };
  const conflicts: Conflicts = {
    values: new Set(),
    types: new Set(),
    covered: new Set(),
    undeclared: new Set(),
  };
  const anywhere = new Set<string>();
  for (const cell of cells) {
    for (const space of ["values", "types"] as const) {
      for (const [name, key] of cell[space]) {
        const before = seen[space].get(name);
        if (before !== undefined && before !== key) conflicts[space].add(name);
        seen[space].set(name, key);
        anywhere.add(name);
      }
    }
    for (const name of cell.anywhere) anywhere.add(name);
  }
  for (const [name, key] of seen.types) {
    const value = seen.values.get(name);
    if (value === key && key.startsWith("import ")) conflicts.covered.add(name);
    else if (value !== undefined && value !== key) conflicts.values.add(name);
  }
  for (const { assigned } of cells) {
    for (const name of assigned) {
      if (!anywhere.has(name) && !(name in globalThis)) conflicts.undeclared.add(name);
    }
  }
  return conflicts;
}
