import assert from "node:assert/strict";
import { kernelTest } from "./magic_kernel.ts";

kernelTest("%%writefile writes, overwrites and adds to a file", async (kernel) => {
  const { run, folder } = kernel;
  const read = () => Deno.readTextFileSync(`${folder}/my file.ts`);
  const text = "export const x = `${1}`;\n%time is kept";
  assert.equal((await run(`%%writefile "my file.ts"\n${text}`)).stdout, "Writing my file.ts\n");
  assert.equal(read(), `${text}\n`);
  assert.equal((await run("%%writefile 'my file.ts'\nsecond")).stdout, "Overwriting my file.ts\n");
  assert.equal(read(), "second\n");
  assert.equal(
    (await run("%%writefile -a 'my file.ts'\nthird")).stdout,
    "Appending to my file.ts\n",
  );
  assert.equal(read(), "second\nthird\n");

  assert.equal(
    (await kernel.try("%%writefile no/such/file\nx")).error,
    'Error: Cannot write "no/such/file": there is nothing of that name',
  );
  assert.equal(
    (await kernel.try("%%writefile\nx")).error,
    "TypeError: Cannot write a file: no name is given, expected %%writefile FILE",
  );
});

kernelTest("what %%writefile wrote can be imported by the next cell", async ({ run }) => {
  await run("%%writefile model.ts\nexport const layers: number[] = [8, 4];");
  assert.equal((await run('import { layers } from "./model.ts";\nlayers')).result, "[ 8, 4 ]");
});

kernelTest("%%writefile needs the permission to", async (kernel) => {
  assert.match(
    (await kernel.try("%%writefile x.txt\nx")).error!,
    /^NotCapable: Requires write access to ".*x\.txt", run again with the --allow-write flag$/,
  );
}, ["--allow-read"]);
