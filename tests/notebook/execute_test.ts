/** Running notebooks. @module */
import assert from "node:assert/strict";
import {
  type CellProgress,
  executeNotebook,
  type ExecuteOptions,
  type Execution,
  type Notebook,
  stringifyNotebook,
} from "../../src/notebook/mod.ts";
import { notebookOf, type Scenes, ScriptedKernel } from "./fixture.ts";

interface Result extends Execution {
  kernel: ScriptedKernel;
  saved: Notebook[];
}

async function execute(
  notebook: Notebook,
  scenes: Scenes = {},
  options: Partial<ExecuteOptions> = {},
): Promise<Result> {
  const kernel = new ScriptedKernel(scenes);
  const saved: Notebook[] = [];
  const execution = await executeNotebook(notebook, {
    inputPath: "in.ipynb",
    outputPath: "out.ipynb",
    startKernel: () => Promise.resolve(kernel),
    save: (notebook) => saved.push(JSON.parse(stringifyNotebook(notebook))),
    ...options,
  });
  assert.equal(kernel.isDown, true);
  return { ...execution, kernel, saved };
}

// deno-lint-ignore no-explicit-any -- metadata of any form
const statuses = (notebook: Notebook): any[] =>
  // deno-lint-ignore no-explicit-any -- as above
  notebook.cells.map((cell) => (cell.metadata as any).papermill?.status);

const fails = (): void => {
  throw new TypeError("bad");
};

Deno.test("cells run in order, and the notebook is saved after each", async () => {
  const notebook = notebookOf(
    "a",
    { cell_type: "markdown", source: "# text", outputs: undefined, execution_count: undefined },
    " \n",
    { source: "skipped", metadata: { tags: ["skip-execution"] } },
    "b",
  );
  notebook.cells[0]!.outputs = [{ output_type: "stream", name: "stdout", text: "old" }];
  const progress: CellProgress[] = [];
  const { status, kernel, saved } = await execute(notebook, {
    a: ({ send }) => send("stream", { name: "stdout", text: "new" }),
  }, { onProgress: (step) => progress.push(step) });
  assert.equal(status, "completed");
  assert.deepEqual(kernel.ran, ["a", "b"]);
  assert.deepEqual(notebook.cells.map(({ execution_count }) => execution_count), [
    1,
    undefined,
    null,
    null,
    2,
  ]);
  assert.deepEqual(notebook.cells[0]!.outputs, [
    { output_type: "stream", name: "stdout", text: "new" },
  ]);
  assert.deepEqual(progress.map(({ number, total, failed }) => [number, total, failed]), [
    [1, 2, undefined],
    [1, 2, false],
    [2, 2, undefined],
    [2, 2, false],
  ]);
  assert.deepEqual(saved.map(statuses), [
    Array(5).fill("pending"),
    ["completed", "pending", "pending", "pending", "pending"],
    Array(5).fill("completed"),
    Array(5).fill("completed"),
  ]);
  assert.equal(saved[1]!.cells[0]!.outputs!.length, 1);
});

Deno.test("a notebook tells how it was run, as papermill does", async () => {
  const notebook = notebookOf({ source: "", metadata: { tags: ["parameters"] } });
  notebook.metadata.papermill = { version: "2.7.0", parameters: { old: 1 } };
  const { hasParameters } = await execute(notebook, {}, { parameters: { lr: 0.1 } });
  assert.equal(hasParameters, true);
  const { start_time, end_time, duration, ...rest } = notebook.metadata.papermill as Record<
    string,
    unknown
  >;
  assert.deepEqual(rest, {
    default_parameters: {},
    environment_variables: {},
    exception: null,
    input_path: "in.ipynb",
    output_path: "out.ipynb",
    parameters: { lr: 0.1 },
    version: "2.7.0",
  });
  assert.equal((Date.parse(String(end_time)) - Date.parse(String(start_time))) / 1000, duration);
  assert.deepEqual(notebook.metadata.language_info, { name: "typescript", file_extension: ".ts" });
  assert.equal((notebook.metadata.kernelspec as { name: string }).name, "labbook");
});

