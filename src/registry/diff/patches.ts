/**
 * The uncommitted changes of two runs that started from one commit.
 *
 * @module
 */
import { importPackage } from "../../packages/mod.ts";
import fs from "node:fs";
import { join } from "node:path";
import { formatBytes } from "../../display/mod.ts";
import { runPaths } from "../../store/mod.ts";
import type { FileDifference } from "./difference.ts";
import { unifiedDiff } from "./unified.ts";

const BYTES_AT_MOST = 20_000_000;
const SECTION_AT_MOST = 1_000_000;

/** The file that a part of a patch is about. */
function pathOf(section: string): string {
  const [first = ""] = section.split("\n", 1);
  const named = /^(?:\+\+\+|---) "?[ab]\/(.*?)"?$/m.exec(section)?.[1];
  return named ?? (/ "?b\/(.*?)"?$/.exec(first)?.[1] ?? first);
}

/**
 * The changes since the commit that a run started with, by file.
 *
 * @throws {RangeError} If they are too large to be compared.
 */
export async function readPatch(dir: string): Promise<Map<string, string>> {
  const path = join(runPaths(dir).code, "changes.patch");
  const stat = fs.statSync(path, { throwIfNoEntry: false });
  if (!stat) return new Map();
  if (stat.size > BYTES_AT_MOST) {
    throw new RangeError(
      `Cannot compare a patch of ${formatBytes(stat.size)}: expected ${
        formatBytes(BYTES_AT_MOST)
      } at most`,
    );
  }
  const text = await fs.promises.readFile(path, "utf8");
  const sections = text.split(/^(?=diff --git )/m).filter((part) => part.startsWith("diff --git "));
  return new Map(sections.map((section) => [pathOf(section), section]));
}

/** What a file's changes in the first run are, undone. */
async function reversed(section: string): Promise<string> {
  const { FILE_HEADERS_ONLY, formatPatch, parsePatch, reversePatch } = await importPackage<
    typeof import("npm:diff@9.0.0")
  >("npm:diff@9.0.0");
  return formatPatch(reversePatch(parsePatch(section)), FILE_HEADERS_ONLY);
}

async function compareSections(
  path: string,
  a: string | undefined,
  b: string | undefined,
): Promise<FileDifference> {
  const shown = { path, change: "changed" as const, note: "" };
  const both = [a, b].filter((section) => section !== undefined);
  if (both.some((section) => /^(?:GIT binary patch|Binary files )/m.test(section))) {
    return { ...shown, diff: null, note: "binary" };
  }
  if (both.some(({ length }) => length > SECTION_AT_MOST)) {
    return { ...shown, diff: null, note: "too large to be shown" };
  }
  // The other run has the file as it was committed.
  if (a === undefined) return { ...shown, diff: b! };
  if (b === undefined) return { ...shown, diff: await reversed(a) };
  const diff = await unifiedDiff(`a/${path}`, `b/${path}`, a, b);
  return diff === undefined
    ? { ...shown, diff: null, note: "too different to be shown" }
    : { ...shown, diff, note: "the changes since the commit, compared" };
}

/**
 * Compares what two runs of one commit had changed.
 *
 * @param known The files that were compared already, by their paths in the repository.
 */
export async function comparePatches(
  a: Map<string, string>,
  b: Map<string, string>,
  known: ReadonlySet<string>,
): Promise<FileDifference[]> {
  const paths = [...new Set([...a.keys(), ...b.keys()])].sort();
  const different = paths.filter((path) => a.get(path) !== b.get(path) && !known.has(path));
  return await Promise.all(
    different.map((path) => compareSections(path, a.get(path), b.get(path))),
  );
}
