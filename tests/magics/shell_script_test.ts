import assert from "node:assert/strict";
import fc from "fast-check";
import { quoteForShell, shellScript } from "../../magics/shell_script.ts";

/** What `sh` prints for a command with values in it. */
function run(texts: string[], values: unknown[]): string {
  const { script, variables } = shellScript(texts, values);
  const assignments = Object.entries(variables)
    .map(([name, value]) => `${name}=${quoteForShell(value)};`).join(" ");
  const { stdout, stderr } = new Deno.Command("sh", { args: ["-c", `${assignments} ${script}`] })
    .outputSync();
  return new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
}

const HOSTILE = "a b; echo $(echo no) `echo no` 'x' \"y\" $HOME * \\ # {1,2} ~ & | >f\n-n";

Deno.test("a value is one word of a command, wherever it stands", () => {
  const cases: [texts: string[], printed: string][] = [
    [["printf '<%s>' ", ""], `<${HOSTILE}>`],
    [["printf '<%s>' x", "y"], `<x${HOSTILE}y>`],
    [["printf '<%s>' \"in ", ' double"'], `<in ${HOSTILE} double>`],
    [["printf '<%s>' 'in ", " single'"], `<in ${HOSTILE} single>`],
    [["printf '<%s>' \"$(printf %s ", ')"'], `<${HOSTILE}>`],
    [["printf '<%s>' \"$(printf %s \"", '")"'], `<${HOSTILE}>`],
    [["printf '<%s>' \"it's ", '"'], `<it's ${HOSTILE}>`],
    [["printf '<%s>' \\' ", ""], `<'><${HOSTILE}>`],
    [["f() { printf '<%s>' ", "; }; f other"], `<${HOSTILE}>`],
  ];
  for (const [texts, printed] of cases) assert.equal(run(texts, [HOSTILE]), printed, texts[0]);
});

Deno.test("no value is ever parsed by the shell", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }).filter((text) => !text.includes("\0") && text.isWellFormed()),
      (value) => assert.equal(run(["printf '<%s>' ", ""], [value]), `<${value}>`),
    ),
    { numRuns: 50 },
  );
});

Deno.test("numbers, booleans and URLs are their texts, an array is as many words", () => {
  assert.equal(
    run(["printf '<%s>' ", " ", ""], [[1, 2n, true, "a b"], new URL("file:///tmp/a%20b")]),
    "<1><2><true><a b></tmp/a b>",
  );
  assert.equal(run(["printf '<%s>' ", " end"], [[]]), "<end>");
});

Deno.test("a value that has no obvious text is refused", () => {
  for (const value of [undefined, null, {}, () => {}, "a\0b", [{}]]) {
    assert.throws(
      () => shellScript(["ls ", ""], [value]),
      (error: Error) =>
        error instanceof TypeError &&
        /^Cannot put a value into a command: got /.test(error.message),
    );
  }
  assert.throws(() => shellScript(["ls ", ""], [undefined]), {
    name: "TypeError",
    message: "Cannot put a value into a command: got undefined, expected a text, a number, a " +
      "boolean, a URL, or an array of them",
  });
});
