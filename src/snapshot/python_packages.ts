/**
 * The Python environment that is active, read from its folders without running it.
 *
 * @module
 */
import fs from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { readTextIfPermitted } from "./files.ts";
import { mayRead, mayReadVariable } from "./permissions.ts";

/** A Python environment. */
export interface PythonEnvironment {
  /** The version of Python, or null where the environment does not tell. */
  version: string | null;
  /** The interpreter, or null where it is not there. */
  executable: string | null;
  /** The packages by name. */
  packages: Record<string, string>;
}

/** The Python environment that VIRTUAL_ENV or CONDA_PREFIX names; null where there is none. */
export async function findPython(): Promise<PythonEnvironment | null> {
  for (const variable of ["VIRTUAL_ENV", "CONDA_PREFIX"]) {
    const folder = mayReadVariable(variable) ? process.env[variable] : undefined;
    if (folder && mayRead(folder)) return await readPython(folder);
  }
  return null;
}

/** Reads the Python environment in a folder. */
export async function readPython(folder: string): Promise<PythonEnvironment> {
  const libraries = await names(join(folder, "lib"));
  const sites = [
    ...libraries.filter((name) => /^python\d/.test(name)).map((name) => join("lib", name)),
    "Lib",
  ];
  const packages: [string, string][] = [];
  // On systems that do not tell Lib from lib, the second is empty.
  for (const site of sites) {
    for (const entry of await names(join(folder, site, "site-packages"))) {
      const [, name, version] = /^(.+?)-(\d[^-]*)(?:-.*)?\.(?:dist|egg)-info$/.exec(entry) ?? [];
      // The folders' names have _ where the packages' have -.
      if (name !== undefined) packages.push([name.replaceAll("_", "-"), version!]);
    }
  }
  const programs = [join(folder, "bin", "python"), join(folder, "bin", "python3")];
  const executables = [
    ...programs,
    join(folder, "Scripts", "python.exe"),
    join(folder, "python.exe"),
  ];
  return {
    version: await readVersion(folder),
    executable: executables.find((path) => fs.existsSync(path)) ?? null,
    packages: Object.fromEntries(packages.sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

async function readVersion(folder: string): Promise<string | null> {
  const settings = await readTextIfPermitted(join(folder, "pyvenv.cfg"));
  const version = /^version(?:_info)?\s*=\s*(\d+(?:\.\d+)+)/m.exec(settings ?? "")?.[1];
  if (version !== undefined) return version;
  for (const name of await names(join(folder, "conda-meta"))) {
    const found = /^python-(\d+(?:\.\d+)+)-.*\.json$/.exec(name)?.[1];
    if (found !== undefined) return found;
  }
  return null;
}

/** What is in a folder; nothing, where it does not exist. */
async function names(folder: string): Promise<string[]> {
  return await fs.promises.readdir(folder).catch(() => []);
}
