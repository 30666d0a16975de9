import assert from "node:assert/strict";
import fc from "fast-check";
import { listenRouter, listenXpub, ZmtpError } from "../../src/kernel/zmtp/mod.ts";
import { greeting } from "../../src/kernel/zmtp/greeting.ts";
import { bytes, command, frame, join, property, RawPeer } from "./zmtp_raw_peer.ts";

const LIMIT = 10_000;
const READY = command("READY", property("Socket-Type", bytes("DEALER")));

/** A ROUTER that echoes, with a peer that is connected all the time. */
async function startRouter() {
  const errors: Error[] = [];
  const router = await listenRouter("tcp://127.0.0.1:0", {
    maxMessageLength: LIMIT,
    onMessage: (frames) => void router.send(frames),
    onError: (error) => errors.push(error),
  });
  const witness = await RawPeer.ready(router.endpoint, "DEALER", "witness");
  return {
    router,
    errors,
    async stillServes(): Promise<void> {
      await witness.write(frame(bytes("hello")));
      assert.deepEqual(await witness.readMessage(), ["hello"]);
    },
    async [Symbol.asyncDispose](): Promise<void> {
      witness[Symbol.dispose]();
      await router.close();
    },
  };
}

const MALFORMED: [name: string, sent: Uint8Array, message: string][] = [
  [
    "HTTP",
    bytes("GET / HTTP/1.1\r\n\r\n"),
    "Cannot greet a peer: it does not speak ZMTP 3 (its first bytes are 47 45 54 20 2f 20 48 54 54 50)",
  ],
  [
    "a message before READY",
    join(greeting(), frame(bytes("a"))),
    "Cannot take a message: the peer has not sent READY",
  ],
  [
    "a command before READY",
    join(greeting(), command("PING", bytes("\0\0"))),
    'Cannot take "PING": the peer has not sent READY',
  ],
  [
    "a second READY",
    join(greeting(), READY, READY),
    "Cannot take READY: the handshake is over",
  ],
  [
    "the wrong type of socket",
    join(greeting(), command("READY", property("Socket-Type", bytes("SUB")))),
    'Cannot connect a "SUB" socket to ROUTER: expected DEALER or REQ or ROUTER',
  ],
  [
    "ERROR",
    join(greeting(), command("ERROR", bytes("\x04oops"))),
    'The peer gave up: "oops"',
  ],
  [
    "a huge READY",
    join(greeting(), frame(new Uint8Array(100_000), { command: true })),
    "Cannot read a frame: it has 100000 bytes, expected at most 65536",
  ],
  [
    "an empty command",
    join(greeting(), READY, frame(bytes(""), { command: true })),
    "Cannot read a command: its 0 bytes do not hold its name",
  ],
  [
    "wrong flags",
    join(greeting(), READY, Uint8Array.of(64)),
    "Cannot read a frame: its flags are 64, expected 0 to 4 or 6",
  ],
  [
    "an oversized frame",
    join(greeting(), READY, frame(new Uint8Array(LIMIT + 1))),
    "Cannot read a frame: it has 10001 bytes, expected at most 10000",
  ],
  [
    "an oversized message of many frames",
    join(
      greeting(),
      READY,
      ...Array.from({ length: 3 }, () => frame(new Uint8Array(5_000), { more: true })),
    ),
    "Cannot take a message: it has over 10000 bytes",
  ],
  [
    "empty frames without end",
    join(greeting(), READY, ...Array.from({ length: 200 }, () => frame(bytes(""), { more: true }))),
    "Cannot take a message: it has over 10000 bytes",
  ],
];

for (const [name, sent, message] of MALFORMED) {
  Deno.test(`${name} ends its own connection and no other`, async () => {
    await using server = await startRouter();
    using peer = await RawPeer.connect(server.router.endpoint);
    await peer.write(sent);
    await peer.readToEnd();
    assert.deepEqual(server.errors, [new ZmtpError(message)]);
    await server.stillServes();
  });
}

Deno.test("a peer of the wrong type is told why", async () => {
  await using server = await startRouter();
  using peer = await RawPeer.connect(server.router.endpoint);
  await peer.write(greeting(), command("READY", property("Socket-Type", bytes("PUB"))));
  await peer.readGreeting();
  await peer.readFrame();
  const reason = 'Cannot connect a "PUB" socket to ROUTER: expected DEALER or REQ or ROUTER';
  assert.deepEqual(
    (await peer.readFrame())?.body,
    join(bytes("\x05ERROR"), Uint8Array.of(reason.length), bytes(reason)),
  );
});

Deno.test("a message of the longest length is taken", async () => {
  await using server = await startRouter();
  using peer = await RawPeer.ready(server.router.endpoint, "DEALER");
  await peer.write(frame(new Uint8Array(LIMIT)));
  assert.equal((await peer.readMessage())?.[0]?.length, LIMIT);
});

Deno.test("a message that is cut by the end of its connection is forgotten", async () => {
  const taken: Uint8Array[][] = [];
  const router = await listenRouter("tcp://127.0.0.1:0", {
    onMessage: (frames) => {
      taken.push(frames);
      router.send(frames);
    },
  });
  {
    using cut = await RawPeer.ready(router.endpoint, "DEALER", "cut");
    await cut.write(frame(bytes("a"), { more: true }), frame(bytes("bcd")).subarray(0, 4));
  }
  using peer = await RawPeer.ready(router.endpoint, "DEALER", "whole");
  await peer.write(frame(bytes("e")));
  await peer.readMessage();
  assert.deepEqual(taken, [[bytes("whole"), bytes("e")]]);
  await router.close();
});

Deno.test("random bytes, at any point of a connection, leave other peers alone", async () => {
  await using server = await startRouter();
  const starts = [bytes(""), greeting(), join(greeting(), READY)];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...starts),
      fc.uint8Array({ minLength: 1, maxLength: 300 }),
      async (start, random) => {
        {
          using peer = await RawPeer.connect(server.router.endpoint);
          await peer.write(start, random);
        }
        await server.stillServes();
      },
    ),
    { numRuns: 60 },
  );
});

Deno.test("a peer cannot subscribe without end", async () => {
  const errors: Error[] = [];
  const pub = await listenXpub("tcp://127.0.0.1:0", { onError: (error) => errors.push(error) });
  using peer = await RawPeer.ready(pub.endpoint, "SUB");
  const topics = Array.from({ length: 1_100 }, (_, index) => `${index}`.padStart(1_000, "."));
  await peer.write(...topics.map((topic) => command("SUBSCRIBE", bytes(topic))));
  await peer.readToEnd();
  assert.deepEqual(errors, [
    new ZmtpError("Cannot subscribe: the peer's topics take over 1048576 bytes"),
  ]);
  await pub.close();
});
