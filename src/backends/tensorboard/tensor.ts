/**
 * TensorFlow's `TensorProto` messages.
 *
 * @module
 */
import { ByteWriter, encodeMessage } from "./byte_writer.ts";

/** The fields of TensorProto, TensorShapeProto and TensorShapeProto.Dim. */
const TENSOR = { type: 1, shape: 2, content: 4, stringValue: 8 };
const SHAPE_DIM = 2;
const DIM_SIZE = 1;

const FLOAT = 1;
const DOUBLE = 2;
const STRING = 7;

function writeHead(tensor: ByteWriter, type: number, shape: number[]): void {
  tensor.int(TENSOR.type, type);
  tensor.message(TENSOR.shape, (message) => {
    for (const size of shape) message.message(SHAPE_DIM, (dim) => dim.int(DIM_SIZE, size));
  });
}

/** A string, or a vector of strings or of bytes. */
export function stringTensor(content: string | (string | Uint8Array)[]): Uint8Array {
  return encodeMessage((tensor) => {
    const single = typeof content === "string";
    writeHead(tensor, STRING, single ? [] : [content.length]);
    for (const value of single ? [content] : content) {
      if (typeof value === "string") tensor.string(TENSOR.stringValue, value);
      else tensor.data(TENSOR.stringValue, value);
    }
  });
}

/** A tensor of doubles, its last dimension's values side by side. */
export function doubleTensor(shape: number[], values: Iterable<number>): Uint8Array {
  return encodeMessage((tensor) => {
    writeHead(tensor, DOUBLE, shape);
    const content = new ByteWriter();
    for (const value of values) content.rawDouble(value);
    tensor.data(TENSOR.content, content.taken());
  });
}

/** A tensor that holds nothing, for tags that tell everything by their metadata. */
export function emptyTensor(): Uint8Array {
  return encodeMessage((tensor) => writeHead(tensor, FLOAT, [0]));
}
