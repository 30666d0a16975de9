import assert from "node:assert/strict";
import fc from "fast-check";
import { markStart, PipeReader } from "../../src/session/pipe_reader.ts";

const SECRET = "3f2a";
const encoder = new TextEncoder();

type Heard = string | { mark: number } | { message: number; text: string };

/** What a reader tells of bytes that come in chunks. */
async function hear(bytes: Uint8Array, sizes: number[]): Promise<Heard[]> {
  const heard: Heard[] = [];
  const reader = new PipeReader(SECRET, {
    text(text) {
      if (typeof heard.at(-1) === "string") heard.push(heard.pop() + text);
      else heard.push(text);
    },
    mark: (mark) => heard.push({ mark }),
    message: (message, text) => heard.push({ message, text }),
    ready: () => Promise.resolve(),
  });
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const size = sizes[chunks.length % sizes.length]!;
    chunks.push(bytes.slice(at, at + size));
    at += size;
  }
  await reader.read(ReadableStream.from(chunks));
  return heard;
}

/** The bytes that a session writes for something. */
function write(part: Heard): Uint8Array {
  if (typeof part === "string") return encoder.encode(part);
  if ("mark" in part) return encoder.encode(`${markStart(SECRET)}${part.mark}\0`);
  const body = encoder.encode(part.text);
  const head = encoder.encode(`${markStart(SECRET)}=${part.message},${body.length}\0`);
  return new Uint8Array([...head, ...body]);
}

const text = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1 }),
  // Beginnings of marks that are none.
  fc.constantFrom("\0", "\0\0", `\0${SECRET}`, `\0${SECRET}x`, `\0${SECRET.slice(1)}:1\0`, "é🙂"),
);
const part: fc.Arbitrary<Heard> = fc.oneof(
  text,
  fc.nat({ max: 1e6 }).map((mark) => ({ mark })),
  fc.tuple(fc.nat({ max: 1e6 }), fc.string({ unit: "grapheme", minLength: 1 })).map((
    [message, text],
  ) => ({ message, text })),
);

Deno.test("text, marks and messages are told apart, however they are cut", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(part, { maxLength: 12 }),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
      async (parts, sizes) => {
        const bytes = new Uint8Array(parts.flatMap((part) => [...write(part)]));
        const joined: Heard[] = [];
        for (const part of parts) {
          if (typeof part === "string" && typeof joined.at(-1) === "string") {
            joined.push(joined.pop() + part);
          } else joined.push(part);
        }
        assert.deepEqual(await hear(bytes, sizes), joined);
      },
    ),
  );
});

Deno.test("what looks like a mark but goes on too long is text", async () => {
  const long = `${markStart(SECRET)}${"1".repeat(100)}`;
  assert.deepEqual(await hear(encoder.encode(long), [7]), [long]);
});
