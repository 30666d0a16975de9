/**
 * ROUTER: takes requests of many peers and answers each by its routing id.
 *
 * @module
 */
import type { Connection } from "./connection.ts";
import { encodeMessage } from "./outbox.ts";
import { HIGH_WATER_MARK, Server, type SocketOptions } from "./server.ts";

/** Options of {@linkcode listenRouter}. */
export interface RouterOptions extends SocketOptions {
  /** Is told of every message: the peer's routing id, then the frames it sent. Must not throw. */
  onMessage: (frames: Uint8Array[]) => void;
}

/** A socket that answers the peers it has heard of. */
export interface RouterSocket {
  /** Where it is reached, with the port that was chosen. */
  readonly endpoint: string;
  /**
   * Sends a message to the peer whose routing id is the first frame. Frames are not copied: their bytes
   * must stay as they are.
   *
   * @returns Whether the peer took it, as soon as nothing waits for the peer any more; false at once where no
   * such peer is connected, or so much waits for it already that the message was dropped.
   */
  send(frames: Uint8Array[]): Promise<boolean>;
  /** Closes it, after at most `linger` milliseconds (1,000 by default) for what is still to be read. */
  close(linger?: number): Promise<void>;
}

/**
 * Listens as a ROUTER for DEALER, REQ and ROUTER peers.
 *
 * A peer keeps the routing id it asks for. Where another has it already, answers go to the one that
 * connected or spoke last: a client that comes back gets them although its old connection looks
 * alive, as with libzmq's ZMQ_ROUTER_HANDOVER, which ipykernel sets; but two that share an id for good, as
 * two clients of one kernel manager do, are not cut off in turns.
 *
 * @param endpoint Such as "tcp://127.0.0.1:0" or "ipc:///run/user/1000/kernel-1".
 * @throws {SyntaxError} Where the endpoint is malformed.
 * @throws {Error} Where the system refuses to listen there.
 */
export async function listenRouter(
  endpoint: string,
  options: RouterOptions,
): Promise<RouterSocket> {
  const ids = new RoutingIds();
  const server = await Server.listen(endpoint, {
    maxMessageLength: options.maxMessageLength,
    onError: options.onError,
    socketType: "ROUTER",
    peerTypes: ["DEALER", "REQ", "ROUTER"],
    onReady: (connection, { identity }) => ids.add(connection, identity),
    onMessage: (connection, frames) => options.onMessage([ids.heardFrom(connection), ...frames]),
    onClose: (connection) => ids.remove(connection),
  });
  const highWaterMark = options.highWaterMark ?? HIGH_WATER_MARK;
  return {
    endpoint: server.endpoint,
    send: async ([id, ...frames]) => {
      const connection = id && ids.find(id);
      if (!connection || connection.waiting >= highWaterMark) return false;
      connection.send(encodeMessage(frames));
      await connection.drained();
      return connection.isOpen;
    },
    close: (linger = 1_000) => server.close(linger),
  };
}

/** Which connection has which routing id. */
class RoutingIds {
  #ids = new Map<Connection, Uint8Array>();
  #connections = new Map<string, Connection[]>();
  #next = crypto.getRandomValues(new Uint32Array(1))[0]!;

  /** Takes a connection in by the id it asks for, or one of ours: a zero byte and a number, as libzmq's. */
  add(connection: Connection, wanted: Uint8Array): void {
    const id = wanted.length > 0 && wanted[0] !== 0 ? wanted : this.#generate();
    this.#ids.set(connection, id);
    const sharing = this.#connections.get(key(id));
    if (sharing) sharing.push(connection);
    else this.#connections.set(key(id), [connection]);
  }

  /** Returns the id of a connection that has just spoken. */
  heardFrom(connection: Connection): Uint8Array {
    const id = this.#ids.get(connection)!;
    const sharing = this.#connections.get(key(id))!;
    if (sharing.at(-1) !== connection) {
      sharing.splice(sharing.indexOf(connection), 1);
      sharing.push(connection);
    }
    return id;
  }

  /** Returns the connection that answers to an id go to. */
  find(id: Uint8Array): Connection | undefined {
    return this.#connections.get(key(id))?.at(-1);
  }

  /** Forgets a connection. */
  remove(connection: Connection): void {
    const id = this.#ids.get(connection);
    if (!id) return;
    this.#ids.delete(connection);
    const rest = this.#connections.get(key(id))!.filter((other) => other !== connection);
    if (rest.length > 0) this.#connections.set(key(id), rest);
    else this.#connections.delete(key(id));
  }

  #generate(): Uint8Array {
    const id = new Uint8Array(5);
    new DataView(id.buffer).setUint32(1, this.#next);
    this.#next = (this.#next + 1) >>> 0;
    return id;
  }
}

function key(id: Uint8Array): string {
  return String.fromCharCode(...id);
}
