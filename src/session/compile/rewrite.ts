/** The JavaScript of a cell, written so that the session can run, stop and show it. @module */

import { Constants } from "./constants.ts";
import { Declarations, hiddenUsing, type Place } from "./declarations.ts";
import { Edits } from "./edits.ts";
import { hoistImport } from "./imports.ts";
import type { ParsedCell } from "./parse.ts";
import type { PositionMap } from "./position_map.ts";
import type { CellScope } from "./scope.ts";
import { children, type Node } from "./tree.ts";

/** How a cell is rewritten. */
export interface RewriteOptions {
  /** What earlier cells declared. */
  earlier: CellScope;
  /** Whether the last statement's value is the cell's result. */
  showsResult: boolean;
  /** Enums and namespaces of the cell. */
  blocks: ReadonlySet<string>;
  /** Names that the cell uses in types and nowhere else. */
  onlyTypes: ReadonlySet<string>;
  /** The number of the first await; they have none where it is undefined. */
  firstAwait: number | undefined;
}

/** A rewritten cell. */
export interface Rewritten {
  /** The code for V8. */
  code: string;
  /** Its relation to the JavaScript. */
  map: PositionMap;
  /** What it declares. */
  scope: CellScope;
  /** Its awaits, in the order of their numbers. */
  awaits: AwaitPlace[];
  /** See {@linkcode Declarations.cleanup}. */
  cleanup: string | undefined;
}

/** Where a cell awaits something: what an error that comes from there has on its stack. */
export interface AwaitPlace {
  /** The function that awaits; null at the top of the cell, and where it has no name. */
  name: string | null;
  /** The line in the code, from 1. */
  line: number;
  /** The column in the code, from 1. */
  column: number;
}

/** Rewrites the JavaScript `source`, parsed as `cell`, in place. */
export function rewrite(source: string, cell: ParsedCell, options: RewriteOptions): Rewritten {
  return new Rewriter(source, cell, options).run();
}

class Rewriter {
  readonly #edits: Edits;
  readonly #declarations: Declarations;
  /** The declarations and statements that are not inside of any other. */
  readonly #top: ReadonlySet<Node>;
  readonly #constants = new Constants();
  readonly #functions = new Set<string>();
  readonly #awaits: { name: string | null; node: Node }[] = [];

  constructor(
    source: string,
    readonly cell: ParsedCell,
    readonly options: RewriteOptions,
  ) {
    this.#edits = new Edits(source);
    this.#declarations = new Declarations(this.#edits, options.earlier);
    this.#top = new Set(cell.body.map((statement) => statement.declaration ?? statement));
  }

