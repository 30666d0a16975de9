/**
 * Kernelspecs on the disk: installing, finding and removing them.
 *
 * @module
 */
import fs from "node:fs";
import { join } from "node:path";
import { refuseOldDeno } from "../../session/mod.ts";
import { writeFileAtomic } from "../../store/mod.ts";
import { downloadPrograms } from "./download.ts";
import { kernelsFolder, kernelsFolders, type Place } from "./folders.ts";
import { readLogos } from "./logos.ts";
import { type KernelSpec, makeSpec, permissionsOf, versionOf } from "./spec.ts";

/** The name under which the kernel is installed by default. */
export const DEFAULT_NAME = "labbook";

const NAME = /^[A-Za-z0-9._-]+$/;

/** A kernelspec of ours that is installed. */
export interface InstalledSpec {
  /** The name, by which notebooks refer to it. */
  name: string;
  /** Its folder. */
  path: string;
  /** What its `kernel.json` says. */
  spec: KernelSpec;
  /** The version of Labbook that it was installed by. */
  version: string;
  /** The session's permissions. */
  permissions: string[];
  /** The folder of the kernelspec of the same name that Jupyter takes instead, where there is one. */
  hiddenBy?: string;
}

/** What to install, and where. */
export interface InstallOptions {
  /** Where; the user's folder by default. */
  place?: Place;
  /** The name; {@linkcode DEFAULT_NAME} by default. */
  name?: string;
  /** What people choose it by; a name that tells the permissions by default. */
  displayName?: string;
  /** The session's permissions, as long flags. */
  permissions: readonly string[];
  /** Whether type errors of cells are shown as warnings; false by default. */
  typecheck?: boolean;
}

/**
 * Checks a kernelspec's name.
 *
 * @throws {RangeError} Jupyter does not allow it.
 */
export function checkKernelName(name: string): void {
  if (NAME.test(name) && !/^\.+$/.test(name)) return;
  throw new RangeError(
    `Cannot use the kernel name "${name}": expected letters of ASCII, digits, ".", "_" and "-"`,
  );
}

/** Reads a `kernel.json`; undefined where there is none, or none that is one. */
function readSpec(folder: string): KernelSpec | undefined {
  let text: string;
  try {
    text = fs.readFileSync(join(folder, "kernel.json"), "utf8");
  } catch {
    return undefined;
  }
  try {
    const spec = JSON.parse(text);
    return Array.isArray(spec?.argv) ? spec : undefined;
  } catch {
    return undefined; // Another's broken file is not ours to tell of.
  }
}

/** Whether a folder holds a kernelspec of ours. */
export function isOurs(folder: string): boolean {
  const spec = readSpec(folder);
  return spec !== undefined && versionOf(spec) !== undefined;
}

/**
 * Installs the kernel, in place of a kernelspec of ours that has the name already.
 *
 * @returns The folder of the kernelspec.
 * @throws {RangeError} The name is none that Jupyter allows.
 * @throws {Error} This Deno is too old, a kernelspec of another kernel has the name, the kernel
 *   cannot be downloaded, or the folder cannot be written.
 */
export async function installKernel(options: InstallOptions): Promise<string> {
  const { name = DEFAULT_NAME, place = { kind: "user" } } = options;
  checkKernelName(name);
  refuseOldDeno(`install the kernel "${name}"`);
  const folder = join(await kernelsFolder(place), name.toLowerCase());
  if (fs.existsSync(folder) && fs.readdirSync(folder).length > 0 && !isOurs(folder)) {
    throw new Error(
      `Cannot install the kernel "${name}": ${folder} belongs to another kernel, choose another name`,
    );
  }
  const [logos] = await Promise.all([readLogos(), downloadPrograms()]);
  for (const [file, bytes] of logos) writeFileAtomic(join(folder, file), bytes);
  const spec = makeSpec(options.permissions, options.displayName, options.typecheck);
  // Last: with it the folder becomes a kernelspec.
  writeFileAtomic(join(folder, "kernel.json"), JSON.stringify(spec, null, 2) + "\n");
  return folder;
}

function specsIn(folder: string): { name: string; path: string; spec: KernelSpec }[] {
  let names: string[];
  try {
    names = fs.readdirSync(folder);
  } catch {
    return []; // Most of the folders that Jupyter looks into are not there.
  }
  return names.filter((name) => NAME.test(name)).sort().flatMap((name) => {
    const path = join(folder, name);
    const spec = readSpec(path);
    return spec ? [{ name, path, spec }] : [];
  });
}

/**
 * Finds the kernelspecs of ours.
 *
 * @param folders The folders to look into, as Jupyter does by default.
 */
export function listKernels(folders: readonly string[] = kernelsFolders()): InstalledSpec[] {
  const first = new Map<string, string>();
  const found: InstalledSpec[] = [];
  for (const { name, path, spec } of folders.flatMap(specsIn)) {
    // Jupyter compares names in lower case.
    const hiddenBy = first.get(name.toLowerCase());
    if (hiddenBy === undefined) first.set(name.toLowerCase(), path);
    const version = versionOf(spec);
    if (version === undefined) continue;
    found.push({
      name,
      path,
      spec,
      version,
      permissions: permissionsOf(spec),
      ...hiddenBy === undefined ? {} : { hiddenBy },
    });
  }
  return found;
}

/**
 * Removes a kernelspec of ours.
 *
 * @param name Its name; {@linkcode DEFAULT_NAME} by default.
 * @param place Where it is; where Jupyter finds the first of that name by default.
 * @returns The folder that was removed.
 * @throws {Error} There is none of ours of that name.
 */
export async function uninstallKernel(name: string = DEFAULT_NAME, place?: Place): Promise<string> {
  checkKernelName(name);
  const folders = place ? [await kernelsFolder(place)] : kernelsFolders();
  const found = listKernels(folders).find((kernel) =>
    kernel.name.toLowerCase() === name.toLowerCase()
  );
  if (!found) {
    const foreign = folders.map((folder) => join(folder, name)).find((path) => readSpec(path));
    throw new Error(
      `Cannot uninstall the kernel "${name}": ` +
        (foreign ? `${foreign} belongs to another kernel` : "it is not installed"),
    );
  }
  fs.rmSync(found.path, { recursive: true });
  return found.path;
}
