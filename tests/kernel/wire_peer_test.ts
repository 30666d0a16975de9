import assert from "node:assert/strict";
import { peerTest } from "../peers/python.ts";
import { type JupyterMessage, WireFormat } from "../../src/kernel/wire/mod.ts";

/** Reads our frames with jupyter_client, and prints those of an answer; all in hexadecimal. */
const SCRIPT = `
import json, sys
from jupyter_client.session import Session

scheme, frames = json.load(sys.stdin)
session = Session(key=b"the key", signature_scheme=scheme)
identities, parts = session.feed_identities([bytes.fromhex(frame) for frame in frames])
message = session.deserialize(parts)
assert identities == [b"topic"], identities
assert message["content"] == {"text": "\\u00e9 \\U0001f600 \\ufffd"}, message["content"]
assert message["buffers"] == [b"\\x00\\x01"], message["buffers"]
answer = session.msg("answer", content=message["content"], parent=message["header"])
sent = session.serialize(answer, ident=b"id") + [b"\\x02"]
print(json.dumps([message["header"]["msg_id"], [bytes(part).hex() for part in sent]]))
`;

for (const scheme of ["hmac-sha256", "hmac-sha512", "hmac-md5", "hmac-sha3_256", "hmac-blake2b"]) {
  peerTest(
    `jupyter_client and we read each other's messages signed with ${scheme}`,
    async ({ run }) => {
      const format = new WireFormat("the key", scheme);
      const message: JupyterMessage = {
        header: { msg_id: "1", msg_type: "stream", session: "s", username: "u", version: "5.5" },
        parent_header: {},
        metadata: {},
        content: { text: "é 😀 \ud800" },
        buffers: [Uint8Array.of(0, 1)],
      };
      const frames = format.encode(message, [new TextEncoder().encode("topic")]);
      const stdin = JSON.stringify([scheme, frames.map((frame) => frame.toHex())]);
      const [id, answer] = JSON.parse(await run(SCRIPT, [], { stdin }));
      assert.equal(id, "1");
      const received = format.decode(answer.map((hex: string) => Uint8Array.fromHex(hex)));
      assert.deepEqual(received.identities, [new TextEncoder().encode("id")]);
      assert.equal(received.message.header.msg_type, "answer");
      assert.equal(received.message.parent_header.msg_id, "1");
      assert.deepEqual(received.message.content, { text: "é 😀 \ufffd" });
      assert.deepEqual(received.message.buffers, [Uint8Array.of(2)]);
    },
  );
}
