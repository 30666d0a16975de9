import assert from "node:assert/strict";
import { listenRep, listenRouter, listenXpub } from "../../src/kernel/zmtp/mod.ts";
import { bytes, command, frame, join, RawPeer, text } from "./zmtp_raw_peer.ts";

const TCP = "tcp://127.0.0.1:0";

/** A ROUTER that answers every message with the same frames. */
async function echoRouter(options: { highWaterMark?: number } = {}) {
  const ids: Uint8Array[] = [];
  const router = await listenRouter(TCP, {
    ...options,
    onMessage: (frames) => {
      ids.push(frames[0]!);
      router.send(frames);
    },
  });
  return { router, ids, [Symbol.asyncDispose]: () => router.close() };
}

Deno.test("ROUTER knows a peer by the id it asks for, and answers it", async () => {
  await using echo = await echoRouter();
  using peer = await RawPeer.ready(echo.router.endpoint, "DEALER", "me");
  await peer.write(frame(bytes("a"), { more: true }), frame(bytes("")));
  assert.deepEqual(await peer.readMessage(), ["a", ""]);
  assert.deepEqual(echo.ids, [bytes("me")]);
  assert.equal(await echo.router.send([bytes("me"), bytes("unasked")]), true);
  assert.deepEqual(await peer.readMessage(), ["unasked"]);
});

Deno.test("ROUTER gives ids of its own to peers without one, or with one that is reserved", async () => {
  await using echo = await echoRouter();
  using first = await RawPeer.ready(echo.router.endpoint, "DEALER");
  using second = await RawPeer.ready(echo.router.endpoint, "DEALER", "\0me");
  for (const [peer, name] of [[first, "1"], [second, "2"]] as const) {
    await peer.write(frame(bytes(name)));
    assert.deepEqual(await peer.readMessage(), [name]);
  }
  assert.deepEqual(echo.ids.map((id) => [id.length, id[0]]), [[5, 0], [5, 0]]);
  assert.notDeepEqual(echo.ids[0], echo.ids[1]);
});

Deno.test("of peers that share an id, the one that connected or spoke last is answered", async () => {
  await using echo = await echoRouter();
  using first = await RawPeer.ready(echo.router.endpoint, "DEALER", "shared");
  await first.write(frame(bytes("1")));
  assert.deepEqual(await first.readMessage(), ["1"]);
  {
    using second = await RawPeer.ready(echo.router.endpoint, "DEALER", "shared");
    await echo.router.send([bytes("shared"), bytes("to who connected last")]);
    assert.deepEqual(await second.readMessage(), ["to who connected last"]);
    await first.write(frame(bytes("2")));
    assert.deepEqual(await first.readMessage(), ["2"]);
    await second.write(frame(bytes("3")));
    assert.deepEqual(await second.readMessage(), ["3"]);
  }
  await first.write(frame(bytes("4")));
  assert.deepEqual(await first.readMessage(), ["4"]);
});

Deno.test("ROUTER tells that a message to an unknown peer was not sent", async () => {
  await using echo = await echoRouter();
  assert.equal(await echo.router.send([bytes("nobody"), bytes("a")]), false);
});

Deno.test("ROUTER drops what a peer that never reads would let grow, and serves others", async () => {
  await using echo = await echoRouter({ highWaterMark: 1_000_000 });
  using stuck = await RawPeer.ready(echo.router.endpoint, "DEALER", "stuck");
  using other = await RawPeer.ready(echo.router.endpoint, "DEALER", "other");
  const sent: Promise<boolean>[] = [];
  // More than the mark and what a system buffers.
  for (let count = 0; count < 64; count++) {
    sent.push(echo.router.send([bytes("stuck"), new Uint8Array(1_000_000)]));
  }
  await other.write(frame(bytes("hello")));
  assert.deepEqual(await other.readMessage(), ["hello"]);
  assert.equal(await sent.at(-1), false);
  // What was not dropped arrives whole.
  const received = await stuck.readMessage();
  assert.equal(received?.[0]?.length, 1_000_000);
});

Deno.test("XPUB sends what begins with a topic, subscribed by message or by command", async () => {
  const { promise: subscribed, resolve } = Promise.withResolvers<void>();
  let count = 0;
  const pub = await listenXpub(TCP, { onSubscribe: () => ++count === 3 && resolve() });
  using byMessage = await RawPeer.ready(pub.endpoint, "SUB");
  using byCommand = await RawPeer.ready(pub.endpoint, "SUB");
  using toAll = await RawPeer.ready(pub.endpoint, "XSUB");
  await byMessage.write(frame(bytes("\x01stream")));
  await byCommand.write(command("SUBSCRIBE", bytes("status")));
  await toAll.write(frame(bytes("\x01")));
  await subscribed;
  for (const topic of ["stream.stdout", "status", "stat"]) await pub.send([bytes(topic)]);
  await pub.send([bytes("stream.stderr"), bytes("x")]);
  await pub.close();
  assert.deepEqual(await byMessage.readMessage(), ["stream.stdout"]);
  assert.deepEqual(await byMessage.readMessage(), ["stream.stderr", "x"]);
  assert.equal(await byMessage.readMessage(), undefined);
  assert.deepEqual(await byCommand.readMessage(), ["status"]);
  assert.equal(await byCommand.readMessage(), undefined);
  for (const first of ["stream.stdout", "status", "stat", "stream.stderr"]) {
    assert.equal((await toAll.readMessage())?.[0], first);
  }
});

