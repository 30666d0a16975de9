import assert from "node:assert/strict";
import { kernelTest } from "./magic_kernel.ts";
import { textsOf, THREE_RUNS } from "./tracked_runs.ts";

kernelTest(
  "%run shows a run's card: by project and name, name, folder or id, else the active one",
  async ({ run }) => {
    await run(THREE_RUNS);
    const id = (await run("tracker.id.slice(0, 8)")).result!.slice(1, -1);
    for (const ref of ["p/lr0.001", "lr0.001", "${tracker.path}", id]) {
      const [card] = textsOf(await run(`%run ${ref}`));
      assert.match(card!, /^p\/lr0\.001 · ✓ finished\n/, ref);
      assert.match(card!, /\n {2}val\/loss +0\.06 +min +0\.06 at step 19 +20 +█/);
    }
    await run("%track p/active\n%log loss=1");
    assert.match(textsOf(await run("%run"))[0]!, /^p\/active · ● running\n/);
    const shown = await run(`%figure chart
await Deno.jupyter.display({ "image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>" }, { raw: true });
%track stop`);
    assert.equal(shown.displays.length, 2);
    const { data, metadata } = (await run("%run p/active")).displays[0]!;
    assert.match(String(data["text/html"]), /chart/);
    assert.deepEqual(metadata, { labbook: { figure: false } });
  },
);

kernelTest("%run of none, or of one that is not there, is an error", async (kernel) => {
  assert.equal(
    (await kernel.try("%run")).error,
    "TypeError: Cannot show a run: no name is given and no run is active, expected %run NAME",
  );
  await kernel.run("%track p/baseline\n%track stop");
  assert.match(
    (await kernel.try("%run basline")).error!,
    /^Error: Cannot find the run "basline" in .*\/experiments: did you mean "baseline"\?$/,
  );
});
