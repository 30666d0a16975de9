/**
 * Puts the code of a run where it can run again.
 *
 * @module
 */
import fs from "node:fs";
import { createHash } from "node:crypto";
import { dirname, join, resolve } from "node:path";
import { parseJson, runPaths } from "../store/mod.ts";
import { type CodeManifest, MANIFEST, SCRIPTS } from "./code_manifest.ts";
import { readPermissionFlags } from "./permission_flags.ts";

/** Code that was put in place. */
export interface RestoredCode {
  /** The main module, absolute. */
  entry: string;
  /** The deno.json that applies to it, absolute; undefined where there was none. */
  configFile?: string;
  /** Other options for `deno run`. */
  flags: string[];
  /** The arguments; null where they are not known in full. */
  args: string[] | null;
  /** Why the arguments are not known. */
  argsReason?: string;
  /** The folder that the run worked in; null where it is not known. */
  cwd: string | null;
  /** Flags that grant what the run was granted. */
  permissionFlags: string[];
  /** The names of permissions that the run had in part, which no flag can give again. */
  partialPermissions: string[];
  /** What may keep the code from running again, one sentence each. */
  warnings: string[];
}

/**
 * Copies the code of a run into a folder, ready for `deno run`.
 *
 * @param runDir The run folder.
 * @param targetDir Where to put the code; it is made where it is missing.
 * @throws {Error} If the run has no code, or not all of what was kept is there unchanged.
 */
export async function restoreCode(runDir: string, targetDir: string): Promise<RestoredCode> {
  const { code, environment } = runPaths(runDir);
  const manifest = readManifest(runDir, join(code, MANIFEST));
  if (manifest.entry === null) throw new Error(cannot(runDir, withoutCode(manifest)));
  const target = resolve(targetDir);
  for (const file of manifest.files) {
    const data = await readKept(runDir, join(code, SCRIPTS, file.path), file.path);
    if (createHash("sha256").update(data).digest("hex") !== file.sha256) {
      throw new Error(cannot(runDir, `its file ${file.path} was changed since`));
    }
    const path = join(target, file.path);
    await fs.promises.mkdir(dirname(path), { recursive: true });
    await fs.promises.writeFile(path, data);
  }
  return {
    entry: join(target, manifest.entry),
    ...manifest.config === null ? {} : { configFile: join(target, manifest.config) },
    flags: runFlags(manifest, target),
    ...readStart(environment),
    warnings: manifest.warnings,
  };
}

function runFlags(manifest: CodeManifest, target: string): string[] {
  const { import_map, config, lock, flags, files } = manifest;
  const hasConfig = config !== null || files.some(({ path }) => /(^|\/)package\.json$/.test(path));
  return [
    ...flags,
    // None that lies above the target by chance.
    ...hasConfig ? [] : ["--no-config"],
    ...import_map === null ? [] : [`--import-map=${join(target, import_map)}`],
    ...lock === null ? ["--no-lock"] : [`--lock=${join(target, lock)}`],
  ];
}

function cannot(runDir: string, reason: string): string {
  return `Cannot restore the code of the run ${runDir}: ${reason}`;
}

function readManifest(runDir: string, path: string): CodeManifest {
  let text: string;
  try {
    text = fs.readFileSync(path, "utf8");
  } catch {
    throw new Error(cannot(runDir, "it has none (code/code.json is not there)"));
  }
  try {
    return checkManifest(parseJson(text));
  } catch (error) {
    throw new Error(cannot(runDir, `code/code.json is damaged: ${(error as Error).message}`));
  }
}

function checkManifest(value: unknown): CodeManifest {
  const manifest = value as CodeManifest;
  if (manifest?.version !== 1 || !Array.isArray(manifest.files)) {
    throw new TypeError("it does not tell of any files");
  }
  const { entry, config, import_map, lock } = manifest;
  const paths = [entry, config, import_map, lock, ...manifest.files.map(({ path }) => path)];
  for (const path of paths) {
    if (path === null) continue;
    // A run from elsewhere shall not write over what is not its own.
    if (typeof path !== "string" || /^[/\\]|^[a-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)/i.test(path)) {
      throw new TypeError(`the path ${JSON.stringify(path)} leaves the folder`);
    }
  }
  return manifest;
}

/** Why a run has no code, in words. */
function withoutCode({ kind, specifier, warnings }: CodeManifest): string {
  switch (kind) {
    case "file":
      return `its main module was not kept (${warnings[0] ?? "no reason is recorded"})`;
    case "remote":
    case "package":
      return `it was not started from a file, but as ${specifier}`;
    case "unknown":
      return "it is not known what was started";
    default:
      return `it was not started from a file (${kind})`;
  }
}

async function readKept(runDir: string, path: string, name: string): Promise<Uint8Array> {
  try {
    return await fs.promises.readFile(path);
  } catch (error) {
    throw new Error(cannot(runDir, `its file ${name} cannot be read`), { cause: error });
  }
}

type Start = Pick<
  RestoredCode,
  "args" | "argsReason" | "cwd" | "permissionFlags" | "partialPermissions"
>;

/** How the run was started, from its environment.json. */
function readStart(path: string): Start {
  let recorded: Record<string, unknown> = {};
  let argsReason = "environment.json does not tell the arguments";
  try {
    recorded = parseJson(fs.readFileSync(path, "utf8")) as Record<string, unknown>;
  } catch (error) {
    argsReason = `environment.json cannot be read: ${(error as Error).message}`;
  }
  const { args, args_redacted, cwd, permissions } = recorded;
  const known = Array.isArray(args) && args.every((arg) => typeof arg === "string");
  if (known && args_redacted === true) argsReason = "they held what looks like a secret";
  return {
    ...known && args_redacted !== true ? { args } : { args: null, argsReason },
    cwd: typeof cwd === "string" ? cwd : null,
    ...readPermissionFlags(permissions),
  };
}
