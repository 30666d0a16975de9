import assert from "node:assert/strict";
import { EventStream } from "../../src/session/event_stream.ts";

const exit = (code: number) => JSON.stringify([{ type: "exit", code }]);

/** A stream, and the codes of the events that it told of. */
function open(): { stream: EventStream; codes: number[] } {
  const codes: number[] = [];
  const stream = new EventStream((event) => {
    if (event.type === "exit") codes.push(event.code);
  });
  return { stream, codes };
}

Deno.test("messages keep their order, whichever way they come and when", () => {
  const { stream, codes } = open();
  stream.addLarge(2, exit(2));
  stream.addLarge(3, exit(3));
  stream.add(`.1 ${exit(1)}`);
  stream.add("=2 ");
  stream.add("=3 ");
  stream.add("=4 ");
  stream.add(`.5 ${exit(5)}`);
  stream.add("=6 ");
  assert.deepEqual(codes, [1, 2, 3]);
  stream.addLarge(4, exit(4));
  assert.deepEqual(codes, [1, 2, 3, 4, 5]);
  stream.addLarge(6, exit(6));
  assert.deepEqual(codes, [1, 2, 3, 4, 5, 6]);
});

Deno.test("what an interrupt cut off is dropped", () => {
  const { stream, codes } = open();
  stream.add(`+1 ${exit(1).slice(0, 5)}`);
  stream.addLarge(2, exit(2));
  stream.add(`+3 ${exit(3).slice(0, 5)}`);
  stream.add(`.3 ${exit(3).slice(5)}`);
  stream.addLarge(4, exit(4));
  stream.add("=4 ");
  assert.deepEqual(codes, [3, 4]);
});

Deno.test("half a character becomes the sign for it", () => {
  const texts: string[] = [];
  const stream = new EventStream((event) => event.type === "stream" && texts.push(event.text));
  const text = (text: string) =>
    JSON.stringify([{ type: "stream", cell: 1, name: "stdout", text }]);
  stream.add(`.1 ${text("a\ud800b \\ud800 🙂")}`);
  assert.deepEqual(texts, ["a\ufffdb \\ud800 🙂"]);
});
