import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import fc from "fast-check";
import { Signer } from "../../src/kernel/wire/signer.ts";
import {
  type JupyterMessage,
  WireError,
  type WireFault,
  WireFormat,
} from "../../src/kernel/wire/mod.ts";

const KEY = "6f1e2a-key";
const encoder = new TextEncoder();
const bytes = (text: string): Uint8Array => encoder.encode(text);

function message(over: Partial<JupyterMessage> = {}): JupyterMessage {
  return {
    header: { msg_id: "1", msg_type: "execute_request", session: "s", username: "u" },
    parent_header: {},
    metadata: {},
    content: { code: "1 + 1" },
    buffers: [],
    ...over,
  };
}

/** Returns the frames of parts given as JSON texts, rightly signed. */
function signed(...parts: (string | Uint8Array)[]): Uint8Array[] {
  const frames = parts.map((part) => typeof part === "string" ? bytes(part) : part);
  const hmac = createHmac("sha256", KEY);
  for (const frame of frames.slice(0, 4)) hmac.update(frame);
  return [bytes("<IDS|MSG>"), bytes(hmac.digest("hex")), ...frames];
}

const HEADER = '{"msg_id":"1","msg_type":"t"}';

function refused(frames: Uint8Array[], fault: WireFault, reason: string): void {
  assert.throws(
    () => new WireFormat(KEY).decode(frames),
    new WireError(fault, reason),
  );
}

Deno.test("a message comes out as it went in, with identities and buffers", () => {
  const header = fc.record({
    msg_id: fc.string({ unit: "grapheme" }),
    msg_type: fc.string(),
    session: fc.string(),
    subshell_id: fc.constantFrom(null, "a"),
  });
  const json = fc.dictionary(
    fc.string({ unit: "grapheme" }),
    fc.jsonValue({ noUnicodeString: false }),
  );
  fc.assert(fc.property(
    header,
    fc.oneof(fc.constant({}), header),
    json,
    json,
    fc.array(fc.uint8Array()),
    fc.array(fc.uint8Array({ maxLength: 8 })),
    fc.constantFrom("", KEY),
    (header, parent, metadata, content, buffers, identities, key) => {
      const sent = message({ header, parent_header: parent, metadata, content, buffers });
      const decoded = new WireFormat(key).decode(new WireFormat(key).encode(sent, identities));
      const plain = (value: unknown) => JSON.parse(JSON.stringify(value));
      assert.deepEqual(decoded.identities, identities);
      assert.deepEqual(decoded.message.buffers, buffers);
      assert.deepEqual(plain(decoded.message), plain(sent));
    },
  ));
});

Deno.test("frames are those of the protocol, signed over header, parent, metadata and content", () => {
  const sent = message({ buffers: [bytes("buffer")] });
  const frames = new WireFormat(KEY).encode(sent, [bytes("id")]);
  const parts = [
    '{"msg_id":"1","msg_type":"execute_request","session":"s","username":"u"}',
    "{}",
    "{}",
    '{"code":"1 + 1"}',
  ];
  const signature = createHmac("sha256", KEY).update(parts.join("")).digest("hex");
  assert.deepEqual(
    frames.map((frame) => new TextDecoder().decode(frame)),
    ["id", "<IDS|MSG>", signature, ...parts, "buffer"],
  );
});

Deno.test("halves of surrogate pairs are replaced, and what looks like their escape is not", () => {
  const content = { "\udfff": "a\ud800b \\ud800 \\\ud800 😀" };
  const { message: read } = new WireFormat("").decode(
    new WireFormat("").encode(message({ content })),
  );
  assert.deepEqual(read.content, { "\ufffd": "a\ufffdb \\ud800 \\\ufffd 😀" });
});

Deno.test("without a key the signature is empty and none is asked for", () => {
  const format = new WireFormat("");
  const frames = format.encode(message());
  assert.equal(frames[1]!.length, 0);
  assert.deepEqual(format.decode(frames).message, message());
  assert.deepEqual(format.decode(frames.with(1, bytes("whatever"))).message, message());
});

Deno.test("every digest that Python's hashlib has in common with OpenSSL signs", () => {
  const schemes = [
    "md5",
    "sha1",
    "sha224",
    "sha256",
    "sha384",
    "sha512",
    "sha3_224",
    "sha3_256",
    "sha3_384",
    "sha3_512",
    "blake2b",
    "blake2s",
    "sha512_256",
    "ripemd160",
  ];
  for (const name of schemes) {
    const format = new WireFormat(KEY, `hmac-${name}`);
    assert.deepEqual(format.decode(format.encode(message())).message, message());
  }
});

Deno.test("an unknown signature scheme is refused", () => {
  for (const scheme of ["", "sha256", "hmac-", "hmac-nope", "hmac-SHA256", "hmac-shake_128"]) {
    assert.throws(
      () => new WireFormat(KEY, scheme),
      new RangeError(
        `Cannot sign messages: signature scheme is "${scheme}", expected one such as "hmac-sha256"`,
      ),
    );
  }
});

Deno.test("a change of any byte that is signed is noticed", () => {
  const frames = new WireFormat(KEY).encode(message());
  fc.assert(fc.property(
    fc.integer({ min: 1, max: 5 }),
    fc.nat(),
    fc.integer({ min: 1, max: 255 }),
    (index, position, change) => {
      const altered = frames.map((frame) => frame.slice());
      const frame = altered[index]!;
      frame[position % frame.length]! ^= change;
      refused(altered, "signature", "its signature is not that of the connection's key");
    },
  ));
});

