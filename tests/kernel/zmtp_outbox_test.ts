import assert from "node:assert/strict";
import fc from "fast-check";
import { FrameDecoder } from "../../src/kernel/zmtp/frames.ts";
import { encodeMessage, Outbox } from "../../src/kernel/zmtp/outbox.ts";
import { bytes, join } from "./zmtp_raw_peer.ts";

/** Takes as many bytes at a time as a list of numbers says, which repeats. */
function partialWriter(sizes: number[]) {
  const taken: Uint8Array[] = [];
  let turn = 0;
  return {
    taken,
    write: (chunk: Uint8Array) => {
      const part = chunk.slice(0, sizes[turn++ % sizes.length]!);
      taken.push(part);
      return Promise.resolve(part.length);
    },
  };
}

/** Takes nothing until it is told to. */
function stuckWriter() {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const called = Promise.withResolvers<void>();
  return {
    resolve,
    reject,
    called: called.promise,
    write: (chunk: Uint8Array) => {
      called.resolve();
      return promise.then(() => chunk.length);
    },
  };
}

const neverFails = (error: unknown) => assert.fail(String(error));

Deno.test("messages sent at once arrive whole and in order, however little is written at a time", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.array(
          fc.oneof(
            fc.uint8Array({ maxLength: 20 }),
            fc.constantFrom(300, 65_535, 65_536, 100_000).map((length) => new Uint8Array(length)),
          ),
          { minLength: 1, maxLength: 4 },
        ),
        { minLength: 1, maxLength: 8 },
      ),
      fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 4 }),
      async (messages, sizes) => {
        const writer = partialWriter(sizes.map((size) => Math.max(size, 50)));
        const outbox = new Outbox(writer, neverFails);
        for (const frames of messages) outbox.send(encodeMessage(frames));
        await outbox.drained();
        assert.equal(outbox.waiting, 0);
        const frames = [...new FrameDecoder(1 << 20).push(join(...writer.taken))];
        assert.deepEqual(frames.map(({ body }) => body), messages.flat());
        assert.deepEqual(
          frames.map(({ more }) => more),
          messages.flatMap((parts) => parts.map((_, index) => index < parts.length - 1)),
        );
      },
    ),
    { numRuns: 50 },
  );
});

Deno.test("small frames of waiting messages are written together", async () => {
  const writer = partialWriter([Infinity]);
  const outbox = new Outbox(writer, neverFails);
  const message = encodeMessage(["a", "b", "c"].map(bytes));
  for (let count = 0; count < 100; count++) outbox.send(message);
  await outbox.drained();
  assert.deepEqual(writer.taken.map((piece) => piece.length), [900]);
});

Deno.test("what waits is counted by the memory it takes, until it is written", async () => {
  const writer = stuckWriter();
  const outbox = new Outbox(writer, neverFails);
  outbox.send(encodeMessage([new Uint8Array(100)]));
  outbox.send(encodeMessage([new Uint8Array(1_000)]));
  assert.equal(outbox.waiting, 512 + 102 + 512 + 1_009);
  writer.resolve();
  await outbox.drained();
  assert.equal(outbox.waiting, 0);
});

Deno.test("an outbox that closes gives up what waits", async () => {
  const writer = stuckWriter();
  const outbox = new Outbox(writer, neverFails);
  outbox.send(encodeMessage([new Uint8Array(100)]));
  outbox.send(encodeMessage([new Uint8Array(1_000)]));
  await writer.called;
  outbox.close();
  outbox.send(encodeMessage([new Uint8Array(1_000)]));
  assert.equal(outbox.waiting, 0);
  writer.reject(new Error("Bad resource"));
  await outbox.drained();
});

Deno.test("a write that fails is told once, and nothing is sent any more", async () => {
  const errors: unknown[] = [];
  const broken = new Error("Broken pipe");
  let writes = 0;
  const write = () => (writes++, Promise.reject(broken));
  const outbox = new Outbox({ write }, (error) => errors.push(error));
  for (const byte of [1, 2, 3]) outbox.send(encodeMessage([Uint8Array.of(byte)]));
  await outbox.drained();
  outbox.send(encodeMessage([Uint8Array.of(4)]));
  await outbox.drained();
  assert.equal(writes, 1);
  assert.deepEqual(errors, [broken]);
});
