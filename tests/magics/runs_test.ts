import assert from "node:assert/strict";
import { kernelTest } from "./magic_kernel.ts";
import { textsOf, THREE_RUNS } from "./tracked_runs.ts";

kernelTest("%runs shows a table of runs, the newest first", async ({ run }) => {
  assert.deepEqual(textsOf(await run("%runs")), ["There are no such runs"]);
  await run(THREE_RUNS);
  const shown = await run("%runs");
  assert.deepEqual(shown.displays[0]!.metadata, { labbook: { figure: false } });
  const [title, head, , ...rows] = textsOf(shown)[0]!.split("\n");
  assert.equal(title, "3 runs");
  assert.match(head!, /^run +status +started +took +lr +optimizer +val\/loss +accuracy +tags$/);
  assert.deepEqual(rows.map((row) => row.split(/ {2,}/)[0]), ["lr0.001", "lr0.01", "lr0.1"]);
  assert.match(rows[0]!, /adam +★ 0\.06 +★ 0\.999$/);
});

kernelTest("%runs chooses, sorts and limits, also falling", async ({ run }) => {
  await run(THREE_RUNS);
  await run("%track q/other\n%track stop");
  const names = async (call: string): Promise<string> =>
    (await run(`const list = ${call}\nlist.map(({ name }) => name).join(" ")`)).result!;
  assert.equal(await names("%runs p"), '"lr0.001 lr0.01 lr0.1"');
  assert.equal(await names("%runs p --sort -metrics.accuracy.best --limit 1"), '"lr0.001"');
  assert.equal(
    await names("%runs --where 'params.lr < 0.05' --sort params.lr"),
    '"lr0.001 lr0.01"',
  );
  assert.equal(await names("%runs p --sort=-params.lr"), '"lr0.1 lr0.01 lr0.001"');
  assert.equal(await names("%runs --limit ${1 + 1}"), '"other lr0.001"');
  assert.equal(await names('%runs --dir "no runs"'), '""');
});

kernelTest("%runs says what is wrong with its options", async (kernel) => {
  const wrong: [call: string, error: string][] = [
    [
      '--where "params.lr <"',
      'WhereSyntaxError: Cannot read the where-expression at position 11: expected a value after "<", found the end',
    ],
    [
      "--sort nope",
      'WhereSyntaxError: Cannot read the sort order at position 0: there is no field "nope": did you mean "note"?',
    ],
    [
      "--sort",
      'TypeError: Cannot run %runs with "--sort": expected a value behind it: --sort FIELD',
    ],
    ["--limit -1", "RangeError: Cannot take --limit: got -1, expected a whole number from 0"],
    ["--limit x", 'TypeError: Cannot take --limit: got "x", expected a number'],
    ["a b", 'TypeError: Cannot run %runs with "b": expected at most 1 argument'],
  ];
  for (const [call, error] of wrong) {
    assert.equal((await kernel.try(`%runs ${call}`)).error, error);
  }
});
