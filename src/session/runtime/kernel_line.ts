/**
 * The line from the kernel into the session: standard input, read by a thread of its own, so that the
 * kernel is heard while the user's code keeps the main thread busy or waits in `prompt`. Its end is the
 * kernel's end, and the session does not outlive it.
 *
 * @module
 */

/** Positions in the shared memory, in 32-bit words. */
const SIGNAL = 0;
const TAKEN_KIB = 1;
const ANSWERED = 2;
const ANSWER_LENGTH = 3;
const HEADER_BYTES = 16;
const LARGEST_ANSWER = 64 * 1024 * 1024;

/** The frontend does not take input. */
const REFUSED = -1;

/** What the kernel says on the line, one JSON object in a line of text. */
export type KernelLineMessage =
  /** So many KiB of events were taken on, from the start of the session. */
  | { taken: number }
  /** What the user answered to an input request, or the kernel to a question; null where nobody can be asked. */
  | { input: number; value: string | null };

// Taken before the user's code can replace them.
const { load, wait } = Atomics;

/** The runtime's end of the line. */
export class KernelLine {
  readonly #memory = new SharedArrayBuffer(64 * 1024, { maxByteLength: LARGEST_ANSWER });
  readonly #words = new Int32Array(this.#memory, 0, HEADER_BYTES / 4);
  #asked = 0;

  /** Starts the thread that reads the line. */
  constructor() {
    // A data URL, because a worker from a file needs the permission to read that file.
    const source = `(${readLine.toString()})()`;
    const worker = new Worker(`data:text/javascript,${encodeURIComponent(source)}`, {
      type: "module",
    });
    worker.postMessage(this.#memory);
  }

  /** How many KiB of events the kernel has taken on. */
  get takenKib(): number {
    return load(this.#words, TAKEN_KIB);
  }

  /** Blocks until something came over the line or `milliseconds` have passed. */
  wait(seen: number, milliseconds?: number): void {
    wait(this.#words, SIGNAL, seen, milliseconds);
  }

  /** Counts what came over the line; to be read before looking for news and given to `wait`. */
  get signal(): number {
    return load(this.#words, SIGNAL);
  }

  /** Sends a question by its number, and blocks until it is answered; null where nobody can be asked. */
  ask(send: (id: number) => void): string | null {
    const id = ++this.#asked;
    send(id);
    for (;;) {
      const seen = this.signal;
      if (load(this.#words, ANSWERED) === id) break;
      this.wait(seen);
    }
    const length = load(this.#words, ANSWER_LENGTH);
    if (length === REFUSED) return null;
    // A copy, because text cannot be decoded from memory that threads share.
    const bytes = new Uint8Array(this.#memory, HEADER_BYTES, length).slice();
    return new TextDecoder().decode(bytes);
  }
}

/** Runs in the thread, from its source text alone: it can name nothing outside itself. */
function readLine(): void {
  const self = globalThis as unknown as {
    onmessage: ((event: MessageEvent<SharedArrayBuffer>) => void) | null;
  };
  self.onmessage = ({ data: memory }) => {
    const words = new Int32Array(memory, 0, 4);
    const decoder = new TextDecoder();
    const buffer = new Uint8Array(64 * 1024);
    let text = "";
    for (;;) {
      let read: number | null;
      try {
        read = Deno.stdin.readSync(buffer);
      } catch {
        read = null;
      }
      // This needs no permission, unlike ending in any other way from a thread.
      if (read === null) return Deno.kill(Deno.pid, "SIGKILL");
      text += decoder.decode(buffer.subarray(0, read), { stream: true });
      const lines = text.split("\n");
      text = lines.pop()!;
      for (const line of lines) {
        const message = JSON.parse(line);
        if (message.taken !== undefined) {
          Atomics.store(words, 1, message.taken);
        } else {
          let length = -1;
          if (message.value !== null) {
            const bytes = new TextEncoder().encode(message.value);
            length = Math.min(bytes.length, memory.maxByteLength - 16);
            if (memory.byteLength < length + 16) memory.grow(length + 16);
            new Uint8Array(memory, 16, length).set(bytes.subarray(0, length));
          }
          Atomics.store(words, 3, length);
          Atomics.store(words, 2, message.input);
        }
        Atomics.add(words, 0, 1);
        Atomics.notify(words, 0);
      }
    }
  };
}
