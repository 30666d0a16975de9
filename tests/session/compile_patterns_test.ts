import assert from "node:assert/strict";
import { CellSyntaxError, compileCell, EMPTY_SCOPE } from "../../src/session/compile/mod.ts";

Deno.test("a regular expression that is none is an error at its place", async () => {
  await assert.rejects(
    compileCell("const a = 1;\nconst b = a / 2 + /x(y/;", { earlier: EMPTY_SCOPE }),
    (error) => {
      assert(error instanceof CellSyntaxError);
      assert.deepEqual(
        [error.message, error.line, error.column],
        ["Invalid regular expression: /x(y/: Unterminated group", 2, 19],
      );
      return true;
    },
  );
  const { code } = await compileCell("/x(?<n>y)[[a-z]--b]/v.test('xya')", { earlier: EMPTY_SCOPE });
  assert.match(code, /__labbook\.result/);
});
