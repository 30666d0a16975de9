/**
 * Unified differences of files.
 *
 * @module
 */
import { importPackage } from "../../packages/mod.ts";
import { formatBytes } from "../../display/mod.ts";
import type { FileDifference } from "./difference.ts";

const BYTES_AT_MOST = 1_000_000;
/** Files with more differences are rewritten ones: what they share says little, and is slow to find. */
const EDITS_AT_MOST = 5000;

function noteOf(path: string, a: Uint8Array | undefined, b: Uint8Array | undefined): string {
  const sizes = [a, b].filter((bytes) => bytes !== undefined);
  const told = sizes.map(({ length }) => formatBytes(length)).join(" → ");
  if (/(?:^|\/)[\w.-]+\.lock$/.test(path)) return "a lock file: the packages tell more";
  if (path.endsWith(".ipynb")) return "a notebook: its outputs differ, too";
  if (sizes.some(({ length }) => length > BYTES_AT_MOST)) return `too large to be shown, ${told}`;
  return sizes.some((bytes) => bytes.includes(0)) ? `binary, ${told}` : "";
}

function textOf(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? "" : new TextDecoder().decode(bytes);
}

/** The unified difference of two texts; undefined where they differ too much. */
export async function unifiedDiff(
  from: string,
  to: string,
  a: string,
  b: string,
): Promise<string | undefined> {
  const { createTwoFilesPatch, FILE_HEADERS_ONLY } = await importPackage<
    typeof import("npm:diff@9.0.0")
  >("npm:diff@9.0.0");
  return createTwoFilesPatch(from, to, a, b, undefined, undefined, {
    context: 3,
    maxEditLength: EDITS_AT_MOST,
    headerOptions: FILE_HEADERS_ONLY,
  });
}

/**
 * Compares a file of two runs.
 *
 * @param path Its path.
 * @param a What the first run has; undefined for nothing.
 * @param b What the second run has; undefined for nothing.
 */
export async function compareFile(
  path: string,
  a: Uint8Array | undefined,
  b: Uint8Array | undefined,
): Promise<FileDifference> {
  const change = a === undefined ? "added" : b === undefined ? "removed" : "changed";
  const note = noteOf(path, a, b);
  if (note !== "") return { path, change, diff: null, note };
  const from = a === undefined ? "/dev/null" : `a/${path}`;
  const to = b === undefined ? "/dev/null" : `b/${path}`;
  const diff = await unifiedDiff(from, to, textOf(a), textOf(b));
  return diff === undefined
    ? { path, change, diff: null, note: "too different to be shown" }
    : { path, change, diff, note: "" };
}
