/**
 * Reads an expression.
 *
 * @module
 */
import { fromIso } from "../../store/mod.ts";
import { shown, TokenCursor } from "./cursor.ts";
import { readOperand } from "./operand.ts";
import { type Comparison, type Expression, isTime, type Operand } from "./syntax.ts";
import type { Token } from "./tokens.ts";

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

const TEXT_COMPARISONS = new Set<Comparison>(["~", "like", "ilike", "contains"]);

const DEPTH_LIMIT = 200;

/** A value, and the token that it began with. */
interface Placed {
  operand: Operand;
  token: Token;
}

class Parser {
  readonly #cursor: TokenCursor;
  #depth = 0;

  constructor(text: string) {
    this.#cursor = new TokenCursor(text, "where-expression");
  }

  parse(): Expression {
    const expression = this.#or();
    const token = this.#cursor.peek();
    if (token.kind !== "end") {
      this.#cursor.fail(token, `expected "and", "or" or the end, found ${shown(token)}`);
    }
    return expression;
  }

  #or(): Expression {
    return this.#chain("or", "||", () => this.#and());
  }

  #and(): Expression {
    return this.#chain("and", "&&", () => this.#not());
  }

  /** Side by side, not nested: a program may well write a chain of thousands. */
  #chain(kind: "and" | "or", sign: string, read: () => Expression): Expression {
    const parts = [read()];
    while (this.#cursor.take(kind, sign)) parts.push(read());
    return parts.length === 1 ? parts[0]! : { kind, parts };
  }

  #not(): Expression {
    const cursor: TokenCursor = this.#cursor;
    if (++this.#depth > DEPTH_LIMIT) cursor.fail(cursor.peek(), "it is nested too deeply");
    try {
      if (cursor.take("not", "!")) return { kind: "not", inner: this.#not() };
      if (!cursor.take("(")) return this.#condition();
      const inner = this.#or();
      const token = cursor.peek();
      if (!cursor.take(")")) cursor.fail(token, `expected ")", found ${shown(token)}`);
      return inner;
    } finally {
      this.#depth--;
    }
  }

  #condition(): Expression {
    const cursor: TokenCursor = this.#cursor;
    const left = this.#operand("a field such as params.lr");
    if (cursor.take("is")) {
      const negated = cursor.take("not");
      const token = cursor.peek();
      if (!cursor.take("null")) {
        cursor.fail(token, `expected "null" after "is", found ${shown(token)}`);
      }
      return { kind: "null", negated, operand: left.operand };
    }
    const negated = cursor.peek(1).text.toLowerCase() === "in" && cursor.take("not");
    if (cursor.take("in")) {
      return { kind: "in", negated, left: left.operand, list: this.#list(left) };
    }
    const sign = cursor.peek();
    const operator = sign.kind === "operator" || sign.kind === "word"
      ? COMPARISONS[sign.text.toLowerCase()]
      : undefined;
    if (!operator) {
      cursor.fail(sign, `expected a comparison such as "<" or "=", found ${shown(sign)}`);
    }
    cursor.next();
    const right = this.#operand(`a value after "${sign.text}"`);
    return this.#compare(operator, sign, left, right);
  }

  #compare(operator: Comparison, sign: Token, left: Placed, right: Placed): Expression {
    const isNull = ({ operand }: Placed): boolean =>
      operand.kind === "literal" && operand.value === null;
    if ((operator === "=" || operator === "!=") && (isNull(left) || isNull(right))) {
      const { operand } = isNull(left) ? right : left;
      return { kind: "null", negated: operator === "!=", operand };
    }
    if (TEXT_COMPARISONS.has(operator) && (isTime(left.operand) || isTime(right.operand))) {
      this.#cursor.fail(sign, `a time is no text, expected "<", ">" or "=", found ${shown(sign)}`);
    }
    this.#checkTime(left, right);
    this.#checkTime(right, left);
    return { kind: "compare", operator, left: left.operand, right: right.operand };
  }

  /** A text beside a time that is no time would compare as false, whatever the run. */
  #checkTime({ operand, token }: Placed, beside: Placed): void {
    if (operand.kind !== "literal" || typeof operand.value !== "string") return;
    if (!isTime(beside.operand) || !Number.isNaN(fromIso(operand.value))) return;
    this.#cursor.fail(
      token,
      `expected a time such as "2026-01-31", "2026-01-31T12:00" or now - 7d, found ${token.text}`,
    );
  }

  #list(left: Placed): Operand[] {
    const cursor: TokenCursor = this.#cursor;
    if (!cursor.take("(")) return [this.#operand('a list such as ("a", "b") after "in"').operand];
    const list: Operand[] = [];
    do {
      const item = this.#operand("a value in the list");
      this.#checkTime(item, left);
      list.push(item.operand);
    } while (cursor.take(","));
    const token = cursor.peek();
    if (!cursor.take(")")) cursor.fail(token, `expected "," or ")", found ${shown(token)}`);
    return list;
  }

  #operand(expected: string): Placed {
    const token = this.#cursor.peek();
    return { operand: readOperand(this.#cursor, expected), token };
  }
}

/**
 * Reads an expression.
 *
 * @throws {WhereSyntaxError} If it is none, with the place of the mistake.
 */
export function parseWhere(text: string): Expression {
  return new Parser(text).parse();
}
