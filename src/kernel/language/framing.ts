/**
 * The base protocol of LSP: JSON messages behind a `Content-Length` header.
 *
 * @see https://microsoft.github.io/language-server-protocol/specifications/base/0.9/specification/
 * @module
 */

/** A JSON-RPC 2.0 message, of any kind. */
export interface RpcMessage {
  /** Of a request or its response. */
  id?: number | string | null;
  /** Of a request or a notification. */
  method?: string;
  /** What a request or notification carries. */
  params?: unknown;
  /** A response's value. */
  result?: unknown;
  /** A response's failure. */
  error?: { code: number; message: string };
}

/** A message as bytes. */
export function frame(message: RpcMessage): Uint8Array {
  const body = new TextEncoder().encode(JSON.stringify({ jsonrpc: "2.0", ...message }));
  const head = new TextEncoder().encode(`Content-Length: ${body.length}\r\n\r\n`);
  const bytes = new Uint8Array(head.length + body.length);
  bytes.set(head);
  bytes.set(body, head.length);
  return bytes;
}

/**
 * Splits a stream of bytes into messages.
 *
 * @throws {SyntaxError} On a header without a length, and on a body that is not JSON.
 */
export async function* messages(stream: AsyncIterable<Uint8Array>): AsyncGenerator<RpcMessage> {
  const decoder = new TextDecoder();
  let bytes = new Uint8Array(0);
  for await (const chunk of stream) {
    const joined = new Uint8Array(bytes.length + chunk.length);
    joined.set(bytes);
    joined.set(chunk, bytes.length);
    bytes = joined;
    for (;;) {
      const end = headerEnd(bytes);
      if (end < 0) break;
      const header = decoder.decode(bytes.subarray(0, end));
      const length = /content-length: *(\d+)/i.exec(header)?.[1];
      if (length === undefined) {
        throw new SyntaxError(
          `Could not read a language server's message: no length in "${header}"`,
        );
      }
      const stop = end + 4 + Number(length);
      if (bytes.length < stop) break;
      yield JSON.parse(decoder.decode(bytes.subarray(end + 4, stop))) as RpcMessage;
      bytes = bytes.slice(stop);
    }
  }
}

function headerEnd(bytes: Uint8Array): number {
  for (let at = bytes.indexOf(13); at >= 0; at = bytes.indexOf(13, at + 1)) {
    if (bytes[at + 1] === 10 && bytes[at + 2] === 13 && bytes[at + 3] === 10) return at;
  }
  return -1;
}