  run(): Rewritten {
    const { body, directives, program } = this.cell;
    if (program.interpreter) {
      const { start } = program.interpreter;
      this.#edits.replace(start, start + 2, "//");
    }
    if (this.options.showsResult) this.#wrapResult();
    for (const statement of body) this.#statement(statement);
    this.#inside(program);
    // Blocks join what a class or a function of the same cell is.
    for (const name of this.options.blocks) {
      if (!this.#functions.has(name)) this.#declarations.reset(name);
    }
    const scope = this.#declarations.scope();
    this.#constants.protect(scope, this.options.earlier, this.#edits);
    this.#declarations.finish((body.at(-1) ?? directives.at(-1))?.end ?? 0);
    const { code, map } = this.#edits.apply();
    const awaits = this.#awaits.map(({ name, node: { loc: { start } } }) => ({
      name,
      ...map.generated(start.line, start.column + 1) ?? { line: start.line, column: 1 },
    }));
    return { code, map, scope, awaits, cleanup: this.#declarations.cleanup };
  }

  #statement(node: Node): void {
    switch (node.type) {
      case "ImportDeclaration":
      case "ExportAllDeclaration":
        return this.#hoist(node);
      case "ExportNamedDeclaration":
        if (node.source) return this.#hoist(node);
        if (!node.declaration) return this.#edits.blank(node.start, node.end, ";");
        this.#edits.blank(node.start, node.declaration.start);
        return this.#statement(node.declaration);
      case "ExportDefaultDeclaration":
        return this.#exportDefault(node);
      case "VariableDeclaration":
        // A `var` is found with those inside of blocks.
        if (node.kind !== "var") this.#declarations.variables(node, "statement");
        return;
      case "FunctionDeclaration":
        this.#functions.add(node.id.name);
        return this.#declarations.function(node);
      case "ClassDeclaration":
        return this.#declarations.class(node);
    }
  }

  #hoist(node: Node): void {
    this.#edits.blank(node.start, node.end, ";");
    const { pattern, names, call, rest } = hoistImport(node, this.options.onlyTypes);
    if (pattern === undefined) return this.#edits.insertFirst(`${call};`, node.start);
    const { before, after } = this.#declarations.imported(names);
    const others = rest === undefined ? "" : `, ${rest.pattern} = ${rest.value}`;
    this.#edits.insertFirst(`${before}${pattern} = ${call}${others}${after};`, node.start);
  }

  #exportDefault(node: Node): void {
    const { declaration } = node;
    if (isNamedDeclaration(declaration)) {
      this.#edits.blank(node.start, declaration.start);
      return this.#statement(declaration);
    }
    this.#edits.blank(node.start, declaration.start, ";");
    this.#edits.insert(declaration.start, "(");
    this.#edits.insert(declaration.end, ")");
  }

  /** Hands the last expression's value to the session. */
  #wrapResult(): void {
    // Compilers put declarations of namespaces, and `export {}`, behind what the cell has last.
    const body = this.cell.body.filter((node) => !isAddition(node));
    const value = lastValue({ ...this.cell, body });
    if (value === undefined) return;
    const isList = value.type === "SequenceExpression";
    this.#edits.insert(value.start, `await __labbook.result(${isList ? "(" : ""}`);
    this.#edits.insert(value.end, isList ? "))" : ")");
  }

  /** What can stand anywhere: awaits, dynamic imports, `import.meta`, and `var` outside functions. */
  #inside(program: Node): void {
    const waiting: { node: Node; inFunction: boolean; name: string | null; place: Place }[] = [
      { node: program, inFunction: false, name: null, place: "statement" },
    ];
    while (waiting.length > 0) {
      const { node, inFunction, name, place } = waiting.pop()!;
      this.#expression(node, name);
      const isTop = this.#top.has(node);
      this.#constants.visit(node, !isTop && !(node.kind === "var" && !inFunction));
      if (node.type === "VariableDeclaration") {
        if (node.kind === "var" && !inFunction) this.#declarations.variables(node, place);
        else if (hiddenUsing(node) && !isTop) this.#restoreUsing(node);
      }
      const below = children(node);
      for (let index = below.length - 1; index >= 0; index--) {
        const child = below[index]!;
        waiting.push({
          node: child,
          inFunction: inFunction || isFunction(node),
          name: isFunction(child) ? functionName(child, node) : name,
          place: child === node.init ? "for" : child === node.left ? "each" : "statement",
        });
      }
    }
  }

  #expression(node: Node, name: string | null): void {
    switch (node.type) {
      case "AwaitExpression": {
        const { firstAwait } = this.options;
        const number = firstAwait === undefined ? "" : `, ${firstAwait + this.#awaits.length}`;
        this.#awaits.push({ name, node });
        this.#wrap(node.argument, "__labbook.wait(", node.start, number);
        break;
      }
      case "ForOfStatement":
        if (node.await) this.#wrap(node.right, "__labbook.waitEach(", node.right.start);
        break;
      case "ImportExpression": {
        const head = /^import(\s*\.\s*(?:defer|source))?/.exec(
          this.#edits.text.slice(node.start, node.end),
        )![0];
        this.#edits.replace(node.start, node.start + head.length, "__labbook.import");
        break;
      }
      case "MetaProperty":
        if (node.meta.name === "import") {
          this.#edits.replace(node.start, node.end, "__labbook.meta");
        }
        break;
    }
  }

  #wrap(node: Node, call: string, origin: number, more = ""): void {
    // `await(x)` needs no space after the keyword; what stands there now does.
    this.#edits.insert(
      node.start,
      /\w/.test(this.#edits.text[node.start - 1] ?? "") ? ` ${call}` : call,
      origin,
    );
    this.#edits.close(node.end, `${more})`);
  }

  #restoreUsing(node: Node): void {
    this.#edits.replace(node.start, node.declarations[0].start, `${hiddenUsing(node)} `);
    for (const { init } of node.declarations) {
      this.#edits.blank(init.callee.start, init.callee.end);
    }
  }
}

/** The expression whose value is the cell's, or undefined where the last statement is none. */
export function lastValue({ body, directives }: ParsedCell): Node | undefined {
  const last = body.findLast(({ type }) => type !== "EmptyStatement");
  if (last === undefined) return body.length === 0 ? directives.at(-1)?.value : undefined;
  if (last.type === "ExpressionStatement" || last.type === "TSExportAssignment") {
    return last.expression;
  }
  if (last.type === "ExportDefaultDeclaration" && !isNamedDeclaration(last.declaration)) {
    return last.declaration;
  }
  return undefined;
}

function isNamedDeclaration(node: Node): boolean {
  return (node.type.endsWith("Declaration") || node.type.startsWith("TSDeclare")) &&
    (node.id !== null && node.id !== undefined);
}

function isAddition(node: Node): boolean {
  return node.type === "VariableDeclaration" && node.kind === "var" &&
      node.declarations.every(({ init }: Node) => !init) ||
    node.type === "ExportNamedDeclaration" && !node.declaration && node.specifiers.length === 0;
}

function isFunction(node: Node): boolean {
  return node.type.includes("Function") || node.type.endsWith("Method") ||
    node.type === "StaticBlock";
}

/** The name of a function by itself, or by what it is assigned to. */
function functionName(node: Node, parent: Node): string | null {
  const named = node.id ?? node.key ??
    (parent.type === "VariableDeclarator" ? parent.id : parent.key);
  return typeof named?.name === "string" ? named.name : null;
}
