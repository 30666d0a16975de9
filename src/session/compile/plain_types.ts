/** TypeScript's own forms of imports and enums, written as other compilers keep them. @module */

import { isBuiltin } from "node:module";
import { Edits } from "./edits.ts";
import type { ParsedCell } from "./parse.ts";
import { type Node, walk } from "./tree.ts";
import { isTypeSpecifier, type TypeSyntax } from "./type_syntax.ts";

/** Calls that stand for `using` and `await using` while TypeScript, which would lower them, compiles. */
export const USING_CALL = "__labbook_using";
/** See {@linkcode USING_CALL}. */
export const AWAIT_USING_CALL = "__labbook_await_using";

/** Changes what the compilers would refuse, and removes imports that name types only. */
export function editTypes(source: string, cell: ParsedCell, syntax: TypeSyntax): Edits {
  const edits = new Edits(source);
  for (const statement of cell.body) {
    switch (statement.type) {
      case "ImportDeclaration":
        if (isTypeImport(statement)) edits.blank(statement.start, statement.end, ";");
        break;
      case "TSImportEqualsDeclaration":
        editImportEquals(statement, syntax, edits);
        break;
      case "TSExportAssignment":
        edits.blank(statement.start, statement.expression.start, "export default ");
        break;
    }
  }
  if (!syntax.hasCode && !syntax.hasDecorators) return edits;
  walk(cell.program, (node) => {
    // Later cells can use what TypeScript would have put in the place of each use.
    if (node.type === "TSEnumDeclaration" && node.const) edits.blank(node.start, node.start + 5);
    if (node.type === "VariableDeclaration" && syntax.hasDecorators) hideUsing(node, edits);
  });
  return edits;
}

/** Whether an import says that all it names are types. */
function isTypeImport(node: Node): boolean {
  return node.importKind === "type" ||
    node.specifiers.length > 0 && node.specifiers.every(isTypeSpecifier);
}

function editImportEquals(node: Node, syntax: TypeSyntax, edits: Edits): void {
  const reference: Node = node.moduleReference;
  if (node.importKind === "type" || syntax.onlyTypes.has(node.id.name)) {
    edits.blank(node.start, node.end, ";");
    return;
  }
  edits.blank(node.start, node.id.start, "const ");
  if (reference.type !== "TSExternalModuleReference") return;
  const specifier: string = reference.expression.value;
  // What `require` returns has another name in each kind of module.
  const value = isBuiltin(specifier) || specifier.endsWith(".json")
    ? "m.default"
    : 'm["module.exports"] ?? m';
  const text = `((m) => ${value})(await __labbook.import(${JSON.stringify(specifier)}${
    specifier.endsWith(".json") ? ', {with: {type: "json"}}' : ""
  }))`;
  edits.insert(reference.start, text);
  edits.blank(reference.start, reference.end);
}

function hideUsing(node: Node, edits: Edits): void {
  if (node.kind !== "using" && node.kind !== "await using") return;
  // That of a loop has no value here; TypeScript lowers it well.
  if (node.declarations.some(({ init }: Node) => !init)) return;
  edits.replace(node.start, node.declarations[0].start, "const ");
  for (const { init } of node.declarations) {
    edits.insert(init.start, `${node.kind === "using" ? USING_CALL : AWAIT_USING_CALL}(`);
    edits.insert(init.end, ")");
  }
}
