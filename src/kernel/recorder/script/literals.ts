/** Values of a magic's arguments as TypeScript. @module */

/** Stands where an expression of a magic's arguments is within a text. */
const MARK = /\ue000(\d+)\ue001/;

/** An expression in a magic's arguments, `${expression}`. */
export class Expression {
  /** Takes the code of the `index`th expression. */
  constructor(readonly index: number, readonly code: string) {}

  /** What a text is joined with. */
  toString(): string {
    return `\ue000${this.index}\ue001`;
  }

  /** None: then it is joined as a text. */
  toJSON(): undefined {
    return undefined;
  }
}

/** Writes values that hold expressions. */
export class Literals {
  readonly #expressions: readonly Expression[];

  /** Knows the expressions that values may hold. */
  constructor(expressions: readonly Expression[]) {
    this.#expressions = expressions;
  }

  /** A value as an expression of TypeScript. */
  of(value: unknown): string {
    if (value instanceof Expression) return bracketed(value.code);
    if (typeof value === "string") return this.#text(value);
    if (Array.isArray(value)) return `[${value.map((item) => this.of(item)).join(", ")}]`;
    if (typeof value === "object" && value !== null) return this.object(Object.entries(value));
    // JSON has neither -0 nor the numbers that are none.
    if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
    return value === undefined ? "undefined" : JSON.stringify(value);
  }

  /** An object of these entries; those that are undefined are left out. */
  object(entries: Iterable<readonly [name: string, value: unknown]>): string {
    const written: string[] = [];
    for (const [name, value] of entries) {
      if (value === undefined) continue;
      const [key, text] = [keyOf(name), this.of(value)];
      written.push(key === text ? key : `${key}: ${text}`);
    }
    return written.length === 0 ? "{}" : `{ ${written.join(", ")} }`;
  }

  #text(text: string): string {
    if (!MARK.test(text)) return JSON.stringify(text);
    const parts = text.split(MARK);
    const written = parts.map((part, i) =>
      i % 2 === 0
        ? JSON.stringify(part).slice(1, -1).replaceAll('\\"', '"').replace(/`|\$\{/g, "\\$&")
        : `\${${this.#expressions[Number(part)]!.code}}`
    );
    return `\`${written.join("")}\``;
  }
}

/** Code that is one expression wherever it stands; a sequence in brackets. */
function bracketed(code: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$.]*$/u.test(code.trim()) ? code.trim() : `(${code})`;
}

/** A name of a property; `__proto__` is one like others. */
function keyOf(name: string): string {
  if (name === "__proto__") return '["__proto__"]';
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : JSON.stringify(name);
}
