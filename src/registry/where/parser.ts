/**
 * Reads an expression.
 *
 * @module
 */
import { nearest } from "../nearest.ts";
import { WhereSyntaxError } from "./errors.ts";
import { type Comparison, type Expression, GIT_FIELDS, type Operand, ROOTS } from "./syntax.ts";
import { type Token, tokenize } from "./tokens.ts";

const COMPARISONS: Record<string, Comparison> = {
  "=": "=",
  "==": "=",
  "!=": "!=",
  "<>": "!=",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
  "~": "~",
  like: "like",
  ilike: "ilike",
  contains: "contains",
};

const DEPTH_LIMIT = 200;

class Parser {
  readonly #text: string;
  readonly #tokens: Token[];
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokenize(text);
  }

  parse(): Expression {
    const expression = this.#or();
    const token = this.#peek();
    if (token.kind !== "end") {
      this.#fail(token, `expected "and", "or" or the end, found ${shown(token)}`);
    }
    return expression;
  }

  #peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)]!;
  }

  #fail(token: Token, problem: string): never {
    throw new WhereSyntaxError(this.#text, token.position, problem);
  }

  /** Takes the next token if it is this keyword or operator. */
  #take(...texts: string[]): boolean {
    const token = this.#peek();
    if (token.kind !== "word" && token.kind !== "operator") return false;
    if (!texts.includes(token.text.toLowerCase())) return false;
    this.#at++;
    return true;
  }

  #or(): Expression {
    let left = this.#and();
    while (this.#take("or", "||")) left = { kind: "or", left, right: this.#and() };
    return left;
  }

  #and(): Expression {
    let left = this.#not();
    while (this.#take("and", "&&")) left = { kind: "and", left, right: this.#not() };
    return left;
  }

  #not(): Expression {
    if (++this.#depth > DEPTH_LIMIT) this.#fail(this.#peek(), "it is nested too deeply");
    try {
      if (this.#take("not", "!")) return { kind: "not", inner: this.#not() };
      if (this.#take("(")) {
        const inner = this.#or();
        if (!this.#take(")")) {
          this.#fail(this.#peek(), `expected ")", found ${shown(this.#peek())}`);
        }
        return inner;
      }
      return this.#condition();
    } finally {
      this.#depth--;
    }
  }

  #condition(): Expression {
    const left = this.#operand("a field such as params.lr");
    if (this.#take("is")) {
      const negated = this.#take("not");
      if (!this.#take("null")) {
        this.#fail(this.#peek(), `expected "null" after "is", found ${shown(this.#peek())}`);
      }
      return { kind: "null", negated, operand: left };
    }
    const negated = this.#peek(1).text.toLowerCase() === "in" && this.#take("not");
    if (this.#take("in")) return { kind: "in", negated, left, list: this.#list() };
    const token = this.#peek();
    const operator = token.kind === "operator" || token.kind === "word"
      ? COMPARISONS[token.text.toLowerCase()]
      : undefined;
    if (!operator) {
      this.#fail(token, `expected a comparison such as "<" or "=", found ${shown(token)}`);
    }
    this.#at++;
    return this.#compare(operator, left, this.#operand(`a value after "${token.text}"`));
  }

  /** A comparison, with texts that stand for times read as such. */
  #compare(operator: Comparison, left: Operand, right: Operand): Expression {
    const isNull = (operand: Operand): boolean =>
      operand.kind === "literal" && operand.value === null;
    if ((operator === "=" || operator === "!=") && (isNull(left) || isNull(right))) {
      return {
        kind: "null",
        negated: operator === "!=",
        operand: isNull(left) ? right : left,
      };
    }
    return { kind: "compare", operator, left, right };
  }

  #list(): Operand[] {
    if (!this.#take("(")) return [this.#operand('a list such as ("a", "b") after "in"')];
    const list: Operand[] = [];
    do list.push(this.#operand("a value in the list")); while (this.#take(","));
    if (!this.#take(")")) {
      this.#fail(this.#peek(), `expected "," or ")", found ${shown(this.#peek())}`);
    }
    return list;
  }

  #operand(expected: string): Operand {
    const token = this.#peek();
    switch (token.kind) {
      case "string":
      case "number":
        this.#at++;
        return { kind: "literal", value: token.value };
      case "duration":
        this.#at++;
        return { kind: "duration", value: token.value };
      case "path":
        this.#at++;
        return this.#field(token, token.segments);
      case "word":
        return this.#word(token, expected);
    }
    return this.#fail(token, `expected ${expected}, found ${shown(token)}`);
  }

  #word(token: Token, expected: string): Operand {
    const word = token.text.toLowerCase();
    if (["and", "or", "not", "in", "is", "like", "ilike", "contains"].includes(word)) {
      this.#fail(token, `expected ${expected}, found ${shown(token)}`);
    }
    this.#at++;
    if (word === "true" || word === "false") return { kind: "literal", value: word === "true" };
    if (word === "null" || word === "none") return { kind: "literal", value: null };
    if (word === "now") return { kind: "now", offset: this.#offset() };
    return this.#field(token, [token.text]);
  }

  /** `- 7d` behind `now`. */
  #offset(): number {
    const sign = this.#take("-") ? -1 : this.#take("+") ? 1 : 0;
    if (sign === 0) return 0;
    const token = this.#peek();
    if (token.kind !== "duration") {
      this.#fail(token, `expected a length of time such as 7d, found ${shown(token)}`);
    }
    this.#at++;
    return sign * token.value;
  }

  #field(token: Token, [root, ...path]: string[]): Operand {
    const name = root!;
    if (!Object.hasOwn(ROOTS, name)) {
      const near = nearest(name, Object.keys(ROOTS));
      const hint = near
        ? `did you mean "${near}"?`
        : `expected one of ${Object.keys(ROOTS).join(", ")}; a parameter is params.${name}, ` +
          `a metric metrics.${name}`;
      this.#fail(token, `there is no field "${name}": ${hint}`);
    }
    if (ROOTS[name] === "with path" && path.length === 0) {
      this.#fail(token, `expected a name after "${name}", such as ${name}.${example(name)}`);
    }
    if (ROOTS[name] === "alone" && path.length > 0) {
      this.#fail(token, `the field "${name}" has no parts`);
    }
    if (name === "git" && (path.length > 1 || !GIT_FIELDS.includes(path[0]!))) {
      this.#fail(token, `expected git.commit, git.branch or git.dirty, found "${token.text}"`);
    }
    return { kind: "field", root: name, path };
  }
}

function example(root: string): string {
  return root === "params" ? "lr" : root === "metrics" ? "loss" : "commit";
}

function shown(token: Token): string {
  return token.kind === "end" ? "the end" : JSON.stringify(token.text);
}

/**
 * Reads an expression.
 *
 * @throws {WhereSyntaxError} If it is none, with the place of the mistake.
 */
export function parseWhere(text: string): Expression {
  return new Parser(text).parse();
}
