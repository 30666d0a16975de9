/** The hash that names the source of a cell in the debugger. @module */

const M = 0x5bd1e995;

/**
 * MurmurHash2 (32 bits) of a text's UTF-8 bytes, as JupyterLab computes it to know a cell again
 * (https://github.com/jupyterlab/jupyterlab/blob/main/packages/debugger/src/hash.ts).
 */
export function murmur2(text: string, seed: number): number {
  const bytes = new TextEncoder().encode(text);
  const view = new DataView(bytes.buffer);
  const rest = bytes.length % 4;
  const end = bytes.length - rest;
  let hash = seed ^ bytes.length;
  for (let at = 0; at < end; at += 4) {
    let word = Math.imul(view.getUint32(at, true), M);
    word ^= word >>> 24;
    hash = Math.imul(hash, M) ^ Math.imul(word, M);
  }
  if (rest > 0) {
    for (let at = rest - 1; at >= 0; at--) hash ^= bytes[end + at]! << (8 * at);
    hash = Math.imul(hash, M);
  }
  hash ^= hash >>> 13;
  hash = Math.imul(hash, M);
  return (hash ^ (hash >>> 15)) >>> 0;
}