Deno.test("a signature that is cut, missing, or of another key is refused", () => {
  const reason = "its signature is not that of the connection's key";
  const frames = new WireFormat(KEY).encode(message());
  refused(frames.with(1, frames[1]!.subarray(0, 63)), "signature", reason);
  refused(frames.with(1, bytes("")), "signature", reason);
  refused(new WireFormat("other").encode(message()), "signature", reason);
  refused(new WireFormat("").encode(message()), "signature", reason);
});

Deno.test("a signed message is taken once", () => {
  const format = new WireFormat(KEY);
  const frames = format.encode(message());
  format.decode(frames);
  assert.throws(
    () => format.decode(frames),
    new WireError("duplicate", "the same signed message came before"),
  );
  format.decode(format.encode(message({ content: { code: "2" } })));
});

Deno.test("a forged message does not count as seen", () => {
  const format = new WireFormat(KEY);
  const frames = format.encode(message());
  assert.throws(() => format.decode(frames.with(5, bytes("{}"))), WireError);
  assert.deepEqual(format.decode(frames).message, message());
});

Deno.test("missing frames are told", () => {
  refused([], "delimiter", "there is no <IDS|MSG> frame");
  refused([bytes("<IDS|MSG"), bytes("x")], "delimiter", "there is no <IDS|MSG> frame");
  const frames = signed(HEADER, "{}", "{}", "{}");
  for (let length = 1; length < frames.length; length++) {
    refused(
      frames.slice(0, length),
      "frames",
      `${length - 1} frames follow <IDS|MSG>, expected at least 5`,
    );
  }
});

Deno.test("parts that are not JSON objects are told", () => {
  const parts = [HEADER, "{}", "{}", "{}"];
  const names = ["header", "parent_header", "metadata", "content"];
  names.forEach((name, index) => {
    for (const value of ["[]", "null", "1", '"a"']) {
      refused(signed(...parts.with(index, value)), "type", `${name} is not an object`);
    }
    for (const value of ["", "{", "{'a':1}", "NaN"]) {
      assert.throws(
        () => new WireFormat(KEY).decode(signed(...parts.with(index, value))),
        (error: WireError) => {
          assert.ok(error instanceof WireError);
          assert.equal(error.fault, "json");
          assert.ok(error.message.startsWith(`Cannot read a message: ${name} is not JSON: `));
          return true;
        },
      );
    }
  });
  const notUtf8 = signed(HEADER, "{}", "{}", Uint8Array.of(0x7b, 0xff, 0x7d));
  assert.throws(() => new WireFormat(KEY).decode(notUtf8), WireError);
});

Deno.test("headers of the wrong shape are told", () => {
  const header = (text: string) => signed(text, "{}", "{}", "{}");
  refused(header("{}"), "type", "header has no msg_id");
  refused(header('{"msg_id":"1"}'), "type", "header has no msg_type");
  refused(header('{"msg_id":1,"msg_type":"t"}'), "type", "msg_id of header is not a string");
  refused(header('{"msg_id":"1","msg_type":null}'), "type", "msg_type of header is not a string");
  refused(
    header('{"msg_id":"1","msg_type":"t","session":[]}'),
    "type",
    "session of header is not a string",
  );
  refused(
    header('{"msg_id":"1","msg_type":"t","more":{}}'),
    "type",
    "more of header is an object or an array",
  );
  refused(
    header(`{"msg_id":"${"1".repeat(70_000)}","msg_type":"t"}`),
    "type",
    "header has 70028 bytes, expected at most 65536",
  );
  refused(signed(HEADER, '{"a":1}', "{}", "{}"), "type", "parent_header has no msg_id");
});

Deno.test("a header may leave out or leave empty what nobody needs", () => {
  const text = '{"msg_id":"1","msg_type":"t","date":null,"subshell_id":null,"n":1}';
  const { header } = new WireFormat(KEY).decode(signed(text, HEADER, "{}", "{}")).message;
  assert.deepEqual(header, JSON.parse(text));
});

Deno.test("random frames are read or refused with a WireError", () => {
  const part = fc.oneof(
    fc.uint8Array({ maxLength: 50 }),
    fc.json().map(bytes),
    fc.constantFrom("<IDS|MSG>", "{}", HEADER).map(bytes),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 9 }), fc.boolean(), (frames, sign) => {
      const sent = sign ? signed(...frames) : frames;
      for (const format of [new WireFormat(KEY), new WireFormat("")]) {
        try {
          format.decode(sent);
        } catch (error) {
          assert.ok(error instanceof WireError, String(error));
        }
      }
    }),
    { numRuns: 500 },
  );
});

Deno.test("only the last 65,536 signatures are remembered", () => {
  const signer = new Signer(KEY, "hmac-sha256");
  const numbered = (number: number) => bytes(String(number));
  for (let number = 0; number < 65_536; number++) assert.ok(signer.isNew(numbered(number)));
  assert.equal(signer.isNew(numbered(0)), false);
  assert.equal(signer.isNew(numbered(65_536)), true);
  assert.equal(signer.isNew(numbered(1)), false);
  assert.equal(signer.isNew(numbered(0)), true);
});
