import assert from "node:assert/strict";
import { existsSync, lstatSync, renameSync } from "node:fs";
import { tempDir } from "../helpers/mod.ts";
import { parseEndpoint } from "../../src/kernel/zmtp/endpoint.ts";
import { listenRep } from "../../src/kernel/zmtp/mod.ts";
import { bytes, frame, RawPeer } from "./zmtp_raw_peer.ts";

const WINDOWS = Deno.build.os === "windows";

Deno.test("endpoints are read as ZeroMQ writes them", () => {
  const tcp = (hostname: string, port: number) => ({ transport: "tcp", hostname, port });
  assert.deepEqual(parseEndpoint("tcp://127.0.0.1:5555"), tcp("127.0.0.1", 5555));
  assert.deepEqual(parseEndpoint("tcp://localhost:0"), tcp("localhost", 0));
  assert.deepEqual(parseEndpoint("tcp://*:1"), tcp("0.0.0.0", 1));
  assert.deepEqual(parseEndpoint("tcp://[::1]:65535"), tcp("::1", 65535));
  assert.deepEqual(parseEndpoint("ipc:///a b/k-1"), { transport: "ipc", path: "/a b/k-1" });
  assert.deepEqual(parseEndpoint("ipc://k-1"), { transport: "ipc", path: "k-1" });
});

Deno.test("what is not an endpoint is refused", () => {
  for (
    const endpoint of [
      "",
      "tcp://127.0.0.1",
      "tcp://127.0.0.1:65536",
      "tcp://::1:80",
      "tcp://:80",
      "ipc://",
      "ipc://@abstract",
      "udp://127.0.0.1:1",
      "inproc://a",
    ]
  ) {
    assert.throws(
      () => parseEndpoint(endpoint),
      new SyntaxError(
        `Cannot read endpoint "${endpoint}": expected "tcp://host:port" or "ipc://path"`,
      ),
    );
  }
});

Deno.test("a port in use is told", async () => {
  const first = await listenRep("tcp://127.0.0.1:0");
  await assert.rejects(listenRep(first.endpoint), (error: Error) => {
    assert.ok(error.message.startsWith(`Cannot listen on "${first.endpoint}": `));
    assert.ok(error.cause instanceof Deno.errors.AddrInUse);
    return true;
  });
  await first.close();
});

Deno.test("only the user can reach an ipc endpoint, whose file goes away", {
  ignore: WINDOWS,
}, async () => {
  using dir = tempDir();
  const path = dir.join("kernel-1");
  const rep = await listenRep(`ipc://${path}`);
  assert.equal(rep.endpoint, `ipc://${path}`);
  assert.equal(lstatSync(path).mode & 0o777, 0o600);
  using peer = await RawPeer.ready(rep.endpoint, "REQ");
  await peer.write(frame(bytes("ping")));
  assert.deepEqual(await peer.readMessage(), ["ping"]);
  await rep.close();
  assert.equal(existsSync(path), false);
});

Deno.test("a socket file that was left behind is replaced", { ignore: WINDOWS }, async () => {
  using dir = tempDir();
  const path = dir.join("kernel-1");
  // A listener removes the file that it made, by its name.
  const killed = Deno.listen({ transport: "unix", path: dir.join("kernel-2") });
  renameSync(dir.join("kernel-2"), path);
  killed.close();
  assert.ok(existsSync(path));
  const rep = await listenRep(`ipc://${path}`);
  await rep.close();
});

Deno.test("a file that is no socket is left alone", { ignore: WINDOWS }, async () => {
  using dir = tempDir();
  const path = dir.write("notes.txt", "mine");
  await assert.rejects(listenRep(`ipc://${path}`), (error: Error) => {
    assert.ok(error.message.startsWith(`Cannot listen on "ipc://${path}": `));
    return true;
  });
  assert.equal(Deno.readTextFileSync(path), "mine");
});
