/**
 * Jupyter's messages as signed frames.
 *
 * @module
 */
export type { Header, JupyterMessage } from "./message.ts";
export { WireError, type WireFault } from "./wire_error.ts";
export { type Decoded, WireFormat } from "./wire_format.ts";
