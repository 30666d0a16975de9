/** Looks for texts that no file of the repository may hold. @module */

import { readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const SKIPPED = new Set([
  ".git",
  ".venv",
  ".venv-bench",
  "coverage",
  "experiments",
  "node_modules",
]);

/** A package registry's host: packages are found by name, and where is each machine's own matter. */
const REGISTRY_HOST =
  /registry\.(?:npmjs|yarnpkg)\.\w+|\b(?:pypi|pythonhosted)\.org|\bcrates\.io|repo1?\.maven\.\w+|proxy\.golang\.org/i;

/** A folder that exists only on some machine; a path that a test makes up is none. */
const MACHINE_PATH = /(?<![\w.\\}\/)-])(?:file:\/\/)?\/(?:root|work)(?=[\/"'`\s)]|$)/;

/** Checks every text file below `root`; returns one line for each thing found. */
export function checkTexts(root: string, home: string = homedir()): string[] {
  const problems: string[] = [];
  for (const file of textFiles(root, "")) {
    const text = readFileSync(join(root, file), "utf8");
    if (text.includes("\0")) continue;
    text.split("\n").forEach((line, index) => {
      const where = `${file}:${index + 1}`;
      const host = REGISTRY_HOST.exec(line)?.[0];
      if (host !== undefined) problems.push(`${where} names the registry host ${host}`);
      const path = MACHINE_PATH.exec(line)?.[0] ?? (holdsHome(line, home) ? home : undefined);
      if (path !== undefined) problems.push(`${where} names the machine path ${path}`);
      if (file === "deno.lock" && /https?:\/\//.test(line)) {
        problems.push(`${where} names a URL: the lock file holds packages by name and hash`);
      }
    });
  }
  return problems;
}

function holdsHome(line: string, home: string): boolean {
  // A home such as "/" says nothing.
  return home.split(/[\\/]/).filter(Boolean).length > 1 && line.includes(home);
}

/** What notebooks leave beside themselves, and git does not keep. */
function isOutput(name: string): boolean {
  return name.endsWith(".executed.ipynb") || name === "report.html";
}

function* textFiles(root: string, folder: string): Generator<string> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (SKIPPED.has(entry.name)) continue;
    if (entry.isDirectory()) yield* textFiles(root, path);
    if (entry.isFile() && !isOutput(entry.name)) yield path;
  }
}
