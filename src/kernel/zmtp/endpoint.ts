/**
 * Endpoints as ZeroMQ writes them, and listening on them.
 *
 * @module
 */
import { chmod, lstat, rm } from "node:fs/promises";

/** Where a socket listens. */
export type Endpoint =
  | { transport: "tcp"; hostname: string; port: number }
  | { transport: "ipc"; path: string };

/**
 * Reads `tcp://host:port`, where the host may be `*` for all interfaces, a name, an IPv4 address or an IPv6
 * address in brackets, and port 0 means any free one; or `ipc://path`.
 *
 * @throws {SyntaxError} Where it is neither.
 */
export function parseEndpoint(text: string): Endpoint {
  const tcp = /^tcp:\/\/(\*|\[[^\]]+\]|[^:[\]]+):(\d{1,5})$/.exec(text);
  if (tcp && Number(tcp[2]) < 65536) {
    const host = tcp[1]!;
    const hostname = host === "*" ? "0.0.0.0" : host.replace(/^\[|\]$/g, "");
    return { transport: "tcp", hostname, port: Number(tcp[2]) };
  }
  const ipc = /^ipc:\/\/([^@*\0][^\0]*)$/.exec(text);
  if (ipc) return { transport: "ipc", path: ipc[1]! };
  throw new SyntaxError(
    `Cannot read endpoint ${JSON.stringify(text)}: expected "tcp://host:port" or "ipc://path"`,
  );
}

/** A listening socket and where it is reached. */
export interface Bound {
  /** Waits for the next connection; throws once it is closed. */
  accept(): Promise<Deno.Conn>;
  /** The endpoint, with the port that was chosen. */
  endpoint: string;
  /** Stops listening, and removes the file of an `ipc` endpoint. */
  close(): Promise<void>;
}

/**
 * Listens on an endpoint. A socket file that a killed process left at an `ipc` path is replaced; a file
 * of another kind is not. Only the user may connect to an `ipc` endpoint.
 *
 * @throws {SyntaxError} Where the endpoint is malformed.
 * @throws {Error} Where the system refuses, with its error as the cause.
 */
export async function bind(text: string): Promise<Bound> {
  const endpoint = parseEndpoint(text);
  try {
    return endpoint.transport === "tcp" ? bindTcp(endpoint) : await bindIpc(endpoint.path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Cannot listen on ${JSON.stringify(text)}: ${reason}`, { cause });
  }
}

function bindTcp({ hostname, port }: { hostname: string; port: number }): Bound {
  const listener = Deno.listen({ hostname, port });
  const host = hostname.includes(":") ? `[${hostname}]` : hostname;
  return {
    accept: async () => {
      const socket = await listener.accept();
      socket.setNoDelay(true);
      socket.setKeepAlive(true);
      return socket;
    },
    endpoint: `tcp://${host}:${listener.addr.port}`,
    close: () => Promise.resolve(listener.close()),
  };
}

async function bindIpc(path: string): Promise<Bound> {
  if ((await lstat(path).catch(ignoreMissing))?.isSocket()) await rm(path);
  const listener = Deno.listen({ transport: "unix", path });
  await chmod(path, 0o600);
  return {
    accept: () => listener.accept(),
    endpoint: `ipc://${path}`,
    close: async () => {
      listener.close();
      await rm(path, { force: true });
    },
  };
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
