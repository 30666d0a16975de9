/**
 * Finds the configuration that Deno applies to a main module.
 *
 * @module
 */
import { basename, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { readTextIfPermitted } from "./files.ts";
import { ImportMap } from "./import_map.ts";
import { parseJsonc } from "./jsonc.ts";
import type { RuntimeOptions } from "./runtime_options.ts";
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
  /** The import map that applies to its modules. */
  map?: ImportMap;
}

/** What applies to a main module. */
export interface Project {
  /** The folders whose configuration applies: the main module's, the workspace's, its members'. */
  folders: ConfigFolder[];
  /** The deno.json that Deno finds for the main module. */
  config?: string;
  /** The import map that the command line names. */
  importMap?: string;
  /** The lock file. */
  lock?: string;
  /** Whether packages have to be in a node_modules folder that somebody else fills. */
  needsNodeModules: boolean;
  /** All of these files, and those that they need. */
  files: string[];
  /** What is wrong with them, one sentence each. */
  warnings: string[];
}

/**
 * Finds the configuration for the module at `mainPath`.
 *
 * @param mainPath The module, absolute.
 * @param options What the command line tells, where it is known.
 */
export async function findProject(mainPath: string, options: RuntimeOptions): Promise<Project> {
  const project: Project = { folders: [], needsNodeModules: false, files: [], warnings: [] };
  const found = await findConfigFolders(mainPath, options, project.warnings);
  const nearest = found.find((folder) => folder.deno);
  const nearestNpm = found.find((folder) => folder.npm);
  const root = await findWorkspace(found) ?? nearest ?? nearestNpm;
  const chosen = new Set([nearest, nearestNpm, root].filter((folder) => folder !== undefined));
  for (const dir of root ? await workspaceFolders(root) : []) {
    if ([...chosen].some((folder) => folder.dir === dir)) continue;
    chosen.add(await readConfigFolder(dir, project.warnings));
  }
  project.folders = [...chosen];
  if (nearest?.deno) project.config = nearest.deno.path;
  for (const folder of chosen) await addFiles(folder, project);
  if (options.importMap !== undefined) await useImportMap(options.importMap, project);
  await findLock(root, options.lock, project);
  const mode = (root?.deno ?? nearest?.deno)?.config.nodeModulesDir;
  project.needsNodeModules = mode === "manual" ||
    (mode === undefined && nearestNpm !== undefined);
  return project;
}

/** The folders with configuration from the main module upwards, the nearest first. */
async function findConfigFolders(
  mainPath: string,
  { config, noConfig }: RuntimeOptions,
  warnings: string[],
): Promise<ConfigFolder[]> {
  const found: ConfigFolder[] = [];
  if (noConfig) return found;
  for (let dir = dirname(config ?? mainPath);; dir = dirname(dir)) {
    const names = config !== undefined && found.length === 0 ? [basename(config)] : undefined;
    const folder = await readConfigFolder(dir, warnings, names);
    if (folder.deno || folder.npm) found.push(folder);
    if (dir === dirname(dir)) return found;
  }
}

async function readConfigFolder(
  dir: string,
  warnings: string[],
  names: string[] = ["deno.json", "deno.jsonc"],
): Promise<ConfigFolder> {
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
  let deno: Awaited<ReturnType<typeof read>>;
  for (const name of names) deno ??= await read(name);
  const npm = await read("package.json");
  return { dir, ...deno ? { deno } : {}, ...npm ? { npm } : {} };
}

/** The folder whose workspace the nearest folder is a member of. */
async function findWorkspace(found: ConfigFolder[]): Promise<ConfigFolder | undefined> {
  for (const folder of found) {
    const members = await workspaceFolders(folder);
    if (members.length === 0) continue;
    if (folder === found[0] || members.includes(found[0]!.dir)) return folder;
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
    const map = await readImportMap(resolve(folder.dir, importMap), project);
    if (map) folder.map = map;
  }
  const types = (compilerOptions as { types?: unknown } | undefined)?.types;
  for (const type of Array.isArray(types) ? types : []) {
    if (typeof type === "string" && /^\.{0,2}\//.test(type)) {
      project.files.push(resolve(folder.dir, type));
    }
  }
}

async function readImportMap(path: string, project: Project): Promise<ImportMap | undefined> {
  const text = await readTextIfPermitted(path);
  if (text === undefined) {
    project.warnings.push(`Cannot read the import map ${basename(path)}`);
    return undefined;
  }
  project.files.push(path);
  try {
    return new ImportMap(parseJsonc(text) as Config, pathToFileURL(path));
  } catch (error) {
    project.warnings.push(
      `Cannot read the import map ${basename(path)}: ${(error as Error).message}`,
    );
    return undefined;
  }
}

/** The command line's import map takes the place of all others. */
async function useImportMap(path: string, project: Project): Promise<void> {
  const map = await readImportMap(path, project);
  if (!map) return;
  project.importMap = path;
  for (const folder of project.folders) delete folder.map;
  project.folders.push({ dir: dirname(path), map });
}

async function findLock(
  root: ConfigFolder | undefined,
  given: string | undefined,
  project: Project,
): Promise<void> {
  const lock = root?.deno?.config.lock;
  if (given === undefined && (lock === false || !root)) return;
  const named = typeof lock === "string" ? lock : (lock as { path?: unknown } | undefined)?.path;
  const path = given ?? resolve(root!.dir, typeof named === "string" ? named : "deno.lock");
  if (await readTextIfPermitted(path) === undefined) return;
  project.lock = path;
  project.files.push(path);
}
