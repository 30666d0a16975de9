/**
 * Why a message was not taken.
 *
 * @module
 */

/** What is wrong with a message. */
export type WireFault =
  /** There is no `<IDS|MSG>` frame. */
  | "delimiter"
  /** Frames are missing after it. */
  | "frames"
  /** The signature is not the key's. */
  | "signature"
  /** The same signed message came before. */
  | "duplicate"
  /** A frame is not JSON in UTF-8. */
  | "json"
  /** A part is not what the protocol says it is. */
  | "type";

/** A message that must not be acted on. */
export class WireError extends Error {
  /** Always "WireError". */
  override name = "WireError";
  /** What is wrong with it. */
  readonly fault: WireFault;

  /** Says what is wrong, and the same in words, to stand after "Cannot read a message: ". */
  constructor(fault: WireFault, reason: string) {
    super(`Cannot read a message: ${reason}`);
    this.fault = fault;
  }
}
