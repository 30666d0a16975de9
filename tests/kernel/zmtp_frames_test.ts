import assert from "node:assert/strict";
import fc from "fast-check";
import { decodeCommand, decodeReady, encodePong } from "../../src/kernel/zmtp/commands.ts";
import { type Frame, FrameDecoder } from "../../src/kernel/zmtp/frames.ts";
import { checkGreeting, greeting } from "../../src/kernel/zmtp/greeting.ts";
import { ZmtpError } from "../../src/kernel/zmtp/mod.ts";
import { bytes, command, frame, join, property } from "./zmtp_raw_peer.ts";

const anyFrame = fc.record({
  body: fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.nat(70_000).map((length) => new Uint8Array(length).fill(length)),
  ),
  kind: fc.constantFrom({ command: false, more: false }, { command: false, more: true }, {
    command: true,
    more: false,
  }),
});

const frameError = (reason: string) => new ZmtpError(`Cannot read a frame: ${reason}`);

/** Cuts bytes at places that a list of numbers chooses, which repeats. */
function cut(all: Uint8Array, sizes: number[]): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let offset = 0;
  while (offset < all.length) {
    const size = sizes[pieces.length % sizes.length]!;
    pieces.push(all.subarray(offset, offset + size));
    offset += size;
  }
  return pieces;
}

function decode(pieces: Uint8Array[], maxLength = 1 << 20): Frame[] {
  const decoder = new FrameDecoder(maxLength);
  return pieces.flatMap((piece) => [...decoder.push(piece)]);
}

Deno.test("frames come out as they went in, however they are cut", () => {
  fc.assert(fc.property(
    fc.array(anyFrame, { maxLength: 8 }),
    fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 5 }),
    (frames, sizes) => {
      const wire = join(...frames.map(({ body, kind }) => frame(body, kind)));
      const expected = frames.map(({ body, kind }) => ({ ...kind, body }));
      assert.deepEqual(decode(cut(wire, sizes)), expected);
    },
  ));
});

Deno.test("a frame that is cut gives nothing until its last byte", () => {
  const wire = frame(bytes("x".repeat(400)));
  for (let length = 0; length < wire.length; length++) {
    assert.deepEqual(decode([wire.subarray(0, length)]), []);
  }
  assert.equal(decode([wire]).length, 1);
});

Deno.test("a long frame may carry a short body", () => {
  const [read] = decode([Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0, 1, 65)]);
  assert.deepEqual(read, { command: false, more: false, body: bytes("A") });
});

Deno.test("a body of several megabytes grows as it comes", () => {
  const body = new Uint8Array(5_000_000).map((_, index) => index);
  const [read] = decode(cut(frame(body), [65_536]), 5_000_000);
  assert.deepEqual(read!.body, body);
});

Deno.test("random bytes give frames or a ZmtpError", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), (random) => {
    onlyZmtpErrors(() => decode([random], 1_000));
  }));
});

Deno.test("flags that ZMTP does not know are refused", () => {
  for (const flags of [5, 7, 8, 128, 255]) {
    const expected = frameError(`its flags are ${flags}, expected 0 to 4 or 6`);
    assert.throws(() => decode([Uint8Array.of(flags)]), expected);
  }
});

Deno.test("a body over the limit is refused by its header", () => {
  const expected = frameError("it has 1001 bytes, expected at most 1000");
  assert.throws(() => decode([frame(new Uint8Array(1_001)).subarray(0, 9)], 1_000), expected);
  const endless = frameError("it has 18446744073709552000 bytes, expected at most 1000");
  assert.throws(
    () => decode([Uint8Array.of(2, 255, 255, 255, 255, 255, 255, 255, 255)], 1_000),
    endless,
  );
});

Deno.test("a greeting is ours at every length", () => {
  const ours = greeting();
  for (let length = 0; length <= ours.length; length++) checkGreeting(ours.subarray(0, length));
});

Deno.test("a greeting of something else is refused as soon as it shows", () => {
  const altered = (index: number, value: number) => {
    const bytes = greeting();
    bytes[index] = value;
    return bytes;
  };
  const greet = (reason: string) => new ZmtpError(`Cannot greet a peer: ${reason}`);
  assert.throws(
    () => checkGreeting(bytes("GET / HTTP/1.1")),
    greet("it does not speak ZMTP 3 (its first bytes are 47 45 54 20 2f 20 48 54 54 50)"),
  );
  assert.throws(
    () => checkGreeting(Uint8Array.of(1)),
    greet("it does not speak ZMTP 3 (its first bytes are 01)"),
  );
  assert.throws(
    () => checkGreeting(altered(9, 0)),
    greet("it does not speak ZMTP 3 (its first bytes are ff 00 00 00 00 00 00 00 00 00)"),
  );
  assert.throws(
    () => checkGreeting(altered(10, 1)),
    greet("it speaks ZMTP 1, expected 3.0 or later"),
  );
  assert.throws(
    () => checkGreeting(altered(12, 88)),
    greet('its security mechanism is "XULL", expected "NULL"'),
  );
});

Deno.test("READY is read without regard to the case of its names, and what is unknown is passed over", () => {
  const data = join(
    property("X-Other", bytes("?")),
    property("SOCKET-TYPE", bytes("DEALER")),
    property("identity", bytes("me")),
  );
  assert.deepEqual(decodeReady(data), { socketType: "DEALER", identity: bytes("me") });
});

Deno.test("a READY that is cut, without a type, or with too long an id is refused", () => {
  const ready = (reason: string) => new ZmtpError(`Cannot read READY: ${reason}`);
  const data = join(property("Socket-Type", bytes("DEALER")));
  for (let length = 1; length < data.length; length++) {
    assert.throws(
      () => decodeReady(data.subarray(0, length)),
      ready("its last property is cut"),
    );
  }
  assert.throws(() => decodeReady(bytes("")), ready("Socket-Type is missing"));
  assert.throws(
    () => decodeReady(join(data, property("Identity", new Uint8Array(256)))),
    ready("the routing id has 256 bytes, expected at most 255"),
  );
});

Deno.test("commands of random bytes are read or refused with a ZmtpError", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (random) => {
    const body = new Uint8Array(random);
    onlyZmtpErrors(() => decodeCommand(body));
    onlyZmtpErrors(() => decodeReady(body));
    onlyZmtpErrors(() => encodePong(body));
  }));
  assert.throws(
    () => decodeCommand(Uint8Array.of(5, 65)),
    new ZmtpError("Cannot read a command: its 2 bytes do not hold its name"),
  );
});

Deno.test("PONG repeats the context of PING, without its time to live", () => {
  assert.deepEqual(
    frame(encodePong(join(Uint8Array.of(0, 9), bytes("context"))), { command: true }),
    command("PONG", bytes("context")),
  );
  assert.throws(
    () => encodePong(Uint8Array.of(1)),
    new ZmtpError("Cannot answer PING: it has 1 bytes, expected 2 to 18"),
  );
});

function onlyZmtpErrors(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof ZmtpError, String(error));
  }
}
