/** A kernel on ZeroMQ sockets, as a Jupyter frontend reaches it. @module */

import type { Client } from "./client.ts";
import type { ConnectionFile } from "./connection_file.ts";
import { IdleMemory } from "./idle_memory.ts";
import { Kernel, type KernelOptions, type RequestChannel } from "./kernel.ts";
import { type JupyterMessage, WireError, WireFormat } from "./wire/mod.ts";
import { listenRep, listenRouter, listenXpub, type RouterSocket } from "./zmtp/mod.ts";

/** A kernel that listens. */
export interface KernelServer {
  /** The kernel. */
  kernel: Kernel;
  /** Ends the kernel and closes its sockets. */
  close(): Promise<void>;
}

/** How a kernel listens. */
export type ServerOptions = Omit<KernelOptions, "publish"> & {
  /** Takes what is of no frontend's concern. */
  log: (text: string) => void;
};

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Starts a kernel on the sockets of a connection file. */
export async function serveKernel(
  connection: ConnectionFile,
  options: ServerOptions,
): Promise<KernelServer> {
  const { endpoints } = connection;
  const wire = new WireFormat(connection.key, connection.signatureScheme);
  const onError = (error: unknown): void => options.log(String(error));
  const topicBase = `kernel.${crypto.randomUUID()}`;
  const kernel = new Kernel({
    ...options,
    publish: (message) => {
      const topic = encoder.encode(`${topicBase}.${message.header.msg_type}`);
      iopub.send(wire.encode(message, [topic]));
    },
  });
  const iopub = await listenXpub(endpoints.iopub, {
    onError,
    onSubscribe: (topic, subscriber) => {
      const welcome = wire.encode(kernel.welcome(decoder.decode(topic)), [topic]);
      subscriber.send(welcome);
    },
  });
  const listen = async (channel: RequestChannel): Promise<RouterSocket> => {
    const socket = await listenRouter(endpoints[channel], {
      onError,
      onMessage: (frames) => receive(channel, frames, (answer) => socket.send(answer)),
    });
    return socket;
  };
  const receive = (
    channel: RequestChannel,
    frames: Uint8Array[],
    send: (frames: Uint8Array[]) => unknown,
  ): void => {
    let message: JupyterMessage;
    let identities: Uint8Array[];
    try {
      ({ message, identities } = wire.decode(frames));
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      return options.log(`Ignored a message on ${channel}: ${error.message}`);
    }
    const client: Client = {
      id: `${identities.map((identity) => identity.toHex()).join()} ${message.header.session}`,
      reply: (message) => void send(wire.encode(message, identities)),
      requestInput: (message) => void stdin.send(wire.encode(message, identities)),
    };
    memory.touch();
    kernel.receive(channel, message, client).catch(onError);
  };
  const memory = new IdleMemory();
  const heartbeat = await listenRep(endpoints.hb, { onError });
  const stdin = await listen("stdin");
  const control = await listen("control");
  const shell = await listen("shell");
  kernel.announce();
  return {
    kernel,
    async close(): Promise<void> {
      memory.close();
      await kernel.close();
      await Promise.all([shell, control, stdin, iopub, heartbeat].map((socket) => socket.close()));
    },
  };
}
