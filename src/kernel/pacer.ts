/**
 * Keeps what the kernel publishes below the rate at which a Jupyter server begins to drop outputs: by
 * default over 1,000 messages or 1,000,000 bytes of streams a second, counted over three seconds
 * (jupyter_server, `iopub_msg_rate_limit` and `iopub_data_rate_limit`).
 *
 * @module
 */

/** The server counts over three seconds; a little more, because its clock is not ours. */
const WINDOW = 3300;

/** An amount of which only so much may be sent within the window. */
class Allowance {
  #sent: { at: number; amount: number }[] = [];
  #total = 0;

  constructor(readonly most: number) {}

  /** In how many milliseconds an amount may be sent; 0 for now. */
  wait(amount: number): number {
    const now = performance.now();
    const kept = this.#sent.findIndex(({ at }) => now - at < WINDOW);
    for (const old of this.#sent.splice(0, kept === -1 ? this.#sent.length : kept)) {
      this.#total -= old.amount;
    }
    // What is larger than the whole allowance goes when nothing else has gone.
    if (this.#total > 0 && this.#total + amount > this.most) {
      return this.#sent[0]!.at + WINDOW - now;
    }
    return 0;
  }

  /** An amount is sent now. */
  take(amount: number): void {
    this.#sent.push({ at: performance.now(), amount });
    this.#total += amount;
  }
}

/** How much of a text one message may carry, in characters. */
export const LARGEST_PACED_TEXT: number = 256 * 1024;

interface Waiting {
  bytes: number;
  send(): void;
}

/** Sends in order, and not faster than the limits allow. */
export class Pacer {
  // Below the server's limits by what its own count may differ from ours.
  readonly #messages = new Allowance(2800);
  readonly #bytes = new Allowance(2_800_000);
  #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #timer = false;
  #emptied: (() => void)[] = [];

  /** Sends, at once or when it is its turn; `bytes` counts for streams only, 0 for other messages. */
  send(bytes: number, send: () => void): void {
    if (this.#waiting.length === 0 && this.#take(bytes) === 0) return send();
    this.#waiting.push({ bytes, send });
    this.#waitingBytes += bytes;
    if (!this.#timer) this.#later(1);
  }

  /** Resolves when not more than `bytes` wait; with 0, when nothing does. */
  async below(bytes: number): Promise<void> {
    while (this.#waiting.length > 0 && this.#waitingBytes >= bytes) {
      await new Promise<void>((resolve) => this.#emptied.push(resolve));
    }
  }

  /** Counts what is sent now, or returns in how many milliseconds it may be. */
  #take(bytes: number): number {
    const wait = Math.max(this.#messages.wait(1), bytes === 0 ? 0 : this.#bytes.wait(bytes));
    if (wait > 0) return wait;
    this.#messages.take(1);
    if (bytes > 0) this.#bytes.take(bytes);
    return 0;
  }

  #later(milliseconds: number): void {
    this.#timer = true;
    setTimeout(() => this.#sendWaiting(), Math.max(1, Math.ceil(milliseconds)));
  }

  #sendWaiting(): void {
    this.#timer = false;
    while (this.#waiting.length > 0) {
      const next = this.#waiting[0]!;
      const wait = this.#take(next.bytes);
      if (wait > 0) {
        this.#later(wait);
        break;
      }
      this.#waiting.shift();
      this.#waitingBytes -= next.bytes;
      next.send();
    }
    const emptied = this.#emptied;
    this.#emptied = [];
    for (const resolve of emptied) resolve();
  }
}
