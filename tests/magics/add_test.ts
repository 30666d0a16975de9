import assert from "node:assert/strict";
import { kernelTest } from "./magic_kernel.ts";

kernelTest(
  "%add adds a package beside the notebook, and the next cell imports it",
  async (kernel) => {
    const { run, folder } = kernel;
    const { stdout } = await run("%add npm:is-odd@3.0.1");
    assert.equal(stdout, 'Added npm:is-odd@3.0.1 as "is-odd"\n');
    assert.deepEqual(JSON.parse(Deno.readTextFileSync(`${folder}/deno.json`)), {
      imports: { "is-odd": "npm:is-odd@3.0.1" },
    });
    assert.equal((await run('import isOdd from "is-odd";\nisOdd(3)')).result, "true");
  },
);

kernelTest("%add keeps the comments of a deno.jsonc", async ({ run, folder }) => {
  Deno.writeTextFileSync(`${folder}/deno.jsonc`, '{\n  // mine\n  "imports": {}\n}\n');
  await run("%add npm:is-odd@3.0.1");
  const text = Deno.readTextFileSync(`${folder}/deno.jsonc`);
  assert(text.includes("// mine") && text.includes('"is-odd": "npm:is-odd@3.0.1"'), text);
});

kernelTest("%add refuses what is no package", async (kernel) => {
  assert.equal(
    (await kernel.try("%add is-odd")).error,
    'TypeError: Cannot add "is-odd": expected npm:name or jsr:@scope/name, with @version where it ' +
      "is to be a certain one",
  );
  assert.equal(
    (await kernel.try("%add")).error,
    "TypeError: Cannot add packages: none is given, expected such as npm:zod",
  );
  for (const text of ["npm:--help", "npm:../x", "https://example.com/x.ts", "jsr:name"]) {
    assert.match((await kernel.try(`%add ${text}`)).error!, /^TypeError: Cannot add "/);
  }
});
