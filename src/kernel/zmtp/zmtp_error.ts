/**
 * What is wrong with the bytes a peer sent.
 *
 * @module
 */

/** A peer broke the protocol, or asked for more than we give: its connection is closed, no other. */
export class ZmtpError extends Error {
  /** Always "ZmtpError". */
  override name = "ZmtpError";
}
