/**
 * TensorFlow's `Event` messages, as records.
 *
 * @module
 */
import { type ByteWriter, encodeMessage } from "./byte_writer.ts";
import { beginRecord, endRecord } from "./record.ts";

/** The fields of Event, Summary, Summary.Value, SummaryMetadata, PluginData and SourceMetadata. */
const EVENT = { wallTime: 1, step: 2, fileVersion: 3, summary: 5, sourceMetadata: 10 };
const SUMMARY_VALUE = 1;
const VALUE = { tag: 1, simpleValue: 2, tensor: 8, metadata: 9 };
const METADATA = { pluginData: 1, dataClass: 4 };
const PLUGIN = { name: 1, content: 2 };
const SOURCE_WRITER = 1;

/** What kind of data a tag holds, as TensorBoard's loaders classify it. */
export const DATA_CLASS = { tensor: 2, blobSequence: 3 } as const;

/** The head of an event: when it happened, in milliseconds since the epoch, and its step. */
function writeHead(out: ByteWriter, time: number, step: number): void {
  out.double(EVENT.wallTime, time / 1000);
  if (step !== 0) out.int(EVENT.step, step);
}

/** Appends the event that an event file begins with. */
export function writeFileVersion(out: ByteWriter, time: number): void {
  const start = beginRecord(out);
  writeHead(out, time, 0);
  out.string(EVENT.fileVersion, "brain.Event:2");
  out.message(EVENT.sourceMetadata, (source) => source.string(SOURCE_WRITER, "labbook"));
  endRecord(out, start);
}

/** A tag as a field of Summary.Value, to be encoded once and used for each of its points. */
export function encodeTag(tag: string): Uint8Array {
  return encodeMessage((value) => value.string(VALUE.tag, tag));
}

/** How many bytes a field of type float takes, with its one-byte head. */
const FLOAT_FIELD_BYTES = 5;

/**
 * Appends a scalar; both of TensorBoard's loaders take a `simple_value` for a scalar of their own.
 *
 * @param tag What {@linkcode encodeTag} returned.
 */
export function writeScalar(
  out: ByteWriter,
  time: number,
  step: number,
  tag: Uint8Array,
  value: number,
): void {
  const start = beginRecord(out);
  writeHead(out, time, step);
  const valueLength = tag.length + FLOAT_FIELD_BYTES;
  out.head(EVENT.summary, 1 + lengthOfVarint(valueLength) + valueLength);
  out.head(SUMMARY_VALUE, valueLength);
  out.raw(tag);
  out.float(VALUE.simpleValue, value);
  endRecord(out, start);
}

function lengthOfVarint(value: number): number {
  let length = 1;
  for (; value > 0x7f; value = Math.floor(value / 128)) length++;
  return length;
}

/** Data for one of TensorBoard's plugins. */
export interface PluginValue {
  /** The plugin: `"images"`, `"text"`, … */
  plugin: string;
  /** What the plugin stores with the tag; most store nothing. */
  content?: Uint8Array;
  /** The kind of data, one of {@linkcode DATA_CLASS}, where the loaders need to be told. */
  dataClass?: number;
  /** The data, a TensorProto. */
  tensor: Uint8Array;
}

/** Appends a value of a plugin. */
export function writePluginValue(
  out: ByteWriter,
  time: number,
  step: number,
  tag: string,
  { plugin, content, dataClass, tensor }: PluginValue,
): void {
  const metadata = encodeMessage((message) => {
    message.message(METADATA.pluginData, (data) => {
      data.string(PLUGIN.name, plugin);
      if (content) data.data(PLUGIN.content, content);
    });
    if (dataClass !== undefined) message.int(METADATA.dataClass, dataClass);
  });
  const value = encodeMessage((message) => {
    message.string(VALUE.tag, tag);
    message.data(VALUE.tensor, tensor);
    message.data(VALUE.metadata, metadata);
  });
  const start = beginRecord(out);
  writeHead(out, time, step);
  out.message(EVENT.summary, (summary) => summary.data(SUMMARY_VALUE, value));
  endRecord(out, start);
}
