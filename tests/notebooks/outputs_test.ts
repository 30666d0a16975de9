/** The example notebooks run to their end, and show what they did when they were looked at. @module */

import { describe } from "./describe.ts";
import { execute } from "./executed.ts";
import { assertGolden } from "./golden.ts";

for (const name of ["live", "magics", "penguins", "quickstart", "restore", "sweep"]) {
  Deno.test(`the notebook ${name} shows what it is to show, wherever it is copied to`, async () => {
    using executed = await execute(name);
    assertGolden(name, describe(executed.notebook, executed.folder.path));
  });
}
