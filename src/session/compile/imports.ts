/** Imports of cells, which become calls on the cell's first line. @module */

import type { Node } from "./tree.ts";

/** An import as a call. */
export interface HoistedImport {
  /** The pattern that takes the imported names, or undefined where nothing is named. */
  pattern: string | undefined;
  /** The names that the pattern binds. */
  names: string[];
  /** The call, with its `await`. */
  call: string;
  /** A second pattern, for the names beside a namespace; its value is the namespace. */
  rest?: { pattern: string; value: string };
}

/**
 * Reads an import, or an export of another module's names.
 *
 * @param node The statement.
 * @param onlyTypes Names that the cell uses in types and nowhere else.
 */
export function hoistImport(node: Node, onlyTypes: ReadonlySet<string>): HoistedImport {
  const isUsed = node.type !== "ImportDeclaration" || node.specifiers.length === 0 ||
    node.specifiers.some(({ local }: Node) => !onlyTypes.has(local.name));
  // TypeScript would drop an import that only types use. A later cell may want its values; where
  // there are none, because the module is one of types, this cell runs all the same.
  const unless = isUsed ? "" : ".catch(() => ({}))";
  const call = `await __labbook.import(${JSON.stringify(node.source.value)}${
    attributes(node)
  })${unless}`;
  const entries: string[] = [];
  const names: string[] = [];
  let namespace: string | undefined;
  for (const specifier of node.specifiers ?? []) {
    const isImport = node.type === "ImportDeclaration";
    const name = moduleName(isImport ? specifier.local : specifier.exported);
    // Names that are no identifiers, and `default`, are no names for later cells.
    if (!isImport && (name === "default" || !/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name))) {
      continue;
    }
    if (specifier.importKind === "type" || specifier.exportKind === "type") {
      continue;
    }
    names.push(name);
    if (specifier.type.endsWith("NamespaceSpecifier")) namespace = name;
    else entries.push(`${JSON.stringify(importedName(specifier))}: ${name}`);
  }
  const pattern = entries.length === 0 ? undefined : `{ ${entries.join(", ")} }`;
  if (namespace === undefined) return { pattern, names, call };
  if (pattern === undefined) return { pattern: namespace, names, call };
  return { pattern: namespace, names, call, rest: { pattern, value: namespace } };
}

function importedName(specifier: Node): string {
  if (specifier.type === "ImportDefaultSpecifier") return "default";
  return moduleName(specifier.type === "ImportSpecifier" ? specifier.imported : specifier.local);
}

function moduleName(node: Node): string {
  return node.type === "StringLiteral" ? node.value : node.name;
}

function attributes(node: Node): string {
  if (!node.attributes?.length) return "";
  const pairs = node.attributes.map(({ key, value }: { key: Node; value: Node }) =>
    `${JSON.stringify(moduleName(key))}: ${JSON.stringify(value.value)}`
  );
  return `, { with: { ${pairs.join(", ")} } }`;
}