Deno.test("XPUB forgets what a peer cancels", async () => {
  const seen: string[] = [];
  const pub = await listenXpub(TCP, {
    onSubscribe: (topic, peer) => {
      seen.push(text(topic));
      peer.send([topic, bytes("welcome")]);
    },
  });
  using peer = await RawPeer.ready(pub.endpoint, "SUB");
  await peer.write(
    frame(bytes("\x01a")),
    frame(bytes("\x01b")),
    command("SUBSCRIBE", bytes("c")),
    frame(bytes("\x00a")),
    command("CANCEL", bytes("b")),
    command("CANCEL", bytes("never subscribed")),
    frame(bytes("\x01c")),
  );
  for (const topic of ["a", "b", "c", "c"]) {
    assert.deepEqual(await peer.readMessage(), [topic, "welcome"]);
  }
  for (const topic of ["a", "b", "c"]) await pub.send([bytes(topic)]);
  assert.deepEqual(await peer.readMessage(), ["c"]);
  assert.deepEqual(seen, ["a", "b", "c", "c"]);
  await pub.close();
});

Deno.test("XPUB keeps a bounded number of bytes for a peer that never reads, and others miss nothing", async () => {
  const both = Promise.withResolvers<void>();
  let count = 0;
  const pub = await listenXpub(TCP, {
    highWaterMark: 1_000_000,
    onSubscribe: () => ++count === 2 && both.resolve(),
  });
  using stuck = await RawPeer.ready(pub.endpoint, "SUB");
  using reader = await RawPeer.ready(pub.endpoint, "SUB");
  await stuck.write(command("SUBSCRIBE"));
  await reader.write(command("SUBSCRIBE"));
  await both.promise;
  for (let number = 0; number < 64; number++) {
    pub.send([bytes(String(number)), new Uint8Array(1_000_000)]);
    assert.equal((await reader.readMessage())?.[0], String(number));
  }
  await pub.close(0);
  const received: string[] = [];
  for (let next; (next = await stuck.readMessage()) && next.length === 2;) received.push(next[0]!);
  assert.ok(received.length < 64);
  assert.deepEqual(received, received.map((_, index) => String(index)));
});

Deno.test("REP sends back every frame", async () => {
  const rep = await listenRep(TCP);
  using peer = await RawPeer.ready(rep.endpoint, "REQ");
  await peer.write(frame(bytes(""), { more: true }), frame(bytes("ping")));
  assert.deepEqual(await peer.readMessage(), ["", "ping"]);
  await rep.close();
});

Deno.test("every socket answers PING, and passes over commands it does not know", async () => {
  const rep = await listenRep(TCP);
  using peer = await RawPeer.ready(rep.endpoint, "DEALER");
  await peer.write(
    command("LEAVE", bytes("group")),
    command("PING", join(Uint8Array.of(0, 100), bytes("context"))),
  );
  assert.deepEqual(await peer.readFrame(), {
    command: true,
    more: false,
    body: bytes("\x04PONGcontext"),
  });
  await rep.close();
});

Deno.test("closing waits for what peers have still to read", async () => {
  const { promise: subscribed, resolve } = Promise.withResolvers<void>();
  const pub = await listenXpub(TCP, {
    onSubscribe: (topic, peer) => {
      peer.send([topic, new Uint8Array(20_000_000)]);
      resolve();
    },
  });
  using peer = await RawPeer.ready(pub.endpoint, "SUB");
  await peer.write(command("SUBSCRIBE"));
  await subscribed;
  const [received] = await Promise.all([peer.readMessage(), pub.close(60_000)]);
  assert.equal(received?.[1]?.length, 20_000_000);
});

Deno.test("ROUTER tells that its peer went away without taking a message", async () => {
  await using echo = await echoRouter();
  let sent: Promise<boolean>;
  {
    using peer = await RawPeer.ready(echo.router.endpoint, "DEALER", "leaves");
    sent = echo.router.send([bytes("leaves"), new Uint8Array(50_000_000)]);
    await peer.write(frame(bytes("goodbye")));
  }
  assert.equal(await sent, false);
});
