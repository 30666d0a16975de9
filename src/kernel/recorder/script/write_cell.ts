/** A cell's code as part of one module with all others. @module */

import { boundNames, Edits, type Node, type ParsedCell, walk } from "../../../session/mod.ts";
import {
  type Conflicts,
  type Declared,
  type Imported,
  importsOf,
  isTrackerStart,
  withoutExport,
} from "./declared.ts";
import { OWN_MARK } from "./helpers.ts";
import type { ReadCell } from "./read_cell.ts";

/** What all cells of a script have in common. */
export interface ScriptScope {
  /** Names that several cells declare. */
  conflicts: Conflicts;
  /** Imports that stand in the script already. */
  imported: Set<string>;
  /** How many cells are still to declare a type. */
  laterTypes: Map<string, number>;
  /** The specifier in the script of one in a cell. */
  place(specifier: string): string;
  /** Whether a file that a cell names beside itself is among those that were kept. */
  isKept(specifier: string): boolean;
  /** How `tracker` is declared where a `%track` sets it. */
  tracker: "const" | "var";
}

/** What a cell is written with. */
export interface CellScope extends ScriptScope {
  /** What names have that only this cell uses. */
  suffix: string;
  /** Types that a later cell declares anew. */
  replaced: ReadonlySet<string>;
  /** Whether an import does not stand in the script yet; from then on it does. */
  isNew(key: string): boolean;
}

/** Statements that need no semicolon. */
const COMPLETE = /^(?:Function|Class|TSInterface|TSEnum|TSModule|Block|For|While|Try|Switch)/;

/** Writes cells, one after the other. */
export class CellWriter {
  readonly #scope: CellScope;
  readonly #edits: Edits;
  readonly #cell: ParsedCell;
  readonly #declared: Declared;
  readonly #suffix: string;
  readonly #first: string[] = [];
  #usesResources = false;

  /** A writer of a cell. */
  constructor({ text, cell, declared }: ReadCell, scope: CellScope) {
    this.#edits = new Edits(text);
    this.#cell = cell;
    this.#declared = declared;
    this.#suffix = scope.suffix;
    this.#scope = scope;
  }

