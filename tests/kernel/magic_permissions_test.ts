/** Magics in sessions that may do little. @module */
import assert from "node:assert/strict";
import { kernelTest } from "../magics/magic_kernel.ts";
import { statuses, summaryOf, textsOf } from "../magics/tracked_runs.ts";

kernelTest(
  "a session that may read and write its folder tracks, compares and shows",
  async (kernel) => {
    const { run } = kernel;
    await run("%track p/one lr=0.1\n%log loss=1 --step 1");
    await run("%log loss=0.5 --step 2\n%param more=true\n%tag a\n%note text");
    await run('Deno.writeTextFileSync("a.csv", "a\\n");\n%artifact a.csv\n%snapshot');
    await run("%figure dot\nDeno.jupyter.svg`<svg xmlns='http://www.w3.org/2000/svg'></svg>`");
    assert.match(
      textsOf(await run("%track stop"))[0]!,
      /^p\/one · ✓ finished\n {2}commit .*not permitted/,
    );
    await run("%%track p/two lr=0.2\n%log loss=0.4 --step 1");
    assert.deepEqual(await statuses(kernel), ["p/one finished", "p/two finished"]);
    const { figures, artifacts, warnings } = summaryOf(kernel, "p/one");
    assert.deepEqual(figures.map(({ name }) => name), ["dot"]);
    assert.equal(artifacts.length, 1);
    assert.deepEqual(warnings, [
      "The git state is not recorded: it needs --allow-run=git and --allow-env",
    ]);

    assert.match(textsOf(await run("%runs"))[0]!, /^2 runs\n/);
    assert.match(textsOf(await run("%run p/one"))[0]!, /^p\/one · ✓ finished\n/);
    assert.match(textsOf(await run("%best loss"))[0]!, /^p\/two · ✓ finished\n/);
    assert.match(textsOf(await run("%diff one two"))[0]!, /^one → two\n/);

    const first = await run("%compare");
    const [chart] = first.displays;
    assert.deepEqual(Object.keys(chart!.data), [
      "application/vnd.vegalite.v5+json",
      "image/svg+xml",
      "text/plain",
    ]);
    assert.match(
      first.stderr,
      /^labbook: Cannot draw a PNG: reading .* is not permitted, expected --allow-read; charts are shown without it\n$/,
    );
    const second = await run("%compare --kind bars");
    assert.deepEqual([second.displays.length, second.stderr], [2, ""]);
    const watched = await run("%track p/live\n%watch\n%log loss=1\n%track stop");
    assert.equal(watched.displays.length, 3);
  },
  ["--allow-read=.", "--allow-write=."],
);

kernelTest("without permissions each magic says what it needs", async (kernel) => {
  const failed = async (cell: string): Promise<string> => (await kernel.try(cell)).error!;
  for (const cell of ["%track p/a", "%%track p/a\nnull"]) {
    assert.match(
      await failed(cell),
      /^NotCapable: Requires write access to ".*\/experiments\/p", run again with the --allow-write flag$/,
    );
  }
  for (
    const cell of ["%runs", "%best loss", "%compare", "%compare --live", "%run p/a", "%diff a b"]
  ) {
    assert.match(
      await failed(cell),
      /^NotCapable: Requires read access to ".*", run again with the --allow-read flag$/,
      cell,
    );
  }
  assert.equal(
    await failed("%log a=1"),
    "Error: Cannot run %log: no run is active; start one with %track project/name",
  );
  assert.equal((await kernel.run("%track")).stdout.slice(0, 16), "No run is active");
  assert.equal((await kernel.run("%time 6 * 7")).result, "42");
  assert.match(await failed("!ls"), /^NotCapable: Requires .*--allow-run flag$/);
}, []);

kernelTest(
  "a session that may only write cannot track, and leaves no run behind",
  async (kernel) => {
    assert.match((await kernel.try("%track p/a")).error!, /--allow-read flag$/);
    assert.equal((await kernel.run("%track")).stdout.slice(0, 16), "No run is active");
    assert.deepEqual(await statuses(kernel), []);
  },
  ["--allow-write=."],
);
