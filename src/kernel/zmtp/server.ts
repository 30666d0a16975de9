/**
 * What all listening sockets share: accepting, limits, closing.
 *
 * @module
 */
import { bind, type Bound } from "./endpoint.ts";
import { Connection, type ConnectionOptions } from "./connection.ts";

/** Options of every listening socket. */
export interface SocketOptions {
  /** The longest message taken from a peer, in bytes; 512 MiB by default. Longer ones end its connection. */
  maxMessageLength?: number;
  /**
   * The memory that messages waiting for one peer may take, in bytes; 256 MiB by default. While it is full,
   * further messages to the peer are dropped. One message may be larger than that.
   */
  highWaterMark?: number;
  /** Is told why a connection was ended, or what went wrong in accepting one. */
  onError?: (error: Error) => void;
}

/** Messages of up to 512 MiB are taken. */
export const MAX_MESSAGE_LENGTH = 512 * 2 ** 20;

/** 256 MiB may wait for a peer. */
export const HIGH_WATER_MARK = 256 * 2 ** 20;

/** How long the system gets to recover where it has no more file descriptors, in milliseconds. */
const ACCEPT_PAUSE = 100;

/** What a socket does with its connections. */
export type ServerOptions =
  & SocketOptions
  & Omit<ConnectionOptions, "onClose" | "maxMessageLength">
  & { onClose?: (connection: Connection) => void };

/** Accepts connections at one endpoint. */
export class Server {
  #bound: Bound;
  #options: ServerOptions;
  #connections = new Set<Connection>();
  #closing = false;

  private constructor(bound: Bound, options: ServerOptions) {
    this.#bound = bound;
    this.#options = options;
    this.#accept();
  }

  /** Listens on an endpoint; throws as {@linkcode bind} does. */
  static async listen(endpoint: string, options: ServerOptions): Promise<Server> {
    return new Server(await bind(endpoint), options);
  }

  /** Where it is reached, with the port that was chosen. */
  get endpoint(): string {
    return this.#bound.endpoint;
  }

  /** The connections that are open. */
  get connections(): Iterable<Connection> {
    return this.#connections;
  }

  /**
   * Takes no more connections, waits until the peers have read what was sent to them, at most `linger`
   * milliseconds, and closes theirs.
   */
  async close(linger: number): Promise<void> {
    if (this.#closing) return;
    this.#closing = true;
    await this.#bound.close();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const timeout = new Promise<void>((done) => timer = setTimeout(done, linger));
    const drained = [...this.#connections].map((connection) => connection.drained());
    await Promise.race([timeout, Promise.all(drained)]);
    clearTimeout(timer);
    for (const connection of this.#connections) connection.close();
  }

  async #accept(): Promise<void> {
    while (!this.#closing) {
      try {
        this.#take(await this.#bound.accept());
      } catch (error) {
        if (this.#closing) return;
        this.#options.onError?.(error as Error);
        await new Promise((done) => setTimeout(done, ACCEPT_PAUSE));
      }
    }
  }

  #take(socket: Deno.Conn): void {
    if (this.#closing) return socket.close();
    const connection = new Connection(socket, {
      ...this.#options,
      maxMessageLength: this.#options.maxMessageLength ?? MAX_MESSAGE_LENGTH,
      onClose: (closed, error) => {
        this.#connections.delete(closed);
        this.#options.onClose?.(closed);
        if (error) this.#options.onError?.(error);
      },
    });
    this.#connections.add(connection);
  }
}
