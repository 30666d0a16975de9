/** The names that cells declare, and their renaming where a later cell declares them again. @module */

import { type Node, parseCell } from "./babel.ts";

/** A cell's top-level names and where each identifier stands. */
export interface CellNames {
  /** The names declared at the cell's top level. */
  declared: Set<string>;
  /** Whether the cell assigns to names of other cells, declares globals or exports. */
  keeps: boolean;
  /** Whether the cell imports anything. */
  imports: boolean;
  /** Whether the cell holds JSX. */
  jsx: boolean;
  /** The places of identifiers that stand for a value or type. */
  identifiers: {
    name: string;
    start: number;
    end: number;
    form: "plain" | "shorthand" | "import";
  }[];
}

/** Reads the names of a cell; of one that does not parse, what its lines seem to declare. */
export async function cellNames(code: string): Promise<CellNames> {
  const parsed = await parseCell(code);
  return parsed ? namesOf(parsed.program, parsed.jsx) : guessNames(code);
}

const LINE =
  /^(?:export\s+)?(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:const\s+enum|const|let|var|function\s*\*?|class|enum|interface|type|namespace)\s+([\p{ID_Start}$_][\p{ID_Continue}$]*)/gmu;
const GROUP = /^(?:import\s[^;]*?|(?:const|let|var)\s+)[{[]([^}\]]*)[}\]]/gmu;

