/**
 * The folders in which Jupyter looks for kernelspecs.
 *
 * @see https://docs.jupyter.org/en/latest/use/jupyter-directories.html
 * @module
 */
import { existsSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";

/** Where a kernelspec is installed. */
export type Place =
  /** The user's own folder. */
  | { kind: "user" }
  /** The active virtual environment of Python, or Python's own prefix. */
  | { kind: "sys-prefix" }
  /** `share/jupyter` below a folder. */
  | { kind: "prefix"; prefix: string };

function variable(name: string): string | undefined {
  return Deno.env.get(name) || undefined;
}

/** As Jupyter reads a switch: set to anything but a word for no. */
function isSet(name: string): boolean {
  const value = Deno.env.get(name)?.toLowerCase();
  return value !== undefined && !["no", "n", "false", "off", "0", "0.0"].includes(value);
}

/** The user's folder for Jupyter's data, as `jupyter --data-dir` tells it. */
export function userDataDir(): string {
  const given = variable("JUPYTER_DATA_DIR");
  if (given) return resolve(given);
  const home = homedir();
  switch (Deno.build.os) {
    case "darwin":
      return isSet("JUPYTER_PLATFORM_DIRS")
        ? join(home, "Library", "Application Support", "jupyter")
        : join(home, "Library", "Jupyter");
    case "windows": {
      const folder = variable(isSet("JUPYTER_PLATFORM_DIRS") ? "LOCALAPPDATA" : "APPDATA");
      return join(folder ?? join(home, "AppData", "Roaming"), "jupyter");
    }
  }
  return join(variable("XDG_DATA_HOME") ?? join(home, ".local", "share"), "jupyter");
}

function systemDataDirs(): string[] {
  if (Deno.build.os === "windows") {
    const folder = variable("PROGRAMDATA");
    return folder && isSet("JUPYTER_USE_PROGRAMDATA") ? [join(folder, "jupyter")] : [];
  }
  return ["/usr/local/share/jupyter", "/usr/share/jupyter"];
}

/** The folder of the active virtual environment; undefined where none is active. */
function activeEnvironment(): string | undefined {
  const folder = variable("VIRTUAL_ENV") ?? variable("CONDA_PREFIX");
  return folder === undefined ? undefined : resolve(folder);
}

/** Python's `sys.prefix`: the active virtual environment, else what `python3` says. */
export async function sysPrefix(): Promise<string> {
  const active = activeEnvironment();
  if (active) return active;
  for (const program of ["python3", "python"]) {
    try {
      const { success, stdout } = await new Deno.Command(program, {
        args: ["-c", "import sys; print(sys.prefix)"],
        stdin: "null",
        stderr: "null",
      }).output();
      const prefix = new TextDecoder().decode(stdout).trim();
      if (success && prefix !== "") return prefix;
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  throw new Error(
    "Cannot find Python's prefix: no virtual environment is active, and there is no python3 on the PATH",
  );
}

/** The folder of a place that holds a folder for each kernelspec. */
export async function kernelsFolder(place: Place): Promise<string> {
  if (place.kind === "user") return join(userDataDir(), "kernels");
  const prefix = place.kind === "prefix" ? resolve(place.prefix) : await sysPrefix();
  return join(prefix, "share", "jupyter", "kernels");
}

/** The prefix of the Jupyter that the PATH finds, which looks for kernelspecs there. */
function jupyterPrefix(): string | undefined {
  const name = Deno.build.os === "windows" ? "jupyter.exe" : "jupyter";
  for (const folder of (Deno.env.get("PATH") ?? "").split(delimiter)) {
    const program = join(folder, name);
    if (folder !== "" && existsSync(program)) return dirname(dirname(realpathSync(program)));
  }
  return undefined;
}

/** Whether Jupyter looks into Python's prefix before the user's folder. */
function prefersPrefix(prefix: string | undefined): boolean {
  if (Deno.env.has("JUPYTER_PREFER_ENV_PATH")) return isSet("JUPYTER_PREFER_ENV_PATH");
  if (prefix === undefined) return false;
  if (existsSync(join(prefix, "pyvenv.cfg"))) return true;
  return prefix === variable("CONDA_PREFIX") &&
    (variable("CONDA_DEFAULT_ENV") ?? "base") !== "base";
}

/**
 * The folders with kernelspecs in the order in which Jupyter looks into them: `JUPYTER_PATH`, the
 * user's, that of Python's prefix (before the user's in a virtual environment), and the system's.
 */
export function kernelsFolders(): string[] {
  const given = (variable("JUPYTER_PATH") ?? "").split(delimiter).filter((path) => path !== "");
  const prefixes = [jupyterPrefix(), activeEnvironment()].filter((path) => path !== undefined);
  const below = prefixes.map((prefix) => join(prefix, "share", "jupyter"));
  const user = userDataDir();
  const own = prefersPrefix(prefixes[0]) ? [...below, user] : [user, ...below];
  const all = [...given.map((path) => resolve(path)), ...own, ...systemDataDirs()];
  return [...new Set(all)].map((path) => join(path, "kernels"));
}
