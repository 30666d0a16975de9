/**
 * Declarations at the top of a cell, so that a later cell can declare each name again.
 *
 * V8 takes a name again only as it was declared first: `let` and `class` as one kind, `var` and
 * `function` as another, `const` and `using` as kinds of their own. So `const` and `using` become
 * `let` (see constants.ts for what keeps them constant), and a name of the other kind is declared as it
 * was and assigned.
 *
 * @module
 */

import type { Edits } from "./edits.ts";
import { AWAIT_USING_CALL, USING_CALL } from "./plain_types.ts";
import type { CellScope } from "./scope.ts";
import { boundNames, type Node } from "./tree.ts";

/** Where a declaration of variables stands. */
export type Place = "statement" | "for" | "each";

/** The stack that disposes at the cell's end of what the cell's own `using` declared. */
const USES = "__labbook_uses";
const DISPOSE = `await __labbook.wait(${USES}.disposeAsync());`;

/** Writes the declarations of one cell. */
export class Declarations {
  readonly #edits: Edits;
  readonly #earlier: CellScope;
  readonly #lexical = new Set<string>();
  readonly #global = new Set<string>();
  readonly #constants = new Set<string>();
  readonly #declared = new Set<string>();
  readonly #functions: string[] = [];
  #usesResources = false;

  /** Declares in `edits`, after cells that declared `earlier`. */
  constructor(edits: Edits, earlier: CellScope) {
    this.#edits = edits;
    this.#earlier = earlier;
  }

  /** A declaration of variables at the top, or of `var` anywhere outside functions. */
  variables(node: Node, place: Place): void {
    const names: string[] = node.declarations.flatMap(({ id }: Node) => boundNames(id));
    const isGlobal = node.kind === "var";
    const hidden = hiddenUsing(node);
    const kind: string = hidden ?? node.kind;
    const isUsing = kind === "using" || kind === "await using";
    if (isUsing) this.#use(node, kind === "await using", hidden !== undefined);
    if (kind === "const" || isUsing) this.#addConstants(names);
    const first: Node = node.declarations[0].id;
    if (!names.some((name) => this.#isOther(name, isGlobal))) {
      this.#note(names, isGlobal);
      if (!isGlobal && node.kind !== "let") {
        this.#edits.blank(node.start, first.start, "let ");
      }
      return;
    }
    for (const name of names) this.#declare(name, isGlobal);
    if (place === "each") {
      this.#edits.blank(node.start, first.start);
      return;
    }
    this.#edits.replace(node.start, first.start, "void (");
    for (const { id, init, end } of node.declarations) {
      if (!init && !isGlobal) this.#edits.insert(end, " = void 0", id.start);
    }
    this.#edits.insert(node.declarations.at(-1).end, ")");
  }

  /** A class declaration at the top. */
  class(node: Node): void {
    const { name } = node.id;
    if (!this.#isOther(name, false)) return this.#note([name], false);
    this.#declare(name, false);
    this.#edits.insert(node.start, `void (${name} = `);
    this.#edits.insert(node.end, ")");
  }

  /** A function declaration at the top. */
  function(node: Node): void {
    const { name, start, end } = node.id;
    if (!this.#isOther(name, true)) return this.#note([name], true);
    const hidden = `__labbook_function_${name}`;
    this.#edits.replace(start, end, hidden);
    this.#lexical.add(name);
    this.#declared.add(name);
    this.#functions.push(
      `let ${name} = Object.defineProperty(${hidden}, "name", { value: "${name}" });`,
    );
  }

  /** The beginning of a statement that gives `names`, which an import binds, their values. */
  imported(names: readonly string[]): { before: string; after: string } {
    this.#addConstants(names);
    if (!names.some((name) => this.#isOther(name, false))) {
      this.#note(names, false);
      return { before: "let ", after: "" };
    }
    for (const name of names) this.#declare(name, false);
    return { before: "(", after: ")" };
  }

  /** Lets an enum or a namespace start anew, without what an earlier cell put into it. */
  reset(name: string): void {
    if (!this.#global.has(name)) return;
    this.#edits.insertFirst(`var ${name} = void 0;`);
  }

  /** Writes what has to be said before the cell's first statement and after its last. */
  finish(end: number): void {
    for (const text of this.#functions) this.#edits.insertFirst(text);
    if (!this.#usesResources) return;
    // Nothing that fails comes before the stack, so that it can be asked whatever fails.
    this.#edits.insertFirst(`let ${USES} = new AsyncDisposableStack();`, null, true);
    this.#edits.insert(end, `;${DISPOSE}`);
  }

  /** What disposes of the cell's resources where the cell did not come to its end. */
  get cleanup(): string | undefined {
    return this.#usesResources ? `await void 0;${DISPOSE}` : undefined;
  }

  /** The names that the cell declared, by their kinds. */
  scope(): CellScope {
    return { lexical: this.#lexical, global: this.#global, constants: this.#constants };
  }

  #addConstants(names: readonly string[]): void {
    for (const name of names) this.#constants.add(name);
  }

  /** Whether earlier cells declared a name as the other kind. */
  #isOther(name: string, isGlobal: boolean): boolean {
    return isGlobal ? this.#earlier.lexical.has(name) : this.#earlier.global.has(name);
  }

  #note(names: readonly string[], isGlobal: boolean): void {
    for (const name of names) (isGlobal ? this.#global : this.#lexical).add(name);
  }

  /** Declares a name, which the cell assigns, on the first line. */
  #declare(name: string, isGlobal: boolean): void {
    if (this.#declared.has(name)) return;
    this.#declared.add(name);
    const asGlobal = this.#isOther(name, isGlobal) ? !isGlobal : isGlobal;
    this.#note([name], asGlobal);
    this.#edits.insertFirst(`${asGlobal ? "var" : "let"} ${name};`);
  }

  #use(node: Node, isAsync: boolean, isHidden: boolean): void {
    this.#usesResources = true;
    for (const { init } of node.declarations) {
      if (!init) continue;
      if (isHidden) this.#edits.blank(init.callee.start, init.callee.end);
      this.#edits.insert(init.start, `${USES}.${isAsync ? "use" : "adopt"}(`);
      this.#edits.insert(init.end, isAsync ? ")" : ", (used) => used?.[Symbol.dispose]())");
    }
  }
}

/** The `using` that stands hidden in a `const`, or undefined. */
export function hiddenUsing(node: Node): "using" | "await using" | undefined {
  const callee = node.declarations[0].init?.callee?.name;
  if (callee === USING_CALL) return "using";
  return callee === AWAIT_USING_CALL ? "await using" : undefined;
}
