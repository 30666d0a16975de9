import assert from "node:assert/strict";
import { kernelTest } from "./magic_kernel.ts";
import { summaryOf } from "./tracked_runs.ts";

kernelTest("%note sets the note to the rest of the line as it is", async (kernel) => {
  await kernel.run(`const half = 0.5;
%track p/a
%note   Half the **rate**, "quoted" --not-an-option, \${half * 2}; <script>
%track stop`);
  assert.equal(
    summaryOf(kernel, "p/a").note,
    'Half the **rate**, "quoted" --not-an-option, 1; <script>',
  );
});

kernelTest("%%note sets the note to the lines below it", async (kernel) => {
  await kernel.run("%track p/a");
  await kernel.run("%%note\n# Title\n\n%track is text here, `${as}` is this\n");
  await kernel.run("%track stop");
  assert.equal(
    summaryOf(kernel, "p/a").note,
    "# Title\n\n%track is text here, `${as}` is this",
  );
});

kernelTest("an empty note is an error", async (kernel) => {
  await kernel.run("%track p/a --note kept");
  for (const cell of ["%note", "%%note\n  \n"]) {
    assert.equal(
      (await kernel.try(cell)).error,
      "TypeError: Cannot set the note: it is empty, expected %note TEXT",
    );
  }
  await kernel.run("%track stop");
  assert.equal(summaryOf(kernel, "p/a").note, "kept");
});
