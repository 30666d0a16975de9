/** Who sent a request. @module */

import type { JupyterMessage } from "./wire/mod.ts";

/** A client of the kernel, as far as answers to it go. */
export interface Client {
  /** The same in all that one client sends, whatever the channel. */
  id: string;
  /** Answers on the channel of the request. */
  reply(message: JupyterMessage): void;
  /** Asks for a line of input, on the stdin channel. */
  requestInput(message: JupyterMessage): void;
}

/** A request and who sent it. */
export interface Request {
  /** The message. */
  message: JupyterMessage;
  /** Who waits for the reply. */
  client: Client;
}