  /** The code of the cell in the script. */
  write(): string {
    for (const statement of this.#cell.body) this.#statement(statement);
    walk(this.#cell.program, (node) => this.#expression(node));
    this.#end();
    const uses = `uses_${this.#suffix}`;
    if (this.#usesResources) this.#first.unshift(`const ${uses} = new AsyncDisposableStack();`);
    const { code } = this.#edits.apply();
    return [
      ...this.#first,
      code.trim(),
      ...this.#usesResources ? [`await ${uses}.disposeAsync();`] : [],
    ].filter((part) => part !== "").join("\n");
  }

  #statement(statement: Node): void {
    if (statement.source) return this.#import(statement);
    const node = withoutExport(statement);
    const { type, start } = statement;
    // What is somewhere else may be what another cell declares.
    if (node.declare && !node.global) return this.#edits.replace(start, statement.end, "");
    if (node !== statement) this.#edits.replace(start, node.start, "");
    else if (type === "ExportDefaultDeclaration") {
      this.#edits.replace(start, statement.declaration.start, "(");
      this.#edits.insert(statement.declaration.end, ")");
    } else if (type === "ExportNamedDeclaration") this.#edits.replace(start, statement.end, "");
    switch (node.type) {
      case "VariableDeclaration":
        return this.#variables(node);
      case "FunctionDeclaration":
      case "TSDeclareFunction":
        return this.#function(node);
      case "ClassDeclaration":
        if (this.#isShared(node.id.name)) this.#class(node);
        return;
      case "TSEnumDeclaration":
      case "TSModuleDeclaration":
        if (!node.global && this.#isShared(node.id.name)) this.#block(node);
        return;
      case "TSInterfaceDeclaration":
      case "TSTypeAliasDeclaration":
        if (this.#scope.replaced.has(node.id.name)) this.#edits.replace(start, statement.end, "");
        return;
      case "ExpressionStatement": {
        const { tracker } = this.#scope;
        if (this.#declared.startsTracker && isTrackerStart(node)) {
          this.#edits.insert(start, `${tracker} `);
        }
      }
    }
  }

  /** Whether several cells declare a name. */
  #isShared(name: string): boolean {
    return this.#scope.conflicts.values.has(name);
  }

  #variables(node: Node): void {
    const first: Node = node.declarations[0].id;
    const isShared = node.declarations.some(({ id }: Node) =>
      boundNames(id).some((name) => this.#isShared(name))
    );
    const isUsing = node.kind === "using" || node.kind === "await using";
    if (isUsing) {
      // It ends with its cell, and not with the script.
      this.#usesResources = true;
      for (const { init } of node.declarations) {
        this.#edits.insert(init.start, `uses_${this.#suffix}.use(`);
        this.#edits.insert(init.end, ")");
      }
    }
    if (!isShared && !isUsing) return;
    this.#edits.replace(node.start, first.start, isShared ? "var " : "const ");
    if (!isShared || node.kind === "var") return;
    for (const { init, end, definite } of node.declarations) {
      if (!init && !definite) this.#edits.insert(end, " = undefined");
    }
  }

  /** Functions are there from the cell's beginning on. */
  #function(node: Node): void {
    if (!node.id || !this.#isShared(node.id.name)) return;
    const { name, start, end } = node.id;
    const own = `${name}_${this.#suffix}`;
    this.#edits.replace(start, end, own);
    const binding = `var ${name} = ${own};`;
    if (!this.#first.includes(binding)) this.#first.push(binding);
  }

  #class(node: Node): void {
    // There are no expressions of abstract classes.
    if (node.abstract) return this.#block(node);
    this.#edits.insert(node.start, `var ${node.id.name} = `);
    this.#edits.insert(node.end, ";");
  }

  /** What is no expression, such as an enum: it starts anew, without what an earlier cell put into it. */
  #block(node: Node): void {
    const { name } = node.id;
    if (node.const) this.#edits.replace(node.start, node.start + "const".length, "");
    this.#edits.insert(node.start, `var ${name} = (() => { `);
    this.#edits.insert(node.end, ` return ${name}; })();`);
  }

  /** Else the cell would go on in the next one. */
  #end(): void {
    const last = this.#cell.body.at(-1) ?? this.#cell.directives.at(-1);
    if (last === undefined || COMPLETE.test(last.type)) return;
    if (this.#edits.text[last.end - 1] !== ";") this.#edits.insert(last.end, ";");
  }

  #import(statement: Node): void {
    const { start, end, source } = statement;
    const specifier: string = source.value;
    const target = JSON.stringify(this.#scope.place(specifier));
    const attributes = attributesOf(statement);
    const names = importsOf(statement);
    const { conflicts } = this.#scope;
    const fresh = names.filter(({ local, name, isType }) => {
      if (!isType && this.#isShared(local)) return true;
      if (isType && (this.#scope.replaced.has(local) || conflicts.covered.has(local))) return false;
      return this.#scope.isNew(`${local} ${isType} ${name} ${specifier}`);
    });
    const dynamic = fresh.filter(({ local, isType }) => !isType && this.#isShared(local));
    const fixed = fresh.filter((one) => !dynamic.includes(one));
    const lines = [
      ...writeImports(fixed, target, attributes),
      ...writeDynamic(dynamic, target, attributes),
    ];
    if (names.length === 0 && this.#scope.isNew(` ${specifier}`)) {
      lines.push(`import ${target}${attributes === "" ? "" : ` with ${attributes}`};`);
    }
    this.#edits.replace(start, end, lines.join("\n"));
  }

  /** What can stand anywhere; below what was replaced there is nothing more to change. */
  #expression(node: Node): boolean | void {
    switch (node.type) {
      case "ImportDeclaration":
      case "ExportAllDeclaration":
        return false;
      case "ExportNamedDeclaration":
        return node.source ? false : undefined;
      case "ImportExpression":
        return this.#text(node.source, (specifier) => this.#scope.place(specifier));
      case "NewExpression": {
        const [path, base] = node.arguments;
        const isFile = node.callee.name === "URL" && path?.type === "StringLiteral" &&
          isMeta(base?.object) && base.property.name === "url";
        if (!isFile || !this.#scope.isKept(path.value)) return;
        this.#text(path, (specifier) => this.#scope.place(specifier));
        return false;
      }
      case "MetaProperty":
        if (isMeta(node)) this.#edits.replace(node.start, node.end, `${OWN_MARK}notebook`);
        return;
      case "MemberExpression":
        if (node.object.name !== "Deno" || node.computed || node.property.name !== "jupyter") {
          return;
        }
        this.#edits.replace(node.start, node.end, `${OWN_MARK}jupyter`);
        return false;
    }
  }

  #text(node: Node, change: (text: string) => string): void {
    if (node.type !== "StringLiteral") return;
    const text = change(node.value);
    if (text !== node.value) this.#edits.replace(node.start, node.end, JSON.stringify(text));
  }
}

function isMeta(node: Node | undefined): boolean {
  return node?.type === "MetaProperty" && node.meta.name === "import";
}

function attributesOf(node: Node): string {
  if (!node.attributes?.length) return "";
  const pairs = node.attributes.map(({ key, value }: { key: Node; value: Node }) =>
    `${JSON.stringify(key.value ?? key.name)}: ${JSON.stringify(value.value)}`
  );
  return `{ ${pairs.join(", ")} }`;
}

function writeImports(names: Imported[], target: string, attributes: string): string[] {
  const end = `from ${target}${attributes === "" ? "" : ` with ${attributes}`};`;
  const lines: string[] = [];
  for (const { local, isType } of names.filter(({ name }) => name === "*")) {
    lines.push(`import ${isType ? "type " : ""}* as ${local} ${end}`);
  }
  const named = names.filter(({ name }) => name !== "*").map(({ local, name, isType }) => {
    const imported = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)
      ? name
      : JSON.stringify(name);
    return `${isType ? "type " : ""}${imported === local ? local : `${imported} as ${local}`}`;
  });
  if (named.length > 0) lines.push(`import { ${named.join(", ")} } ${end}`);
  return lines;
}

function writeDynamic(names: Imported[], target: string, attributes: string): string[] {
  const call = `await import(${target}${attributes === "" ? "" : `, { with: ${attributes} }`});`;
  const lines = names.filter(({ name }) => name === "*").map(({ local }) =>
    `var ${local} = ${call}`
  );
  const named = names.filter(({ name }) => name !== "*").map(({ local, name }) =>
    name === local ? local : `${JSON.stringify(name)}: ${local}`
  );
  if (named.length > 0) lines.push(`var { ${named.join(", ")} } = ${call}`);
  return lines;
}
