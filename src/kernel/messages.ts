/** The messages that the kernel sends. @module */

import type { Header, JupyterMessage } from "./wire/mod.ts";

/** The version of the Jupyter protocol that the kernel speaks. */
export const PROTOCOL_VERSION = "5.5";

/** What a message carries beside its content. */
export interface MessageExtras {
  /** The message's metadata. */
  metadata?: Record<string, unknown>;
  /** Its buffers. */
  buffers?: Uint8Array[];
}

/** Makes messages in the name of one kernel. */
export class MessageFactory {
  /** The kernel's session id, the same in all that it sends: frontends drop what comes from another. */
  readonly session: string = crypto.randomUUID();
  #count = 0;

  /** Makes a message that belongs to `parent`. */
  make(
    type: string,
    content: Record<string, unknown>,
    parent: Header | undefined,
    { metadata = {}, buffers = [] }: MessageExtras = {},
  ): JupyterMessage {
    return {
      header: {
        msg_id: `${this.session}_${++this.#count}`,
        msg_type: type,
        session: this.session,
        username: "kernel",
        date: new Date().toISOString(),
        version: PROTOCOL_VERSION,
      },
      parent_header: parent ?? {},
      metadata,
      content,
      buffers,
    };
  }
}
