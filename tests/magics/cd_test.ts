import assert from "node:assert/strict";
import { homedir } from "node:os";
import { kernelTest } from "./magic_kernel.ts";

kernelTest("%cd goes to folders, back and home, and %pwd says where", async (kernel) => {
  const { run } = kernel;
  const folder = Deno.realPathSync(kernel.folder);
  assert.equal((await run("%pwd")).stdout, `${folder}\n`);
  assert.equal(
    (await kernel.try("%cd -")).error,
    "Error: Cannot go back with %cd -: there was no folder before, expected a %cd",
  );
  Deno.mkdirSync(`${folder}/My Data`);

  assert.equal((await run("%cd My Data")).stdout, `${folder}/My Data\n`);
  assert.equal((await run("const here = %pwd\nhere")).result, `"${folder}/My Data"`);
  assert.equal((await run("%cd -")).stdout, `${folder}\n`);
  assert.equal((await run("%cd -")).stdout, `${folder}/My Data\n`);
  assert.equal((await run('%cd -q "../My Data"')).stdout, "");
  assert.equal((await run("%cd")).stdout, `${homedir()}\n`);
  assert.equal(
    (await run("const name = 'My Data';\n%cd ${here}/../${name}")).stdout,
    `${folder}/My Data\n`,
  );
  assert.equal((await run("%cd ~")).stdout, `${homedir()}\n`);

  assert.equal(
    (await kernel.try("%cd no/such folder")).error,
    'Error: Cannot go to "no/such folder": there is nothing of that name, expected a folder',
  );
});
