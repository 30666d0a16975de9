/** House rules that need the syntax tree. @module */

import { fileURLToPath } from "node:url";
import { roomOf, ROOMS } from "./room_table.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url)).replaceAll("\\", "/");

/**
 * The lint plugin of the repository. `labbook/no-deno-global` keeps the same source running in Deno
 * and in Node: `Deno` appears only where the room table allows it, elsewhere as `globalThis.Deno?.…`.
 */
const plugin: Deno.lint.Plugin = {
  name: "labbook",
  rules: {
    "no-deno-global": {
      create(context) {
        if (!isChecked(context.filename)) return {};
        return {
          Identifier(node) {
            if (node.name !== "Deno" || isName(node)) return;
            context.report({
              node,
              message:
                "Only the session, the kernel, the command line and magics may use Deno freely",
              hint: "Use a node: module, or globalThis.Deno?. where the fact exists nowhere else",
            });
          },
          MemberExpression(node) {
            if (node.optional || !isGlobalDeno(node.object)) return;
            context.report({
              node,
              message: "Deno may be missing here",
              hint: "Write globalThis.Deno?.",
            });
          },
        };
      },
    },
  },
};

export default plugin;

function isChecked(filename: string): boolean {
  const path = filename.replaceAll("\\", "/");
  const room = roomOf(path.startsWith(ROOT) ? path.slice(ROOT.length) : path);
  return room !== undefined && !ROOMS[room]!.usesDeno;
}

/** Whether an identifier only names a member: `x.Deno`, `{ Deno: … }`. */
function isName(node: Deno.lint.Identifier): boolean {
  const { parent } = node;
  if (parent.type === "MemberExpression") return parent.property === node && !parent.computed;
  if (parent.type === "Property") return parent.key === node && !parent.shorthand;
  return parent.type === "TSPropertySignature";
}

function isGlobalDeno(node: Deno.lint.Expression | Deno.lint.Super): boolean {
  return node.type === "MemberExpression" && node.object.type === "Identifier" &&
    node.object.name === "globalThis" && node.property.type === "Identifier" &&
    node.property.name === "Deno";
}
