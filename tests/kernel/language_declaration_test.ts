import assert from "node:assert/strict";
import { declarationOf } from "../../src/kernel/language/declaration.ts";

const block = (text: string): string => `\`\`\`typescript\n${text}\n\`\`\``;

Deno.test("a cell's own text tells how its names are used", async () => {
  const help = async (code: string, name = "x") => (await declarationOf(code, name))?.help;
  assert.equal(
    await help("function x<T>(a: T, b = 2): number {\n  return b;\n}"),
    block("function x<T>(a: T, b = 2): number"),
  );
  assert.equal(
    await help("const y = 1, x = async (a: string) => a;"),
    block("const x = async (a: string) =>"),
  );
  assert.equal(
    await help("let x = function (a?: number) {};"),
    block("let x = function (a?: number)"),
  );
  assert.equal(
    await help("export class x<T> extends Map<T, T> { a = 1 }"),
    block("class x<T> extends Map<T, T>"),
  );
  assert.equal(await help("interface x { a: number }"), block("interface x { a: number }"));
  assert.equal(await help("export type x = 1 | 2;"), block("type x = 1 | 2;"));
  assert.equal(
    await help("function x(a: 1): 1;\nfunction x(a: 2): 2;\nfunction x(a: number) { return a }"),
    block("function x(a: 1): 1;\nfunction x(a: 2): 2;"),
  );
  // The last one counts.
  assert.equal(await help("var x = () => 1; function x(a: 2) {}"), block("function x(a: 2)"));
  const rows = Array.from({ length: 30 }, (_, index) => `  a${index}: 1;`);
  const long = await help(`interface x {\n${rows.join("\n")}\n}`);
  assert.equal(long, block(`interface x {\n${rows.slice(0, 19).join("\n")}\n…`));
});

Deno.test("documentation is told as the language server does", async () => {
  const code = `\
// not this
/**
 * Scales it.
 *
 * More.
 * @param a - the values
 * @param b how much
 * @returns the scaled ones
 * @deprecated
 */
export function x(a: number[], b: number) { return a; }`;
  const found = await declarationOf(code, "x");
  assert.equal(
    found?.help,
    `${block("function x(a: number[], b: number)")}

Scales it.

More.

*@param* \`a\` — the values

*@param* \`b\` — how much

*@returns* — the scaled ones

*@deprecated*`,
  );
  assert.equal(found?.source, "function x(a: number[], b: number) { return a; }");
  assert.equal((await declarationOf("/* no */ class x {}", "x"))?.help, block("class x"));
});

Deno.test("nothing is told of values, of other names, and of what does not parse", async () => {
  for (
    const code of ["const x = 1;", "let x: number;", "import { x } from 'y';", "f(x)", "x +* 1"]
  ) {
    assert.equal(await declarationOf(code, "x"), undefined, code);
  }
  assert.equal(await declarationOf("{ function x() {} }", "x"), undefined);
});
