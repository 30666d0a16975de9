import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { ByteWriter, encodeMessage } from "../../src/backends/tensorboard/byte_writer.ts";
import { crc32c, maskCrc } from "../../src/backends/tensorboard/crc32c.ts";
import { encodeTag, writeFileVersion, writeScalar } from "../../src/backends/tensorboard/event.ts";
import { flattenParams } from "../../src/backends/tensorboard/hparams.ts";
import { beginRecord, endRecord } from "../../src/backends/tensorboard/record.ts";
import { doubleTensor, emptyTensor, stringTensor } from "../../src/backends/tensorboard/tensor.ts";
import { decode, get, readRecords } from "./event_reader.ts";

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

Deno.test("crc32c() gives the check values of RFC 3720, and maskCrc() TensorFlow's", () => {
  assert.equal(crc32c(new Uint8Array(32)), 0x8a9136aa);
  assert.equal(crc32c(new Uint8Array(32).fill(0xff)), 0x62a8ab43);
  assert.equal(crc32c(Uint8Array.from({ length: 32 }, (_, i) => i)), 0x46dd794e);
  assert.equal(crc32c(new TextEncoder().encode("123456789")), 0xe3069283);
  assert.equal(crc32c(new Uint8Array()), 0);
  assert.equal(maskCrc(0), 0xa282ead8);
  assert.equal(maskCrc(0xe3069283), 0xc78ab0e5);
});

Deno.test("endRecord() frames data of any length, the empty one included", () => {
  const out = new ByteWriter(1);
  for (const data of ["", "a", "x".repeat(1000)]) {
    const start = beginRecord(out);
    out.raw(new TextEncoder().encode(data));
    endRecord(out, start);
  }
  const records = readRecords(out.taken());
  assert.deepEqual(records.map((record) => record.length), [0, 1, 1000]);
  assert.equal(hex(out.taken().subarray(0, 16)), "0000000000000000" + "29039807" + "d8ea82a2");
});

Deno.test("ByteWriter.varint() writes int64 in two's complement", () => {
  const cases: [number, string][] = [
    [0, "00"],
    [1, "01"],
    [127, "7f"],
    [128, "8001"],
    [300, "ac02"],
    [2 ** 31, "8080808008"],
    [2 ** 32 - 1, "ffffffff0f"],
    [2 ** 32, "8080808010"],
    [Number.MAX_SAFE_INTEGER, "ffffffffffffff0f"],
    [-1, "ffffffffffffffffff01"],
    [-300, "d4fdffffffffffffff01"],
    [Number.MIN_SAFE_INTEGER, "81808080808080f0ff01"],
  ];
  for (const [value, expected] of cases) {
    assert.equal(hex(encodeMessage((out) => out.varint(value))), expected, String(value));
  }
});

// The bytes are what TensorBoard's own RecordWriter and protocol buffers make of these events.
Deno.test("an event file begins with its version and its writer", () => {
  const out = new ByteWriter();
  writeFileVersion(out, 1_500_000_000_250);
  assert.equal(
    hex(out.taken()),
    "2300000000000000b09f774309000010c00b5ad6411a0d627261696e2e4576656e743a32" +
      "52090a076c6162626f6f6b97180ce2",
  );
});

Deno.test("a scalar is written as TensorBoard writes it", () => {
  const out = new ByteWriter();
  writeScalar(out, 1_700_000_000_500, -7, encodeTag("train/löss"), 0.25);
  assert.equal(
    hex(out.taken()),
    "2a00000000000000ae8d91f50900002040fc54d94110f9ffffffffffffffff012a140a120a0b" +
      "747261696e2f6cc3b67373150000803e82d2f94b",
  );
});

Deno.test("a scalar is a simple_value, whatever its tag, step and value", () => {
  const tags = ["loss", "", "a\nb", "é / 😀", "x".repeat(120), "x".repeat(128), "y".repeat(70_000)];
  const steps = [0, 1, -1, 2 ** 40, Number.MIN_SAFE_INTEGER];
  const values = [0.5, -0, NaN, Infinity, -Infinity, 1e308, 16777217];
  const out = new ByteWriter();
  for (const tag of tags) {
    for (const step of steps) {
      for (const value of values) writeScalar(out, 1000, step, encodeTag(tag), value);
    }
  }
  const records = readRecords(out.taken())[Symbol.iterator]();
  for (const tag of tags) {
    for (const step of steps) {
      for (const value of values) {
        const record = records.next().value!;
        assert.equal(Number(new Map(decode(record)).get(2) ?? 0n), step);
        assert.equal(new TextDecoder().decode(get(record, 5, 1, 1)), tag);
        const float = get(record, 5, 1, 2)!;
        const read = new DataView(float.buffer, float.byteOffset).getFloat32(0, true);
        assert(Object.is(read, Math.fround(value)), `${read} for ${value}`);
      }
    }
  }
  assert(records.next().done);
});

Deno.test("tensors have their type, their shape and their content", () => {
  assert.equal(hex(stringTensor("a")), "0807" + "1200" + "420161");
  assert.equal(
    hex(stringTensor(["a", new Uint8Array([1, 2])])),
    "0807" + "120412020802" + "420161" + "42020102",
  );
  assert.equal(
    hex(doubleTensor([1, 3], [0, 1, 2])),
    "0802" + "12081202080112020803" + "2218" + "0000000000000000" + "000000000000f03f" +
      "0000000000000040",
  );
  assert.equal(hex(emptyTensor()), "0801" + "120412020800");
});

Deno.test("flattenParams() joins nested names by dots and keeps what the table shows", () => {
  const params = JSON.parse(
    '{"lr":0.1,"opt":{"name":"adam","eps":"NaN","deep":{"on":true}},"layers":[64,{"a":1}],' +
      '"none":null,"empty":{},"":"e","__proto__":{"x":2}}',
  );
  assert.deepEqual([...flattenParams(Object.entries(params))], [
    ["lr", 0.1],
    ["opt.name", "adam"],
    ["opt.eps", "NaN"],
    ["opt.deep.on", true],
    ["layers", '[64,{"a":1}]'],
    ["none", "null"],
    ["empty", "{}"],
    ["", "e"],
    ["__proto__.x", 2],
  ]);
});
