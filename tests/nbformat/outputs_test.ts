/** Outputs put together from messages. @module */
import assert from "node:assert/strict";
import { Outputs } from "../../src/nbformat/mod.ts";
import { notebookOf } from "../notebook/fixture.ts";

type Message = [msg_type: string, content: Record<string, unknown>];

const shown = (text: string, id?: string): Record<string, unknown> => ({
  data: { "text/plain": text },
  metadata: {},
  ...id === undefined ? {} : { transient: { display_id: id } },
});
const display = (text: string): Record<string, unknown> => ({
  output_type: "display_data",
  data: { "text/plain": text },
  metadata: {},
});
const stream = (text: string, name = "stdout"): Message => ["stream", { name, text }];

/** What two cells hold after these messages; the number is the cell's. */
function outputs(...messages: [cell: 0 | 1, ...Message][]): unknown[][] {
  const { cells } = notebookOf("a", "b");
  const outputs = new Outputs();
  for (const [cell, msg_type, content] of messages) {
    outputs.add(cells[cell]!, { msg_type, content });
  }
  return cells.map((cell) => cell.outputs!);
}

Deno.test("streams that follow each other are one output, with their carriage returns", () => {
  assert.deepEqual(
    outputs([0, ...stream("a\r")], [0, ...stream("b")], [0, ...stream("e", "stderr")], [
      0,
      ...stream("c"),
    ]),
    [[
      { output_type: "stream", name: "stdout", text: "a\rb" },
      { output_type: "stream", name: "stderr", text: "e" },
      { output_type: "stream", name: "stdout", text: "c" },
    ], []],
  );
});

Deno.test("results, displays and errors are kept without what is transient", () => {
  const error = { ename: "TypeError", evalue: "bad", traceback: ["TypeError: bad"] };
  assert.deepEqual(
    outputs(
      [0, "execute_result", { ...shown("1", "x"), execution_count: 4 }],
      [0, "error", error],
      [0, "status", { execution_state: "idle" }],
      [0, "comm_open", {}],
    ),
    [[
      { ...display("1"), output_type: "execute_result", execution_count: 4 },
      { output_type: "error", ...error },
    ], []],
  );
});

Deno.test("an update changes the display in every cell that shows it", () => {
  assert.deepEqual(
    outputs(
      [0, "display_data", shown("one", "x")],
      [0, "display_data", shown("other", "y")],
      [1, "display_data", shown("two", "x")],
      [1, "update_display_data", shown("three", "x")],
      [1, "update_display_data", shown("nobody", "z")],
    ),
    [[display("three"), display("other")], [display("three")]],
  );
});

Deno.test("clear_output clears at once, or before the next output, and ends updates", () => {
  const wait: Message = ["clear_output", { wait: true }];
  assert.deepEqual(
    outputs([0, ...stream("a")], [0, "clear_output", { wait: false }], [0, ...stream("b")])[0],
    [{ output_type: "stream", name: "stdout", text: "b" }],
  );
  assert.deepEqual(outputs([0, ...stream("a")], [0, ...wait])[0], [
    { output_type: "stream", name: "stdout", text: "a" },
  ]);
  assert.deepEqual(
    outputs([0, "display_data", shown("a", "x")], [0, ...wait], [1, ...stream("other")], [
      0,
      ...stream("b"),
    ], [0, "update_display_data", shown("gone", "x")])[0],
    [{ output_type: "stream", name: "stdout", text: "b" }],
  );
});
