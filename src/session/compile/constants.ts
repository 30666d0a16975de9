/**
 * Keeps constants constant.
 *
 * A `const` at the top of a cell is compiled to a `let`, which a later cell can declare again. What
 * assigns it is compiled to the assignment of a constant, so that V8 throws its own error there.
 *
 * @module
 */

import type { Edits } from "./edits.ts";
import type { CellScope } from "./scope.ts";
import { boundNames, type Node } from "./tree.ts";

const CONSTANT = "__labbook_constant";

/** Finds assignments in a cell, and the names that mean something else inside of it. */
export class Constants {
  readonly #targets: { node: Node; isShort: boolean }[] = [];
  readonly #hidden = new Set<string>();

  /** Notes what a node assigns or declares; `isInner` tells that it is not at the cell's top. */
  visit(node: Node, isInner: boolean): void {
    switch (node.type) {
      case "AssignmentExpression":
        return this.#addTargets(node.left);
      case "UpdateExpression":
        return this.#addTargets(node.argument);
      case "ForOfStatement":
      case "ForInStatement":
        if (node.left.type !== "VariableDeclaration") this.#addTargets(node.left);
        return;
      case "VariableDeclaration":
        if (isInner) { for (const { id } of node.declarations) this.#hide(id); }
        return;
      case "CatchClause":
        if (node.param) this.#hide(node.param);
        return;
      default:
        for (const parameter of node.params ?? []) this.#hide(parameter);
        if (isInner && /^(?:Function|Class)/.test(node.type) && node.id) this.#hide(node.id);
    }
  }

  /** Lets every assignment of a constant of this cell, or of an earlier one, throw. */
  protect(scope: CellScope, earlier: CellScope, edits: Edits): void {
    const isConstant = (name: string): boolean =>
      !this.#hidden.has(name) && (scope.constants.has(name) ||
        earlier.constants.has(name) && !scope.lexical.has(name) && !scope.global.has(name));
    const wrong = this.#targets.filter(({ node }) => isConstant(node.name));
    if (wrong.length === 0) return;
    for (const { node, isShort } of wrong) {
      edits.replace(node.start, node.end, isShort ? `${node.name}: ${CONSTANT}` : CONSTANT);
    }
    edits.insertFirst(`const ${CONSTANT} = 0;`);
  }

  #hide(pattern: Node): void {
    for (const name of boundNames(pattern)) this.#hidden.add(name);
  }

  #addTargets(pattern: Node, isShort = false): void {
    switch (pattern.type) {
      case "Identifier":
        this.#targets.push({ node: pattern, isShort });
        return;
      case "ParenthesizedExpression":
        return this.#addTargets(pattern.expression);
      case "AssignmentPattern":
        return this.#addTargets(pattern.left, isShort);
      case "RestElement":
        return this.#addTargets(pattern.argument);
      case "ArrayPattern":
        for (const element of pattern.elements) if (element) this.#addTargets(element);
        return;
      case "ObjectPattern":
        for (const property of pattern.properties) {
          if (property.type === "RestElement") this.#addTargets(property);
          else this.#addTargets(property.value, property.shorthand);
        }
    }
  }
}
