import assert from "node:assert/strict";
import { kernelTest } from "./magic_kernel.ts";

const HEAVY = `function heavy(n: number): number {
  let sum = 0;
  for (let index = 0; index < n; index++) sum += Math.sin(index);
  return sum;
}`;

kernelTest(
  "%prof shows the heaviest functions of a line, and where they stand",
  async ({ run }) => {
    await run(`const filler = 1;\n${HEAVY}`);
    const { displays, result, stdout } = await run("%prof heavy(2e7) > -Infinity");
    assert.equal(result, "true");
    assert.match(stdout, /^Profiled [\d.]+ m?s of computing/);
    const [shown] = displays;
    const text = String(shown!.data["text/plain"]);
    assert.match(text, /^Function +Self +Self % +Total +Total % +Where$/m);
    assert.match(text, /^heavy .* cell \[1\], line 2$/m);
    assert.deepEqual(shown!.metadata, { labbook: { figure: false } });
  },
);

kernelTest("a loop that ran before the profile is still told from its caller", async ({ run }) => {
  await run(`${HEAVY}\nheavy(2e7);`);
  for (let count = 0; count < 2; count++) {
    const { displays } = await run("%prof heavy(2e7)");
    const [, first] = String(displays[0]!.data["text/plain"]).split("\n");
    assert.match(first!, /^heavy /);
  }
});

kernelTest("what %prof shows comes before what the next line prints", async ({ run }) => {
  await run(HEAVY);
  for (const line of ["%prof const sum = heavy(1e7);", "%prof heavy(1e7)"]) {
    const { stdout } = await run(`${line}\nconsole.log("next");`);
    assert.match(stdout, /^Profiled .*\nnext\n$/);
  }
});

kernelTest("%prof leaves out what runs the cell", async ({ run }) => {
  await run(HEAVY);
  const { displays } = await run("%%prof\nheavy(2e7);");
  assert.doesNotMatch(String(displays[0]!.data["text/plain"]), /ext:|runtime\/|magics\//);
});

kernelTest(
  "%%prof finds the functions of modules, by the lines of their TypeScript",
  async (kernel) => {
    const { run, folder } = kernel;
    const module =
      `interface Sized {\n  size: number;\n}\n\nexport ${HEAVY}\nexport type { Sized };\n`;
    Deno.writeTextFileSync(`${folder}/model.ts`, module);
    const { displays, stdout } = await run(
      '%%prof -o train.cpuprofile -l 2\nimport { heavy } from "./model.ts";\nconst total = heavy(2e7);',
    );
    const lines = String(displays[0]!.data["text/plain"]).split("\n");
    assert(lines.some((line) => /^heavy .* model\.ts:5\s*$/.test(line)), lines.join("\n"));
    assert(lines.filter((line) => / %/.test(line)).length <= 3, lines.join("\n"));
    assert.match(stdout, /^Wrote train\.cpuprofile$/m);
    const profile = JSON.parse(Deno.readTextFileSync(`${folder}/train.cpuprofile`));
    assert(profile.nodes.length > 0 && profile.samples.length > 0);
    assert.equal((await run("typeof total")).result, '"number"');
  },
);

kernelTest("a cell that is interrupted has its profile, too", async (kernel) => {
  await kernel.run(
    "function forever() { console.log('ready'); for (let n = 0;; n++) Math.sin(n); }",
  );
  const { error, displays } = await kernel.interruptAt("ready", "%%prof\nforever();");
  assert.equal(error, "KeyboardInterrupt: The cell was interrupted");
  assert.match(String(displays[0]!.data["text/plain"]), /^forever .* cell \[1\], line 1$/m);
  const next = await kernel.run("%prof 1 + 1");
  assert.deepEqual([next.result, next.displays.length], ["2", 1]);
});

kernelTest("%prof refuses an order that it does not know", async (kernel) => {
  assert.equal(
    (await kernel.try("%%prof -s name\n1")).error,
    'RangeError: Cannot run %prof: --sort is "name", expected self or total',
  );
});

kernelTest("%prof needs the permission to", async (kernel) => {
  assert.equal(
    (await kernel.try("%%prof\n1")).error,
    'NotCapable: Requires sys access to "inspector", run again with the --allow-sys flag',
  );
}, ["--allow-read"]);
