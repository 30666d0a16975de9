/**
 * Standard output and error of the code itself, written to the ordered stream of events instead of the
 * pipes, so that they keep their order with the console. What other writers, such as child processes,
 * write to the pipes is read from there.
 *
 * @module
 */

import process from "node:process";

/** Writes text to a standard stream of the running cell. */
export type WriteText = (name: "stdout" | "stderr", text: string) => void;

/** The objects of `Deno` that are replaced. */
export interface DenoStreams {
  /** As `Deno.stdout`. */
  stdout: typeof Deno.stdout;
  /** As `Deno.stderr`. */
  stderr: typeof Deno.stderr;
}

/** Makes `process.stdout` and `process.stderr` write events, and returns `Deno`'s two that do. */
export function installStreams(writeText: WriteText): DenoStreams {
  replaceNodeWrite("stdout", writeText);
  replaceNodeWrite("stderr", writeText);
  return {
    stdout: replacement("stdout", Deno.stdout, writeText),
    stderr: replacement("stderr", Deno.stderr, writeText),
  };
}

function replacement(
  name: "stdout" | "stderr",
  stream: typeof Deno.stdout,
  writeText: WriteText,
): typeof Deno.stdout {
  const decoder = new TextDecoder();
  const write = (bytes: Uint8Array): number => {
    // Characters may be cut between two writes; the decoder keeps the first part.
    writeText(name, decoder.decode(bytes, { stream: true }));
    return bytes.length;
  };
  let writable: WritableStream<Uint8Array<ArrayBuffer>> | undefined;
  return Object.create(Object.getPrototypeOf(stream), {
    ...Object.getOwnPropertyDescriptors(stream),
    writeSync: { value: write, enumerable: true },
    write: { value: (bytes: Uint8Array) => Promise.resolve(write(bytes)), enumerable: true },
    writable: {
      get: () => writable ??= new WritableStream({ write: (bytes) => void write(bytes) }),
      enumerable: true,
    },
    // What other writers say still comes by the pipe, and the marks in it.
    close: { value: () => {}, enumerable: true },
    isTerminal: { value: () => false, enumerable: true },
  });
}

function replaceNodeWrite(name: "stdout" | "stderr", writeText: WriteText): void {
  const decoder = new TextDecoder();
  const stream = process[name];
  stream.write = (
    chunk: string | Uint8Array,
    encoding?: BufferEncoding | ((error?: Error) => void),
    callback?: (error?: Error) => void,
  ): boolean => {
    if (typeof chunk === "string") writeText(name, chunk);
    else writeText(name, decoder.decode(chunk, { stream: true }));
    const done = typeof encoding === "function" ? encoding : callback;
    if (done !== undefined) queueMicrotask(done);
    return true;
  };
}
