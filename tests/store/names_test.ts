import assert from "node:assert/strict";
import { join, relative } from "node:path";
import fc from "fast-check";
import { checkEntryName, checkMetricName, checkName } from "../../src/store/mod.ts";

Deno.test("checkName() takes letters and digits of any script, dots, dashes and spaces", () => {
  for (const name of ["baseline", "lr 0.1", "v1.2_b-3", "эксперимент", "实验 7", "x".repeat(128)]) {
    assert.equal(checkName("experiment", name), name);
  }
});

Deno.test("checkName() says what is wrong with a name", () => {
  const cases: [unknown, string][] = [
    ["", 'Cannot use "" as the project name: it is empty'],
    ["a/b", 'may hold letters and digits of any script, ".", "_", "-" and spaces'],
    ["..", "it starts with a dot"],
    [".hidden", "it starts with a dot"],
    ["a:b", "may hold letters"],
    ["a\0", "may hold letters"],
    ["CON", "Windows reserves it"],
    ["lpt1.txt", "Windows reserves it"],
    ["end.", "it starts or ends with a space, or ends with a dot"],
    ["x".repeat(129), "it has over 128 characters"],
    [undefined, "Cannot use undefined as the project name: it is not a string"],
  ];
  for (const [name, message] of cases) {
    assert.throws(() => checkName("project", name), (error: Error) => {
      assert(error instanceof TypeError);
      assert(error.message.includes(message), `${error.message} lacks ${message}`);
      return true;
    });
  }
});

Deno.test("no entry name that is accepted leaves its folder", () => {
  const tricky = fc.array(fc.constantFrom("..", ".", "/", "a", "\\", "%2e", " ", "\0", "~", "C:"))
    .map((parts) => parts.join(""));
  fc.assert(fc.property(fc.oneof(fc.string({ unit: "binary" }), tricky), (name) => {
    try {
      checkEntryName("artifact", name);
    } catch (error) {
      assert(error instanceof TypeError);
      return;
    }
    const path = relative("/run/artifacts", join("/run/artifacts", name));
    assert(path !== "" && !path.startsWith(".."), JSON.stringify(name));
  }));
});

Deno.test("checkMetricName() takes any string of 1 to 500 characters", () => {
  fc.assert(fc.property(fc.string({ minLength: 1, maxLength: 500, unit: "binary" }), (name) => {
    if (name.length <= 500) checkMetricName("metric", name);
  }));
  assert.throws(() => checkMetricName("metric", ""), {
    name: "TypeError",
    message: 'Cannot log metric "": a name is a string of 1 to 500 characters',
  });
});
