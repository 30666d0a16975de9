/**
 * Reads rows of metrics.parquet.
 *
 * @module
 */
import fs from "node:fs";
import type { AsyncBuffer, FileMetaData } from "hyparquet";
import type { MetricColumns } from "./metric_columns.ts";

/** The columns of which a metric is made, in the order of the file. */
const COLUMNS = ["step", "value", "timestamp"] as const;

/** Reads bytes of a file into an array, all of them. */
function readInto(fd: number, bytes: Uint8Array, position: number): void {
  let read = 0;
  while (read < bytes.length) {
    const count = fs.readSync(fd, bytes, read, bytes.length - read, position + read);
    if (count === 0) {
      throw new Error(`metrics.parquet ends at ${position + read} of ${position + bytes.length}`);
    }
    read += count;
  }
}

/** A file as hyparquet reads one: only the parts that are asked for. */
export function fileBuffer(fd: number): AsyncBuffer {
  const byteLength = fs.fstatSync(fd).size;
  return {
    byteLength,
    slice(start, end = byteLength) {
      const from = start < 0 ? byteLength + start : start;
      const bytes = new Uint8Array(end - from);
      readInto(fd, bytes, from);
      return bytes.buffer;
    },
  };
}

/** Turns 64-bit integers into numbers where they stand; a BigInt each would cost much more. */
function fromInt64(numbers: Float64Array, scale: number): void {
  const { buffer, byteOffset, length } = numbers;
  const low = new Uint32Array(buffer, byteOffset, length * 2);
  const high = new Int32Array(buffer, byteOffset, length * 2);
  for (let i = 0; i < length; i++) {
    numbers[i] = (high[2 * i + 1]! * 4294967296 + low[2 * i]!) / scale;
  }
}

/** Reads steps of which some are missing: their page begins with which. */
async function readOptionalSteps(
  to: Float64Array,
  file: AsyncBuffer,
  metadata: FileMetaData,
  rowStart: number,
): Promise<void> {
  const { parquetRead } = await import("npm:hyparquet@1.31.5");
  const rowEnd = rowStart + to.length;
  await parquetRead({
    file,
    metadata,
    columns: ["step"],
    rowStart,
    rowEnd,
    onChunk({ columnData, rowStart: start, rowEnd: end }) {
      for (let row = Math.max(rowStart, start); row < Math.min(rowEnd, end); row++) {
        const step = columnData[row - start];
        to[row - rowStart] = step === null || step === undefined ? NaN : Number(step);
      }
    },
  });
}

/**
 * Reads rows straight into columns: each is one plain page a row group, so that its values are the last
 * bytes of its chunk.
 *
 * @param fd The open file.
 * @param file The same file for hyparquet.
 * @param metadata What its footer says.
 * @param rowStart The first row.
 * @param length How many rows.
 */
export async function readRows(
  fd: number,
  file: AsyncBuffer,
  metadata: FileMetaData,
  rowStart: number,
  length: number,
): Promise<MetricColumns> {
  const columns: MetricColumns = {
    value: new Float64Array(length),
    step: new Float64Array(length),
    timestamp: new Float64Array(length),
  };
  const steps = metadata.schema.find(({ name }) => name === "step")!;
  const optional = steps.repetition_type === "OPTIONAL";
  let groupStart = 0;
  for (const { num_rows, columns: chunks } of metadata.row_groups) {
    const groupEnd = groupStart + Number(num_rows);
    const from = Math.max(rowStart, groupStart);
    const to = Math.min(rowStart + length, groupEnd);
    for (const { meta_data: chunk } of from < to ? chunks : []) {
      const name = COLUMNS.find((column) => column === chunk!.path_in_schema[0]);
      if (name === undefined || (name === "step" && optional)) continue;
      const part = columns[name].subarray(from - rowStart, to - rowStart);
      const end = Number(chunk!.data_page_offset + chunk!.total_compressed_size);
      const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
      readInto(fd, bytes, end - 8 * (groupEnd - from));
      if (name !== "value") fromInt64(part, name === "timestamp" ? 1000 : 1);
    }
    groupStart = groupEnd;
  }
  if (optional) await readOptionalSteps(columns.step, file, metadata, rowStart);
  return columns;
}
