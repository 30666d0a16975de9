import assert from "node:assert/strict";
import { tempDir } from "../helpers/mod.ts";
import { quietTracker } from "./helpers.ts";

Deno.test("parameters are an object, and an artifact's source is a path", async () => {
  using base = tempDir();
  const tracker = quietTracker(base.path);
  for (
    const [params, got] of [[new Date(0), '"1970-01-01T00:00:00.000Z"'], [new Set([1]), "[1]"]]
  ) {
    assert.throws(() => tracker.logParams(params as unknown as Record<string, unknown>), {
      name: "TypeError",
      message: `Cannot log parameters: got ${got}, expected an object of values by name`,
    });
  }
  for (const source of [new URL("https://example.org/a.txt"), 5, undefined]) {
    await assert.rejects(tracker.logArtifact(source as unknown as string), TypeError);
  }
  const { params, artifacts } = await tracker.finish();
  assert.deepEqual([params, artifacts], [{}, []]);
});
