import assert from "node:assert/strict";
import { tempDir } from "../helpers/mod.ts";
import { peerTest } from "../peers/python.ts";
import { listenRep, listenRouter, listenXpub } from "../../src/kernel/zmtp/mod.ts";
import { bytes } from "./zmtp_raw_peer.ts";

const SCRIPT = new URL("./zmtp_peer.py", import.meta.url);

/** Three sockets: what ROUTER gets goes back and is published; who subscribes is welcomed. */
async function startSockets(endpoint: (name: string) => string) {
  const errors: Error[] = [];
  const onError = (error: Error) => void errors.push(error);
  const pub = await listenXpub(endpoint("pub"), {
    onError,
    onSubscribe: (topic, peer) => void peer.send([topic, bytes("welcome")]),
  });
  const router = await listenRouter(endpoint("router"), {
    onError,
    onMessage: (frames) => {
      router.send(frames);
      pub.send(frames.slice(1));
    },
  });
  const rep = await listenRep(endpoint("rep"), { onError });
  return {
    errors,
    endpoints: [pub.endpoint, router.endpoint, rep.endpoint],
    async [Symbol.asyncDispose](): Promise<void> {
      await Promise.all([pub.close(), router.close(), rep.close()]);
    },
  };
}

peerTest("libzmq talks with our sockets over TCP", async ({ run }) => {
  await using sockets = await startSockets(() => "tcp://127.0.0.1:0");
  const printed = await run(SCRIPT, sockets.endpoints);
  assert.match(printed, /^done with libzmq \d/);
  assert.deepEqual(sockets.errors, []);
});

peerTest("libzmq talks with our sockets over ipc", {
  ignore: Deno.build.os === "windows",
}, async ({ run }) => {
  using dir = tempDir();
  await using sockets = await startSockets((name) => `ipc://${dir.join(name)}`);
  const printed = await run(SCRIPT, sockets.endpoints);
  assert.match(printed, /^done with libzmq \d/);
  assert.deepEqual(sockets.errors, []);
});
