/**
 * One connection of a peer: greeting, handshake, then messages both ways.
 *
 * @module
 */
import {
  decodeCommand,
  decodeReady,
  encodeError,
  encodePong,
  encodeReady,
  type PeerProperties,
} from "./commands.ts";
import { type Frame, FrameDecoder } from "./frames.ts";
import { checkGreeting, greeting, GREETING_LENGTH } from "./greeting.ts";
import { encodeCommandFrame, Outbox, type Outgoing } from "./outbox.ts";
import { ZmtpError } from "./zmtp_error.ts";

/** What a connection is to the socket it belongs to. */
export interface ConnectionOptions {
  /** Our socket's type, such as "ROUTER". */
  socketType: string;
  /** The types a peer may have. */
  peerTypes: string[];
  /** The longest message taken, in bytes. */
  maxMessageLength: number;
  /** Is told when the handshake is done. */
  onReady?: (connection: Connection, peer: PeerProperties) => void;
  /** Is told of every message. */
  onMessage: (connection: Connection, frames: Uint8Array[]) => void;
  /** Is told of a command other than those every connection answers. */
  onCommand?: (connection: Connection, name: string, data: Uint8Array) => void;
  /** Is told once that it has ended, with the reason where that is an error. */
  onClose: (connection: Connection, error?: Error) => void;
}

/** READY and what else comes before the first message are small. */
const HANDSHAKE_LIMIT = 1 << 16;

/** What a frame costs us beside its body, so that endless empty frames meet a limit too. */
const FRAME_COST = 64;

/** How long a peer may take to greet, in milliseconds; libzmq gives it as long. */
const HANDSHAKE_TIMEOUT = 30_000;

const READ_SIZE = 1 << 16;

/** A connection; it lives until either side closes it or the peer breaks the protocol. */
export class Connection {
  /** What the peer said of itself; undefined during the handshake. */
  peer: PeerProperties | undefined;
  #socket: Deno.Conn;
  #options: ConnectionOptions;
  #outbox: Outbox;
  #decoder = new FrameDecoder(HANDSHAKE_LIMIT);
  #greeting = new Uint8Array(GREETING_LENGTH);
  #greeted = 0;
  #parts: Uint8Array[] = [];
  #cost = 0;
  #closed = false;
  #timer: ReturnType<typeof setTimeout>;

  /** Starts the handshake on an open socket. */
  constructor(socket: Deno.Conn, options: ConnectionOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#outbox = new Outbox(socket, (error) => this.close(asError(error)));
    this.#timer = setTimeout(
      () => this.close(new ZmtpError("Cannot greet a peer: it said nothing for 30 s")),
      HANDSHAKE_TIMEOUT,
    );
    Deno.unrefTimer(this.#timer);
    this.#outbox.send([greeting()]);
    this.#read();
  }

  /** Whether neither side has closed it. */
  get isOpen(): boolean {
    return !this.#closed;
  }

  /** The memory that what the peer has not taken takes, in bytes. */
  get waiting(): number {
    return this.#outbox.waiting;
  }

  /** Resolves when the peer has taken everything, or the connection has ended. */
  drained(): Promise<void> {
    return this.#outbox.drained();
  }

  /** Queues an encoded message. */
  send(outgoing: Outgoing): void {
    this.#outbox.send(outgoing);
  }

  /** Closes it at once. */
  close(error?: Error): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#outbox.close();
    this.#socket.close();
    this.#parts = [];
    this.#options.onClose(this, error);
  }

  async #read(): Promise<void> {
    const buffer = new Uint8Array(READ_SIZE);
    try {
      for (;;) {
        const count = await this.#socket.read(buffer);
        if (this.#closed) return;
        if (count === null) return this.close();
        this.#take(buffer.subarray(0, count));
        if (this.#closed) return;
      }
    } catch (error) {
      if (error instanceof ZmtpError) await this.#refuse(error);
      this.close(asError(error));
    }
  }

  /** Tells a peer that is in the handshake why, as the specification asks. */
  async #refuse(error: ZmtpError): Promise<void> {
    if (this.peer || this.#greeted < GREETING_LENGTH) return;
    // So little has been sent before that the system takes this even if the peer never reads.
    this.send(encodeCommandFrame(encodeError(error.message)));
    await this.drained();
  }

  #take(bytes: Uint8Array): void {
    let rest = bytes;
    if (this.#greeted < GREETING_LENGTH) {
      const part = rest.subarray(0, GREETING_LENGTH - this.#greeted);
      this.#greeting.set(part, this.#greeted);
      this.#greeted += part.length;
      rest = rest.subarray(part.length);
      checkGreeting(this.#greeting.subarray(0, this.#greeted));
      if (this.#greeted < GREETING_LENGTH) return;
      this.send(encodeCommandFrame(encodeReady(this.#options.socketType)));
    }
    for (const frame of this.#decoder.push(rest)) {
      if (frame.command) this.#takeCommand(frame.body);
      else this.#takePart(frame);
      if (this.#closed) return;
    }
  }

  #takePart({ more, body }: Frame): void {
    if (!this.peer) throw new ZmtpError("Cannot take a message: the peer has not sent READY");
    this.#cost += body.length + FRAME_COST;
    if (this.#cost > this.#options.maxMessageLength + FRAME_COST) {
      throw new ZmtpError(
        `Cannot take a message: it has over ${this.#options.maxMessageLength} bytes`,
      );
    }
    this.#parts.push(body);
    if (more) return;
    const parts = this.#parts;
    this.#parts = [];
    this.#cost = 0;
    this.#options.onMessage(this, parts);
  }

  #takeCommand(body: Uint8Array<ArrayBuffer>): void {
    const { name, data } = decodeCommand(body);
    if (name === "ERROR") {
      const reason = new TextDecoder().decode(data.subarray(1, 1 + (data[0] ?? 0)));
      throw new ZmtpError(`The peer gave up: ${JSON.stringify(reason)}`);
    }
    if (!this.peer) return this.#takeReady(name, data);
    if (name === "READY") throw new ZmtpError("Cannot take READY: the handshake is over");
    if (name === "PING") this.#pong(data);
    else this.#options.onCommand?.(this, name, data);
  }

  #takeReady(name: string, data: Uint8Array<ArrayBuffer>): void {
    if (name !== "READY") {
      throw new ZmtpError(`Cannot take ${JSON.stringify(name)}: the peer has not sent READY`);
    }
    const peer = decodeReady(data);
    const { peerTypes, socketType, maxMessageLength } = this.#options;
    if (!peerTypes.includes(peer.socketType)) {
      throw new ZmtpError(
        `Cannot connect a ${JSON.stringify(peer.socketType)} socket to ${socketType}: expected ${
          peerTypes.join(" or ")
        }`,
      );
    }
    clearTimeout(this.#timer);
    this.#decoder.maxLength = maxMessageLength;
    this.peer = peer;
    this.#options.onReady?.(this, peer);
  }

  #pong(ping: Uint8Array): void {
    // A peer that asks without end and reads nothing gets no more answers: they are not owed.
    if (this.waiting < HANDSHAKE_LIMIT) this.send(encodeCommandFrame(encodePong(ping)));
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
