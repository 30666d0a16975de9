/** Gives memory back to the system while nobody asks anything of the kernel. @module */

import v8 from "node:v8";
import vm from "node:vm";

/** How long nothing has to happen, in milliseconds. */
const IDLE_TIME = 4000;

/**
 * V8 collects what a fast run of cells has left when it needs the space for something else, which for an idle
 * kernel may be never.
 */
export class IdleMemory {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #collect: (() => void) | undefined;

  /** Something happened: the kernel is idle from now on, at the earliest. */
  touch(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#collectNow(), IDLE_TIME);
  }

  /** Ends the waiting. */
  close(): void {
    clearTimeout(this.#timer);
  }

  #collectNow(): void {
    if (this.#collect === undefined) {
      // The function is there for whoever asks for it after the flag is set.
      v8.setFlagsFromString("--expose-gc");
      this.#collect = vm.runInNewContext("gc") as () => void;
    }
    this.#collect();
  }
}
