/**
 * Finds the configuration that Deno applies to a main module.
 *
 * @module
 */
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { readTextIfPermitted } from "./files.ts";
import { ImportMap } from "./import_map.ts";
import { parseJsonc } from "./jsonc.ts";
import { workspaceFolders } from "./workspace.ts";

/** The content of a configuration file. */
export type Config = Record<string, unknown>;

/** A folder's deno.json and package.json. */
export interface ConfigFolder {
  /** The folder. */
  dir: string;
  /** Its deno.json or deno.jsonc. */
  deno?: { path: string; config: Config };
  /** Its package.json. */
  npm?: { path: string; config: Config };
  /** The import map of its deno.json. */
  map?: ImportMap;
}

/** What applies to a main module. */
export interface Project {
  /** The folders whose configuration applies: the main module's, the workspace's, its members'. */
  folders: ConfigFolder[];
  /** The deno.json that Deno finds for the main module. */
  config?: string;
  /** The lock file. */
  lock?: string;
  /** All of these files, and those that they need. */
  files: string[];
  /** What is wrong with them, one sentence each. */
  warnings: string[];
}

/** Finds the configuration for the module at `mainPath`. */
export async function findProject(mainPath: string): Promise<Project> {
  const project: Project = { folders: [], files: [], warnings: [] };
  const found: ConfigFolder[] = [];
  for (let dir = dirname(mainPath);; dir = dirname(dir)) {
    const folder = await readConfigFolder(dir, project.warnings);
    if (folder.deno || folder.npm) found.push(folder);
    if (dir === dirname(dir)) break;
  }
  const nearest = found.find((folder) => folder.deno);
  const nearestNpm = found.find((folder) => folder.npm);
  const first = found[0];
  if (!first) return project;
  const root = await findWorkspace(found, first) ?? nearest ?? first;
  const chosen = new Set([nearest, nearestNpm, root].filter((folder) => folder !== undefined));
  for (const dir of await workspaceFolders(root)) {
    if ([...chosen].some((folder) => folder.dir === dir)) continue;
    chosen.add(await readConfigFolder(dir, project.warnings));
  }
  project.folders = [...chosen];
  project.config = nearest?.deno?.path;
  for (const folder of chosen) await addFiles(folder, project);
  await findLock(root, project);
  return project;
}

async function readConfigFolder(dir: string, warnings: string[]): Promise<ConfigFolder> {
  const folder: ConfigFolder = { dir };
  const read = async (name: string): Promise<{ path: string; config: Config } | undefined> => {
    const path = join(dir, name);
    const text = await readTextIfPermitted(path);
    if (text === undefined) return undefined;
    try {
      const config = parseJsonc(text);
      if (typeof config === "object" && config !== null) return { path, config: config as Config };
      warnings.push(`Cannot read ${name}: it holds no object`);
    } catch (error) {
      warnings.push(`Cannot read ${name}: ${(error as Error).message}`);
    }
    return { path, config: {} };
  };
  const deno = await read("deno.json") ?? await read("deno.jsonc");
  const npm = await read("package.json");
  return { ...folder, ...deno ? { deno } : {}, ...npm ? { npm } : {} };
}

/** The folder above `first` whose workspace it is a member of. */
async function findWorkspace(
  found: ConfigFolder[],
  first: ConfigFolder,
): Promise<ConfigFolder | undefined> {
  for (const folder of found) {
    const members = await workspaceFolders(folder);
    if (members.length > 0 && (folder === first || members.includes(first.dir))) return folder;
  }
  return undefined;
}

async function addFiles(folder: ConfigFolder, project: Project): Promise<void> {
  const { deno, npm } = folder;
  if (npm) project.files.push(npm.path);
  if (!deno) return;
  project.files.push(deno.path);
  const { imports, scopes, importMap, compilerOptions } = deno.config;
  folder.map = new ImportMap({ imports, scopes }, pathToFileURL(deno.path));
  if (typeof importMap === "string" && imports === undefined && scopes === undefined) {
    await readImportMapFile(resolve(folder.dir, importMap), folder, project);
  }
  const types = (compilerOptions as { types?: unknown } | undefined)?.types;
  for (const type of Array.isArray(types) ? types : []) {
    if (typeof type === "string" && /^\.{0,2}\//.test(type)) {
      project.files.push(resolve(folder.dir, type));
    }
  }
}

async function readImportMapFile(
  path: string,
  folder: ConfigFolder,
  project: Project,
): Promise<void> {
  const text = await readTextIfPermitted(path);
  if (text === undefined) {
    project.warnings.push("Cannot read the import map that deno.json names: it is not there");
    return;
  }
  project.files.push(path);
  try {
    folder.map = new ImportMap(parseJsonc(text) as Config, pathToFileURL(path));
  } catch (error) {
    project.warnings.push(`Cannot read the import map: ${(error as Error).message}`);
  }
}

async function findLock(root: ConfigFolder, project: Project): Promise<void> {
  const lock = root.deno?.config.lock;
  if (lock === false) return;
  const named = typeof lock === "string" ? lock : (lock as { path?: unknown } | undefined)?.path;
  const path = resolve(root.dir, typeof named === "string" ? named : "deno.lock");
  if (await readTextIfPermitted(path) === undefined) return;
  project.lock = path;
  project.files.push(path);
}
