/** What a cell's own text tells of a name that it declares, with no language server. @module */

import { type Node, parseCell } from "./babel.ts";
import { codeBlock } from "./markdown.ts";

/** A declaration of a cell. */
export interface Declaration {
  /** Its head and its documentation, as Markdown. */
  help: string;
  /** Its whole text. */
  source: string;
}

/** A declaration without a body, such as an interface, is shown up to this many lines. */
const MAX_LINES = 20;

/** What a cell tells of a name at its top: of the last declaration, or of a function's overloads. */
export async function declarationOf(
  code: string,
  name: string,
): Promise<Declaration | undefined> {
  const parsed = await parseCell(code);
  const found = ((parsed?.program.body ?? []) as Node[]).flatMap((statement) => {
    const inner = statement.declaration as Node | null | undefined;
    const node = inner && /^Export/.test(statement.type) ? inner : statement;
    const head = headOf(code, node, name);
    return head === undefined ? [] : [{ statement, node, head }];
  });
  const last = found.at(-1);
  if (last === undefined) return undefined;
  const overloads = found.filter(({ node }) => node.type === "TSDeclareFunction");
  const shown = overloads.length > 0 ? overloads : [last];
  const heads = codeBlock(shown.map(({ head }) => head).join("\n"));
  const documentation = documentationOf(shown[0]!.statement);
  return {
    help: documentation === "" ? heads : `${heads}\n\n${documentation}`,
    source: code.slice(last.node.start, last.node.end),
  };
}

/** A declaration as far as it says how it is used; undefined of another name's, and of a mere value. */
function headOf(code: string, node: Node, name: string): string | undefined {
  const upTo = (from: number, to: number): string => code.slice(from, to).trim();
  if (node.type === "VariableDeclaration") {
    const one = (node.declarations as Node[]).find(({ id }) => (id as Node).name === name);
    const init = one?.init as Node | null | undefined;
    if (one === undefined || !init || !/^(?:ArrowFunction|Function)/.test(init.type)) {
      return undefined;
    }
    return `${node.kind} ${upTo(one.start, (init.body as Node).start)}`;
  }
  if ((node.id as Node | null | undefined)?.name !== name) return undefined;
  const body = node.body as Node | undefined;
  if (/^(?:Function|Class)/.test(node.type)) return upTo(node.start, body!.start);
  const lines = upTo(node.start, node.end).split("\n");
  return lines.slice(0, MAX_LINES).join("\n") + (lines.length > MAX_LINES ? "\n…" : "");
}

/** The documentation comment before a statement, its tags as the language server writes them. */
function documentationOf(statement: Node): string {
  const comments = (statement.leadingComments ?? []) as { type: string; value: string }[];
  const last = comments.at(-1);
  if (last?.type !== "CommentBlock" || !last.value.startsWith("*")) return "";
  return last.value.slice(1)
    .replace(/^[ \t]*\*? ?/gm, "")
    .trim()
    .replace(/^@(param|template) +(\S+)(?: +-)? +/gm, "\n*@$1* `$2` — ")
    .replace(/^@(\w+)(?= )/gm, "\n*@$1* —")
    .replace(/^@(\w+)$/gm, "\n*@$1*")
    .replace(/\n{3,}/g, "\n\n");
}
