/**
 * The pictures by which frontends show the kernel.
 *
 * @module
 */
import { readFile } from "node:fs/promises";

const FILES = ["logo-32x32.png", "logo-64x64.png", "logo-svg.svg"];

/** Reads the pictures, from the disk or from where our modules were loaded from. */
export async function readLogos(): Promise<Map<string, Uint8Array>> {
  const logos = new Map<string, Uint8Array>();
  for (const file of FILES) {
    const url = new URL(`./logos/${file}`, import.meta.url);
    logos.set(file, url.protocol === "file:" ? await readFile(url) : await download(url));
  }
  return logos;
}

async function download(url: URL): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`Cannot read ${url}: the server answers ${response.status}`);
  return await response.bytes();
}
