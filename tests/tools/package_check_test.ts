import assert from "node:assert/strict";
import { checkPackages } from "../../tools/package_check.ts";
import { tempDir } from "../helpers/mod.ts";

Deno.test("code of users' processes names packages in full, with the version of deno.json", () => {
  using root = tempDir();
  root.write("deno.json", JSON.stringify({ imports: { one: "npm:one@1.2.3" } }));
  root.write(
    "src/store/a.ts",
    'import { x } from "one";\nawait import("npm:one@1.2.3");\nawait import("npm:one@1.2.4");\n' +
      'await import("npm:two@^1");\nimport fs from "node:fs";\n',
  );
  root.write("src/cli/b.ts", 'import { x } from "one";\n');
  assert.deepEqual(checkPackages(root.path, ["src/store/a.ts", "src/cli/b.ts"]), [
    'src/store/a.ts:1 names the package "one" by our import map, which a user\'s process does not have; ' +
    'expected "npm:one@<version>"',
    'src/store/a.ts:3 names "npm:one@1.2.4", while deno.json has version 1.2.3',
    'src/store/a.ts:4 names "npm:two@^1", expected a package with an exact version',
  ]);
});
