/**
 * Parameters for TensorBoard's hyperparameter table.
 *
 * Only the sessions are written, not an experiment: where a log directory holds an experiment,
 * TensorBoard takes its list of parameters and metrics for all runs. Without one it lists those of
 * every run that it finds, and takes each tag of a scalar for a metric.
 *
 * @module
 */
import type { JsonValue, RunStatus } from "../../store/mod.ts";
import { type ByteWriter, encodeMessage } from "./byte_writer.ts";
import { DATA_CLASS, writePluginValue } from "./event.ts";
import { emptyTensor } from "./tensor.ts";

/** The fields of HParamsPluginData, SessionStartInfo and SessionEndInfo. */
const PLUGIN_DATA = { sessionStart: 3, sessionEnd: 4 };
const START = { hparams: 1, startTime: 5 };
const END = { status: 1, endTime: 2 };
const MAP_ENTRY = { key: 1, value: 2 };
/** The fields of google.protobuf.Value. */
const STRUCT_VALUE = { number: 2, string: 3, bool: 4 };

const SUCCESS = 1;
const FAILURE = 2;

const START_TAG = "_hparams_/session_start_info";
const END_TAG = "_hparams_/session_end_info";

/** What the table shows in a cell. */
export type HparamValue = number | string | boolean;

/**
 * Parameters as the table can show them: nested objects with their keys joined by dots, lists as
 * JSON. NaN and infinities are the strings that the journal holds: as numbers they would vanish.
 */
export function flattenParams(params: Iterable<[string, JsonValue]>): Map<string, HparamValue> {
  const flat = new Map<string, HparamValue>();
  const visit = (name: string, value: JsonValue): void => {
    if (value === null || Array.isArray(value)) flat.set(name, JSON.stringify(value));
    else if (typeof value !== "object") flat.set(name, value);
    else {
      const entries = Object.entries(value);
      if (entries.length === 0) flat.set(name, "{}");
      for (const [key, inner] of entries) visit(`${name}.${key}`, inner);
    }
  };
  for (const [name, value] of params) visit(name, value);
  return flat;
}

function writeValue(message: ByteWriter, value: HparamValue): void {
  if (typeof value === "number") message.double(STRUCT_VALUE.number, value);
  else if (typeof value === "string") message.string(STRUCT_VALUE.string, value);
  else message.int(STRUCT_VALUE.bool, Number(value));
}

function writeSession(out: ByteWriter, time: number, tag: string, content: Uint8Array): void {
  writePluginValue(out, time, 0, tag, {
    plugin: "hparams",
    content,
    dataClass: DATA_CLASS.tensor,
    tensor: emptyTensor(),
  });
}

/**
 * Appends the start of a session: the run's parameters.
 *
 * @param time When the run started, in milliseconds since the epoch.
 */
export function writeSessionStart(
  out: ByteWriter,
  time: number,
  params: Iterable<[string, JsonValue]>,
): void {
  const content = encodeMessage((data) => {
    data.message(PLUGIN_DATA.sessionStart, (start) => {
      for (const [name, value] of flattenParams(params)) {
        start.message(START.hparams, (entry) => {
          entry.string(MAP_ENTRY.key, name);
          entry.message(MAP_ENTRY.value, (message) => writeValue(message, value));
        });
      }
      start.double(START.startTime, time / 1000);
    });
  });
  writeSession(out, time, START_TAG, content);
}

/**
 * Appends the end of a session.
 *
 * @param time When the run ended, in milliseconds since the epoch.
 */
export function writeSessionEnd(out: ByteWriter, time: number, status: RunStatus): void {
  const content = encodeMessage((data) => {
    data.message(PLUGIN_DATA.sessionEnd, (end) => {
      end.int(END.status, status === "finished" ? SUCCESS : FAILURE);
      end.double(END.endTime, time / 1000);
    });
  });
  writeSession(out, time, END_TAG, content);
}

/**
 * Appends what takes a run out of the table where it is read before the start of a session: the
 * first value of a tag says which plugin it is for.
 */
export function writeNoSession(out: ByteWriter, time: number): void {
  writePluginValue(out, time, 0, START_TAG, { plugin: "labbook", tensor: emptyTensor() });
}
