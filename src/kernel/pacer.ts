/**
 * Keeps what the kernel publishes below the rate at which a Jupyter server begins to drop outputs: by
 * default over 1,000 messages or 1,000,000 bytes of streams a second, counted over three seconds
 * (jupyter_server, `iopub_msg_rate_limit` and `iopub_data_rate_limit`).
 *
 * @module
 */

/** An amount that refills with time. */
class Allowance {
  #left: number;
  #last = performance.now();

  constructor(readonly most: number, readonly perSecond: number) {
    this.#left = most;
  }

  /** Takes an amount, or returns how many milliseconds later there will be enough. */
  take(amount: number): number {
    const now = performance.now();
    this.#left = Math.min(this.most, this.#left + (now - this.#last) / 1000 * this.perSecond);
    this.#last = now;
    // What is larger than the whole allowance goes when all of it is there.
    const needed = Math.min(amount, this.most);
    if (this.#left < needed) return (needed - this.#left) / this.perSecond * 1000;
    this.#left -= amount;
    return 0;
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
  readonly #messages = new Allowance(2400, 900);
  readonly #bytes = new Allowance(2_400_000, 900_000);
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

  #take(bytes: number): number {
    const wait = bytes === 0 ? 0 : this.#bytes.take(bytes);
    return wait > 0 ? wait : this.#messages.take(1);
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