Deno.test("an error ends the notebook, which points to it; the next run takes the marks away", async () => {
  const notebook = notebookOf("a", "bad", "c");
  const { status, failure, kernel } = await execute(notebook, { bad: fails });
  assert.equal(status, "failed");
  assert.deepEqual([failure!.name, failure!.message, failure!.traceback], [
    "TypeError",
    "bad",
    ["TypeError: bad"],
  ]);
  assert.deepEqual(kernel.ran, ["a", "bad"]);
  assert.deepEqual(notebook.cells.map(({ cell_type }) => cell_type), [
    "markdown",
    "code",
    "markdown",
    "code",
    "code",
  ]);
  assert.match(
    notebook.cells[0]!.source,
    /An error was met at '<a href="#papermill-error-cell">In \[2\]/,
  );
  assert.match(notebook.cells[2]!.source, /^<span id="papermill-error-cell"/);
  assert.deepEqual(statuses(notebook), [undefined, "completed", undefined, "failed", "pending"]);
  assert.equal((notebook.metadata.papermill as { exception: unknown }).exception, true);
  await execute(notebook);
  assert.deepEqual(notebook.cells.map(({ source }) => source), ["a", "bad", "c"]);
});

Deno.test("errors that are allowed or expected do not end it", async () => {
  const allowed = notebookOf("bad", "c");
  const first = await execute(allowed, { bad: fails }, { allowErrors: true });
  assert.deepEqual([first.status, first.failure!.name], ["completed", "TypeError"]);
  assert.deepEqual(first.kernel.ran, ["bad", "c"]);
  const expected = notebookOf({ source: "bad", metadata: { tags: ["raises-exception"] } }, "c");
  const second = await execute(expected, { bad: fails });
  assert.deepEqual([second.status, second.failure], ["completed", undefined]);
  assert.equal(expected.cells.length, 2);
});

const stops: Scenes[string] = async ({ send, interrupted }) => {
  send("stream", { name: "stdout", text: "so far" });
  await interrupted;
  throw Object.assign(new Error("The cell was interrupted"), { name: "KeyboardInterrupt" });
};

Deno.test("a cell that takes too long is stopped, and says so", async () => {
  const notebook = notebookOf("slow", "c");
  const { status, failure, kernel } = await execute(notebook, { slow: stops }, { timeout: 10 });
  assert.equal(status, "failed");
  assert.deepEqual([failure!.name, failure!.message], [
    "TimeoutError",
    "The cell took longer than 0.01 s",
  ]);
  assert.deepEqual(kernel.ran, ["slow"]);
  assert.deepEqual(
    notebook.cells[2]!.outputs!.map(({ text, ename }) => text ?? ename),
    ["so far", "KeyboardInterrupt", "TimeoutError"],
  );
});

Deno.test("a signal stops the running cell, and what is there is saved", async () => {
  const stop = new AbortController();
  const notebook = notebookOf("a", "slow", "c");
  const { status, kernel, saved } = await execute(notebook, {
    slow: (scene) => {
      stop.abort();
      return stops(scene);
    },
  }, { signal: stop.signal });
  assert.equal(status, "interrupted");
  assert.deepEqual(kernel.ran, ["a", "slow"]);
  assert.deepEqual(statuses(saved.at(-1)!), ["completed", "failed", "pending"]);
  assert.equal(saved.at(-1)!.cells[1]!.outputs!.length, 2);
});

Deno.test("a notebook of another language is refused before anything runs", async () => {
  const notebook = notebookOf("print(1)");
  notebook.metadata.kernelspec = { name: "python3", language: "python" };
  await assert.rejects(
    executeNotebook(notebook, {
      inputPath: "in.ipynb",
      outputPath: "out.ipynb",
      startKernel: () => assert.fail("started"),
      save: () => assert.fail("saved"),
    }),
    new TypeError(
      'Cannot run the notebook "in.ipynb": it is written in python, expected TypeScript or JavaScript',
    ),
  );
});
