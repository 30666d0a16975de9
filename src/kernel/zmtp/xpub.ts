/**
 * XPUB: publishes to every peer that subscribed to what a message begins with.
 *
 * @module
 */
import type { Connection } from "./connection.ts";
import { encodeMessage, type Outgoing } from "./outbox.ts";
import { HIGH_WATER_MARK, Server, type SocketOptions } from "./server.ts";
import { ZmtpError } from "./zmtp_error.ts";

/** A peer that subscribed. */
export interface Subscriber {
  /** Sends a message to this peer alone, whatever it subscribed to; drops it where too much waits already. */
  send(frames: Uint8Array[]): void;
}

/** Options of {@linkcode listenXpub}. */
export interface XpubOptions extends SocketOptions {
  /** Is told of every subscription, also of one the peer has already (libzmq's ZMQ_XPUB_VERBOSE). */
  onSubscribe?: (topic: Uint8Array, peer: Subscriber) => void;
}

/** A socket that publishes. */
export interface XpubSocket {
  /** Where it is reached, with the port that was chosen. */
  readonly endpoint: string;
  /**
   * Sends a message, whose first frame is its topic, to all who subscribed to it; a peer for which too much
   * waits already misses it. Frames are not copied: their bytes must stay as they are.
   */
  send(frames: Uint8Array[]): void;
  /** Closes it, after at most `linger` milliseconds (1,000 by default) for what is still to be read. */
  close(linger?: number): Promise<void>;
}

/** What all topics of one peer may take, in bytes. */
const TOPICS_LIMIT = 1 << 20;
const TOPIC_COST = 64;

/**
 * Listens as an XPUB for SUB and XSUB peers, which subscribe by a message (ZMTP 3.0) or a command (3.1).
 *
 * @param endpoint Such as "tcp://127.0.0.1:0" or "ipc:///run/user/1000/kernel-2".
 * @throws {SyntaxError} Where the endpoint is malformed.
 * @throws {Error} Where the system refuses to listen there.
 */
export async function listenXpub(endpoint: string, options: XpubOptions = {}): Promise<XpubSocket> {
  const highWaterMark = options.highWaterMark ?? HIGH_WATER_MARK;
  const topics = new Map<Connection, Topics>();
  const deliver = (connection: Connection, outgoing: Outgoing): void => {
    if (connection.waiting < highWaterMark) connection.send(outgoing);
  };
  const subscribe = (connection: Connection, topic: Uint8Array): void => {
    topics.get(connection)!.add(topic);
    options.onSubscribe?.(topic, {
      send: (frames) => deliver(connection, encodeMessage(frames)),
    });
  };
  const cancel = (connection: Connection, topic: Uint8Array): void =>
    topics.get(connection)!.delete(topic);

  const server = await Server.listen(endpoint, {
    maxMessageLength: Math.min(options.maxMessageLength ?? TOPICS_LIMIT, TOPICS_LIMIT),
    onError: options.onError,
    socketType: "XPUB",
    peerTypes: ["SUB", "XSUB"],
    onReady: (connection) => void topics.set(connection, new Topics()),
    onMessage: (connection, [frame]) => {
      if (frame?.[0] === 1) subscribe(connection, frame.subarray(1));
      else if (frame?.[0] === 0) cancel(connection, frame.subarray(1));
    },
    onCommand: (connection, name, data) => {
      if (name === "SUBSCRIBE") subscribe(connection, data);
      else if (name === "CANCEL") cancel(connection, data);
    },
    onClose: (connection) => void topics.delete(connection),
  });
  return {
    endpoint: server.endpoint,
    send: (frames) => {
      const first = frames[0] ?? new Uint8Array(0);
      const takers = [...topics].filter(([, set]) => set.match(first));
      if (takers.length === 0) return;
      const outgoing = encodeMessage(frames);
      for (const [connection] of takers) deliver(connection, outgoing);
    },
    close: (linger = 1_000) => server.close(linger),
  };
}

/** What one peer subscribed to. */
class Topics {
  #topics = new Map<string, Uint8Array>();
  #cost = 0;

  add(topic: Uint8Array): void {
    const name = key(topic);
    if (this.#topics.has(name)) return;
    this.#cost += topic.length + TOPIC_COST;
    if (this.#cost > TOPICS_LIMIT) {
      throw new ZmtpError(`Cannot subscribe: the peer's topics take over ${TOPICS_LIMIT} bytes`);
    }
    this.#topics.set(name, topic);
  }

  delete(topic: Uint8Array): void {
    if (this.#topics.delete(key(topic))) this.#cost -= topic.length + TOPIC_COST;
  }

  match(first: Uint8Array): boolean {
    for (const topic of this.#topics.values()) {
      if (topic.length <= first.length && topic.every((byte, index) => byte === first[index])) {
        return true;
      }
    }
    return false;
  }
}

function key(topic: Uint8Array): string {
  let text = "";
  for (const byte of topic) text += String.fromCharCode(byte);
  return text;
}
