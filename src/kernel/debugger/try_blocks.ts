/** Whether an exception will be caught by the code that it comes through. @module */

interface Node {
  type: string;
  start: number;
  end: number;
  [field: string]: unknown;
}

/** Code that has a `catch`, and the function that it belongs to. */
interface TryBlock {
  start: number;
  end: number;
  owner: number;
}

/** The functions and the caught parts of one script. */
export class TryBlocks {
  readonly #functions: { start: number; end: number }[] = [];
  readonly #blocks: TryBlock[] = [];
  readonly #lines: number[] = [0];

  private constructor(code: string) {
    for (let at = code.indexOf("\n"); at !== -1; at = code.indexOf("\n", at + 1)) {
      this.#lines.push(at + 1);
    }
  }

  /** Reads the JavaScript that V8 has. Code that cannot be read catches nothing. */
  static async read(code: string): Promise<TryBlocks> {
    const { parse } = await import("@babel/parser");
    const blocks = new TryBlocks(code);
    try {
      const options = { sourceType: "module", errorRecovery: true } as const;
      blocks.#visit(parse(code, options).program as unknown as Node, 0);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
    return blocks;
  }

  /** Whether what is thrown at a place, counted from 0, is caught in the same function. */
  catches(line: number, column: number): boolean {
    const at = (this.#lines[line] ?? 0) + column;
    let owner = 0;
    for (const { start, end } of this.#functions) {
      if (start <= at && at < end && start > owner) owner = start;
    }
    return this.#blocks.some((block) =>
      block.owner === owner && block.start <= at && at < block.end
    );
  }

  #visit(node: Node, owner: number): void {
    const isFunction = /Function|ObjectMethod|ClassMethod|ClassPrivateMethod/.test(node.type);
    if (isFunction) {
      this.#functions.push({ start: node.start, end: node.end });
      owner = node.start;
    }
    if (node.type === "TryStatement" && node.handler) {
      const { start, end } = node.block as Node;
      this.#blocks.push({ start, end, owner });
    }
    for (const child of Object.values(node)) {
      for (const item of Array.isArray(child) ? child : [child]) {
        if (typeof item === "object" && item !== null && typeof item.type === "string") {
          this.#visit(item, owner);
        }
      }
    }
  }
}
