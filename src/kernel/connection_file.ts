/**
 * Connection files, by which Jupyter tells a kernel where to listen
 * (https://jupyter-client.readthedocs.io/en/stable/kernels.html#connection-files).
 *
 * @module
 */
import { readFile } from "node:fs/promises";

/** What a connection file says. */
export interface ConnectionFile {
  /** Endpoints to listen at, such as "tcp://127.0.0.1:5555" or "ipc:///run/user/1000/kernel-1". */
  endpoints: Record<Channel, string>;
  /** The key that signs messages; empty for no signatures. */
  key: string;
  /** Such as "hmac-sha256". */
  signatureScheme: string;
  /** The kernelspec's name, where it is told. */
  kernelName?: string;
  /** The notebook's path, where jupyter_server tells it. */
  sessionName?: string;
}

/** A channel of a kernel. */
export type Channel = "shell" | "iopub" | "stdin" | "control" | "hb";

const CHANNELS: Channel[] = ["shell", "iopub", "stdin", "control", "hb"];

/**
 * Reads a connection file.
 *
 * @throws {Error} Where the file cannot be read, with the system's error as the cause.
 * @throws {SyntaxError} Where it is not JSON.
 * @throws {TypeError} Where a field is missing or of the wrong type.
 * @throws {RangeError} Where a field's value is not one that a kernel can use.
 */
export async function readConnectionFile(path: string): Promise<ConnectionFile> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw new Error(`${cannot(path)}: ${(cause as Error).message}`, { cause });
  }
  return parseConnectionFile(text, path);
}

/**
 * Reads the text of a connection file; `path` is for messages.
 *
 * @throws As {@linkcode readConnectionFile} does.
 */
export function parseConnectionFile(text: string, path: string): ConnectionFile {
  const fields = new Fields(text, path);
  const transport = fields.text("transport", "tcp");
  if (transport !== "tcp" && transport !== "ipc") {
    throw fields.wrong(RangeError, "transport", '"tcp" or "ipc"');
  }
  const ip = fields.text("ip", transport === "tcp" ? "127.0.0.1" : undefined);
  if (ip === "") throw fields.wrong(RangeError, "ip", "an address or, for ipc, a path");
  const host = transport === "tcp" && ip.includes(":") && !ip.startsWith("[") ? `[${ip}]` : ip;
  const separator = transport === "tcp" ? ":" : "-";
  const endpoints = {} as Record<Channel, string>;
  for (const channel of CHANNELS) {
    endpoints[channel] = `${transport}://${host}${separator}${fields.port(`${channel}_port`)}`;
  }
  return {
    endpoints,
    key: fields.text("key", ""),
    signatureScheme: fields.text("signature_scheme", "hmac-sha256"),
    kernelName: fields.optionalText("kernel_name"),
    sessionName: fields.optionalText("jupyter_session"),
  };
}

class Fields {
  #fields: Record<string, unknown>;
  #path: string;

  constructor(text: string, path: string) {
    this.#path = path;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (cause) {
      throw new SyntaxError(`${cannot(path)}: it is not JSON: ${(cause as Error).message}`, {
        cause,
      });
    }
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new TypeError(`${cannot(path)}: it holds ${show(value)}, expected a JSON object`);
    }
    this.#fields = value as Record<string, unknown>;
  }

  optionalText(name: string): string | undefined {
    return this.text(name, "") || undefined;
  }

  text(name: string, missing?: string): string {
    const value = this.#fields[name] ?? missing;
    if (typeof value !== "string") throw this.wrong(TypeError, name, "a string");
    return value;
  }

  port(name: string): number {
    const value = this.#fields[name];
    const expected = "a whole number from 1 to 65535";
    if (typeof value !== "number") throw this.wrong(TypeError, name, expected);
    if (!Number.isInteger(value) || value < 1 || value > 65535) {
      throw this.wrong(RangeError, name, expected);
    }
    return value;
  }

  wrong(Class: typeof TypeError | typeof RangeError, name: string, expected: string): Error {
    const value = this.#fields[name];
    const is = value === undefined ? "is missing" : `is ${show(value)}`;
    return new Class(`${cannot(this.#path)}: ${name} ${is}, expected ${expected}`);
  }
}

function cannot(path: string): string {
  return `Cannot read connection file ${JSON.stringify(path)}`;
}

function show(value: unknown): string {
  if (typeof value === "string") return `${JSON.stringify(value)} (a string)`;
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" && value !== null ? "an object" : String(value);
}
