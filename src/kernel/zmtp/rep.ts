/**
 * The heartbeat: every message goes back as it came.
 *
 * @module
 */
import { encodeMessage } from "./outbox.ts";
import { HIGH_WATER_MARK, Server, type SocketOptions } from "./server.ts";

/** A socket that echoes. */
export interface RepSocket {
  /** Where it is reached, with the port that was chosen. */
  readonly endpoint: string;
  /** Closes it, after at most `linger` milliseconds (1,000 by default) for what is still to be read. */
  close(linger?: number): Promise<void>;
}

/**
 * Listens as a REP for REQ and DEALER peers and answers each message with the same frames, the empty
 * one before it included.
 *
 * @param endpoint Such as "tcp://127.0.0.1:0" or "ipc:///run/user/1000/kernel-5".
 * @throws {SyntaxError} Where the endpoint is malformed.
 * @throws {Error} Where the system refuses to listen there.
 */
export async function listenRep(endpoint: string, options: SocketOptions = {}): Promise<RepSocket> {
  const highWaterMark = options.highWaterMark ?? HIGH_WATER_MARK;
  const server = await Server.listen(endpoint, {
    maxMessageLength: options.maxMessageLength,
    onError: options.onError,
    socketType: "REP",
    peerTypes: ["REQ", "DEALER"],
    onMessage: (connection, frames) => {
      if (connection.waiting < highWaterMark) connection.send(encodeMessage(frames));
    },
  });
  return { endpoint: server.endpoint, close: (linger = 1_000) => server.close(linger) };
}