/** An element where a value begins; a generic arrow function has a parenthesis behind its `>`. */
const JSX = /<\/[\w.]*>|(?:[=(,?:&]|return)\s*<[A-Za-z][\w.]*(?:\s[^<>]*)?>(?!\s*\()/;

/** What the lines of a cell that does not parse seem to declare. */
function guessNames(code: string): CellNames {
  const declared = new Set<string>();
  for (const [, name] of code.matchAll(LINE)) declared.add(name as string);
  for (const [, group] of code.matchAll(GROUP)) {
    for (const part of (group as string).split(",")) {
      const name = /([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*(?:=[^]*)?$/u.exec(part)?.[1];
      if (name) declared.add(name);
    }
  }
  const imports = /^import\b/m.test(code);
  return { declared, keeps: true, imports, jsx: JSX.test(code), identifiers: [] };
}

function namesOf(program: Node, jsx: boolean): CellNames {
  const names: CellNames = {
    declared: new Set(),
    keeps: false,
    imports: false,
    jsx,
    identifiers: [],
  };
  for (const statement of program.body as Node[]) declare(statement, names);
  walk(program, undefined, "", names);
  return names;
}

function declare(statement: Node, names: CellNames): void {
  const inner = statement.declaration as Node | null | undefined;
  switch (statement.type) {
    case "ExportNamedDeclaration":
    case "ExportDefaultDeclaration":
      if (inner) declare(inner, names);
      return;
    case "ImportDeclaration":
      for (const one of statement.specifiers as Node[]) declarePattern(one.local as Node, names);
      return;
    case "VariableDeclaration":
      for (const one of statement.declarations as Node[]) declarePattern(one.id as Node, names);
      return;
    case "ExpressionStatement":
      if (/^(?:Assignment|Update)Expression$/.test((statement.expression as Node).type)) {
        names.keeps = true;
      }
      return;
    default:
      if (statement.global || statement.kind === "global") names.keeps = true;
      else if (statement.id) declarePattern(statement.id as Node, names);
  }
}

function declarePattern(pattern: Node, names: CellNames): void {
  switch (pattern.type) {
    case "Identifier":
      names.declared.add(pattern.name as string);
      return;
    case "ObjectPattern":
      for (const property of pattern.properties as Node[]) {
        declarePattern((property.value ?? property.argument) as Node, names);
      }
      return;
    case "ArrayPattern":
      for (const element of pattern.elements as (Node | null)[]) {
        if (element) declarePattern(element, names);
      }
      return;
    case "AssignmentPattern":
      declarePattern(pattern.left as Node, names);
      return;
    case "RestElement":
      declarePattern(pattern.argument as Node, names);
  }
}

const SKIPPED_KEYS = new Set([
  "loc",
  "extra",
  "leadingComments",
  "trailingComments",
  "innerComments",
]);

function walk(node: Node, parent: Node | undefined, key: string, names: CellNames): void {
  if (/^Import(?:Declaration|Expression)$|^Import$/.test(node.type)) names.imports = true;
  // The default of a shorthand property (`{ x = 1 }`): its name stands for the key too.
  if (node.type === "AssignmentPattern" && parent?.shorthand === true) node.shorthand = true;
  if (node.type === "Identifier" || node.type === "JSXIdentifier") {
    const form = formOf(node, parent, key);
    if (form) {
      const start = node.start;
      // The node of an annotated parameter reaches to the annotation's end.
      names.identifiers.push({
        name: node.name as string,
        start,
        end: start + (node.name as string).length,
        form,
      });
    }
  }
  for (const [name, value] of Object.entries(node)) {
    if (SKIPPED_KEYS.has(name) || value === null || typeof value !== "object") continue;
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child?.type === "string") walk(child, node, name, names);
    }
  }
}

/** How an identifier is to be renamed; undefined for those that name a member, a label or a key. */
function formOf(
  node: Node,
  parent: Node | undefined,
  key: string,
): "plain" | "shorthand" | "import" | undefined {
  if (!parent) return "plain";
  const computed = parent.computed === true;
  if (/^(?:Optional)?MemberExpression$/.test(parent.type)) {
    return key === "object" || computed ? "plain" : undefined;
  }
  if (parent.type === "JSXMemberExpression") return key === "object" ? "plain" : undefined;
  if (node.type === "JSXIdentifier") return parent.type.endsWith("Element") ? "plain" : undefined;
  if (parent.type === "TSQualifiedName") return key === "left" ? "plain" : undefined;
  if (/^Import(?:Default|Namespace)?Specifier$/.test(parent.type)) {
    if (parent.type !== "ImportSpecifier") return "plain";
    if (key !== "local") return undefined;
    return (parent.imported as Node).start === node.start ? "import" : "plain";
  }
  if (parent.type === "ExportSpecifier") return undefined;
  if (parent.type === "ObjectProperty") {
    if (parent.shorthand === true) return key === "value" ? "shorthand" : undefined;
    return key === "key" && !computed ? undefined : "plain";
  }
  if (parent.type === "AssignmentPattern" && key === "left") {
    return parent.shorthand === true ? "shorthand" : "plain";
  }
  if (/^(?:LabeledStatement|BreakStatement|ContinueStatement|MetaProperty)$/.test(parent.type)) {
    return undefined;
  }
  // Keys of classes, interfaces and enums, names of tuple members and of function types' parameters.
  if (key === "key" && !computed) return undefined;
  if (parent.type === "TSEnumMember" && key === "id") return undefined;
  return "plain";
}

/** The mark of a renamed declaration; it is taken out again of everything that is shown. */
const SHADOWED = "__labbook_shadowed_";

/** The code with every use of the given names renamed, and what it then still mentions. */
export function renameNames(
  code: string,
  names: CellNames,
  renamed: ReadonlyMap<string, number>,
): string {
  const places = names.identifiers
    .filter((place) => renamed.has(place.name))
    .sort((a, b) => a.start - b.start);
  let out = "";
  let done = 0;
  for (const { name, start, end, form } of places) {
    if (start < done) continue;
    const to = name + SHADOWED + renamed.get(name);
    out += code.slice(done, start);
    out += form === "plain" ? to : form === "import" ? `${name} as ${to}` : `${name}: ${to}`;
    done = end;
  }
  return out + code.slice(done);
}

/** Takes the marks of renamed declarations out of a text. */
export function withoutMarks(text: string): string {
  return text.replace(/__labbook_shadowed_\d+/g, "");
}

/** Whether a name is one that this kernel made, which nobody should be offered. */
export function isOwnName(name: string): boolean {
  return name.startsWith("__labbook") || name.includes(SHADOWED);
}
