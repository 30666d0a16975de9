/**
 * Puts the code of a run where it can run again.
 *
 * @module
 */
import fs from "node:fs";
import { createHash } from "node:crypto";
import { dirname, join, resolve } from "node:path";
import { parseJson, runPaths, type StoredFile } from "../store/mod.ts";
import { type CodeManifest, MANIFEST, SCRIPTS } from "./code_manifest.ts";
import { readPermissionFlags } from "./permission_flags.ts";

/** Code that was put in place. */
export interface RestoredCode {
  /** The main module, absolute. */
  entry: string;
  /** The deno.json that applies to it, absolute; undefined where there was none. */
  configFile?: string;
  /** How many runs it starts before the one that is restored; absent where the run itself knows it. */
  ordinal?: number;
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
  const { session } = manifest;
  const entry = session?.script.path ?? manifest.entry;
  const config = session?.config.path ?? manifest.config;
  if (entry === null) throw new Error(cannot(runDir, withoutCode(manifest)));
  const target = resolve(targetDir);
  // The module of a notebook refers to its files where they are in the run.
  const tree = session ? join(target, SCRIPTS) : target;
  for (const file of manifest.files) await copy(runDir, join(code, SCRIPTS), file, tree);
  for (const file of session ? [session.script, session.config] : []) {
    await copy(runDir, code, file, target);
  }
  return {
    entry: join(target, entry),
    ...config === null ? {} : { configFile: join(target, config) },
    ...session ? { ordinal: session.ordinal } : {},
    flags: runFlags(manifest, tree),
    ...readStart(environment),
    warnings: manifest.warnings,
  };
}

async function copy(
  runDir: string,
  from: string,
  { path, sha256 }: StoredFile,
  to: string,
): Promise<void> {
  const data = await readKept(runDir, join(from, path), path);
  if (createHash("sha256").update(data).digest("hex") !== sha256) {
    throw new Error(cannot(runDir, `its file ${path} was changed since`));
  }
  const target = join(to, path);
  await fs.promises.mkdir(dirname(target), { recursive: true });
  await fs.promises.writeFile(target, data);
}

function runFlags(manifest: CodeManifest, target: string): string[] {
  const { import_map, config, lock, flags, files, session } = manifest;
  const hasConfig = config !== null || session !== undefined ||
    files.some(({ path }) => /(^|\/)package\.json$/.test(path));
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
  const { entry, config, import_map, lock, session } = manifest;
  const own = session === undefined ? [] : [session.script.path, session.config.path];
  const kept = manifest.files.map(({ path }) => path);
  const paths = [entry, config, import_map, lock, ...own, ...kept];
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
