/**
 * Which folders belong to a workspace.
 *
 * @module
 */
import fs from "node:fs";
import { parse, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { mayRead } from "./permissions.ts";
import type { ConfigFolder } from "./project.ts";

/** The folders of a workspace's members, and of the packages that are linked in. */
export async function workspaceFolders({ dir, deno, npm }: ConfigFolder): Promise<string[]> {
  const patterns = [
    ...members(deno?.config.workspace),
    ...members(npm?.config.workspaces),
    ...texts(deno?.config.links),
    ...texts(deno?.config.patch),
  ];
  const folders: string[] = [];
  for (const pattern of patterns) {
    if (pattern.startsWith("!")) continue;
    const path = pattern.startsWith("file:") ? fileURLToPath(pattern) : pattern;
    const { root } = parse(path);
    const parts = path.slice(root.length).split("/").filter((part) => part !== "");
    folders.push(...await expand(root === "" ? dir : root, parts));
  }
  return [...new Set(folders)];
}

function members(value: unknown): string[] {
  if (Array.isArray(value)) return texts(value);
  const { members, packages } = (value ?? {}) as { members?: unknown; packages?: unknown };
  return [...texts(members), ...texts(packages)];
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** Expands the stars of a pattern, one name each. */
async function expand(dir: string, parts: string[]): Promise<string[]> {
  const star = parts.findIndex((part) => part.includes("*"));
  if (star < 0) return [resolve(dir, ...parts)];
  const parent = resolve(dir, ...parts.slice(0, star));
  if (!mayRead(parent)) return [];
  const entries = await fs.promises.readdir(parent, { withFileTypes: true }).catch(() => []);
  const name = new RegExp(
    `^${parts[star]!.split("*").map((text) => RegExp.escape(text)).join(".*")}$`,
  );
  const found: string[] = [];
  for (const entry of entries) {
    if (!entry.isDirectory() || !name.test(entry.name) || entry.name === "node_modules") continue;
    found.push(...await expand(resolve(parent, entry.name), parts.slice(star + 1)));
  }
  return found;
}
