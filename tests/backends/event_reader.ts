/** Reads event files, checksums included, as a peer of the writer under test. @module */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { crc32c, maskCrc } from "../../src/backends/tensorboard/crc32c.ts";

/** A field of a message: its number, and a number or bytes. */
export type Field = [number: number, value: bigint | Uint8Array];

/** A point that was read. */
export interface ReadPoint {
  tag: string;
  step: number;
  /** The event's time in seconds. */
  time: number;
  /** A scalar's value. */
  value?: number;
  /** A text. */
  text?: string;
  /** The plugin that it is for. */
  plugin?: string;
}

const decoder = new TextDecoder("utf-8", { fatal: true });

/** Decodes the fields of a message. */
export function decode(bytes: Uint8Array): Field[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fields: Field[] = [];
  let at = 0;
  const varint = (): bigint => {
    for (let value = 0n, shift = 0n;; shift += 7n) {
      const byte = bytes[at++]!;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asIntN(64, value);
    }
  };
  const take = (length: number): Uint8Array => {
    assert(at + length <= bytes.length, "a field ends behind its message");
    return bytes.subarray(at, at += length);
  };
  while (at < bytes.length) {
    const key = Number(varint());
    const type = key & 7;
    if (type === 0) fields.push([key >> 3, varint()]);
    else if (type === 1) fields.push([key >> 3, take(8)]);
    else if (type === 2) fields.push([key >> 3, take(Number(varint()))]);
    else if (type === 5) fields.push([key >> 3, take(4)]);
    else assert.fail(`wire type ${type} at ${at} of ${view.byteLength}`);
  }
  return fields;
}

/** The bytes of a field, or of one within it. */
export function get(bytes: Uint8Array | undefined, ...path: number[]): Uint8Array | undefined {
  let found = bytes;
  for (const number of path) {
    found = found && decode(found).find(([field]) => field === number)?.[1] as Uint8Array;
  }
  return found;
}

/** The data of each record of a file. */
export function readRecords(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const records: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = Number(view.getBigUint64(at, true));
    assert.equal(view.getUint32(at + 8, true), maskCrc(crc32c(bytes, at, at + 8)));
    const data = bytes.subarray(at + 12, at + 12 + length);
    assert.equal(view.getUint32(at + 12 + length, true), maskCrc(crc32c(data)));
    records.push(data);
    at += length + 16;
  }
  return records;
}

function double(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getFloat64(0, true);
}

function text(bytes: Uint8Array | undefined): string | undefined {
  return bytes && decoder.decode(bytes);
}

/** The points of one file. */
export function readPoints(path: string): ReadPoint[] {
  const points: ReadPoint[] = [];
  for (const record of readRecords(readFileSync(path))) {
    const fields = new Map(decode(record));
    const value = get(record, 5, 1);
    if (!value) continue;
    const simple = get(value, 2);
    const plugin = text(get(value, 9, 1, 1));
    points.push({
      tag: text(get(value, 1))!,
      step: Number(fields.get(2) ?? 0n),
      time: double(fields.get(1) as Uint8Array),
      ...simple && { value: new DataView(simple.buffer, simple.byteOffset).getFloat32(0, true) },
      ...plugin && { plugin },
      ...plugin === "text" && { text: text(get(value, 8, 8)) },
    });
  }
  return points;
}

/** All points below a TensorBoard folder, by run (`"."`, `"again-2"`, …), in the order of reading. */
export function readFolder(root: string): Record<string, ReadPoint[]> {
  const runs: Record<string, ReadPoint[]> = {};
  for (const file of readdirSync(root, { recursive: true }) as string[]) {
    if (!file.includes("tfevents")) continue;
    const run = file.includes("/") ? file.slice(0, file.indexOf("/")) : ".";
    runs[run] ??= [];
  }
  for (const run of Object.keys(runs)) {
    const dir = run === "." ? root : `${root}/${run}`;
    for (const file of readdirSync(dir).filter((name) => name.includes("tfevents")).sort()) {
      runs[run]!.push(...readPoints(`${dir}/${file}`));
    }
  }
  return runs;
}
