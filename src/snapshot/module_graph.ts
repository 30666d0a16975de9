/**
 * Follows a module's imports as far as they are the user's own files.
 *
 * @module
 */
import { basename, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { readIfPermitted, type Unreadable } from "./files.ts";
import { isWithin, portablePath } from "./paths.ts";
import type { Project } from "./project.ts";
import { redactText } from "./redact.ts";
import { PROGRAM, readReferences, type Reference } from "./references.ts";
import { Resolver } from "./resolver.ts";

/** A file that was left out, and why. */
export interface LeftOut {
  /** The file, absolute. */
  path: string;
  /** Why. */
  reason: Unreadable | "excluded" | "node_modules" | "may hold secrets";
}

/** All files that a main module needs. */
export interface ModuleGraph {
  /** The files' contents by absolute path, in the order they were found. */
  files: Map<string, Uint8Array>;
  /** Which of the files the main module means by its specifiers. */
  named: Map<string, string>;
  /** What is fetched or built in, sorted. */
  external: string[];
  /** What was left out. */
  leftOut: LeftOut[];
  /** What may keep the code from running again, one sentence each. */
  warnings: string[];
}

/** What a walk may take. */
export interface GraphLimits {
  /** Folders that are no code. */
  exclude: string[];
  /** The largest file that is taken, in bytes. */
  maxBytes: number;
  /** Files and folders of others: what is imported from there counts as fetched. */
  foreign?: string[];
}

/** The library's own source, where it lies on this machine. */
const LIBRARY = new URL("../", import.meta.url);
/** What an import without an ending may stand for. */
const ENDINGS = [".ts", ".tsx", ".mts", ".js", ".mjs", ".cjs", ".jsx", ".json", ".d.ts"];
const SECRET_FILE = /^\.env(?:$|\.)|^\.npmrc$|^\.netrc$|^id_[a-z0-9]+$|\.(?:pem|key|p12|pfx)$/i;

/**
 * Walks from a main module through everything it refers to.
 *
 * @param text What the main module holds, where there is no such file: it is none of the files found then.
 */
export async function walkModules(
  mainPath: string,
  project: Project,
  limits: GraphLimits,
  text?: string,
): Promise<ModuleGraph> {
  const walk = new Walk(mainPath, project, limits);
  await walk.main(text);
  for (const path of project.files) await walk.plain(path);
  return walk.graph();
}

/** Whether a file is of the library: what it does without is no matter of the user's. */
function isLibrary(path: string): boolean {
  return LIBRARY.protocol === "file:" && isWithin(path, fileURLToPath(LIBRARY));
}

/** A file that is to be taken. */
interface Waiting {
  path: string;
  /** Who refers to it, for warnings; undefined where nobody needs to be warned. */
  asked: string | undefined;
  optional: boolean;
  data: boolean;
  /** What the main module calls it. */
  specifier?: string;
}

class Walk {
  readonly #files = new Map<string, Uint8Array>();
  readonly #named = new Map<string, string>();
  readonly #external = new Set<string>();
  readonly #unknown = new Set<string>();
  readonly #leftOut = new Map<string, LeftOut>();
  readonly #warnings: string[];
  readonly #parsed = new Set<string>();
  readonly #resolver: Resolver;
  readonly #exclude: string[];
  readonly #foreign: string[];
  readonly #maxBytes: number;
  readonly #main: string;
  readonly #base: string;
  readonly #mayUseNodeModules: boolean;

  constructor(mainPath: string, project: Project, limits: GraphLimits) {
    const { exclude, maxBytes, foreign = [] } = limits;
    this.#foreign = foreign;
    this.#resolver = new Resolver(project);
    this.#warnings = [...project.warnings];
    this.#exclude = exclude.filter((folder) => !isWithin(mainPath, folder));
    this.#maxBytes = maxBytes;
    this.#main = mainPath;
    this.#base = fileURLToPath(new URL(".", pathToFileURL(mainPath)));
    this.#mayUseNodeModules = inNodeModules(mainPath);
  }

  graph(): ModuleGraph {
    return {
      files: this.#files,
      named: this.#named,
      external: [...this.#external].sort(),
      leftOut: [...this.#leftOut.values()],
      warnings: [...new Set([...this.#warnings, ...this.#unknownWarning()])],
    };
  }

  #unknownWarning(): string[] {
    if (this.#unknown.size === 0) return [];
    const names = [...this.#unknown].sort().map((name) => JSON.stringify(name)).join(", ");
    return [`Cannot tell what is imported as ${names}: no import map that was found names it`];
  }

  /** Takes the main module, which may be a text, and all that it refers to. */
  async main(text: string | undefined): Promise<void> {
    if (text !== undefined) this.#files.set(this.#main, new TextEncoder().encode(text));
    const asked = "The main module";
    const waiting: Waiting[] = [{ path: this.#main, asked, optional: false, data: false }];
    while (waiting.length > 0) {
      const next = waiting.shift()!;
      const taken = await this.#take(next.path, next.asked, next.optional);
      if (taken !== undefined && next.specifier !== undefined) {
        this.#named.set(next.specifier, taken);
      }
      if (taken === undefined || next.data || !PROGRAM.test(taken) || this.#parsed.has(taken)) {
        continue;
      }
      this.#parsed.add(taken);
      for (const reference of await this.#read(taken)) {
        const { specifier, line, mapped, optional, data } = reference;
        const target = this.#resolver.resolve(specifier, taken, mapped);
        const asked = isLibrary(taken)
          ? undefined
          : `${this.#name(taken)}:${line} refers to ${JSON.stringify(specifier)}, which`;
        if ("path" in target && this.#isForeign(target.path)) this.#external.add(specifier);
        else if ("path" in target) {
          const named = taken === this.#main ? { specifier } : {};
          waiting.push({ path: target.path, asked, optional, data, ...named });
        } else if ("external" in target) this.#external.add(redactText(target.external));
        else if ("unknown" in target) {
          this.#external.add(target.unknown);
          if (!optional && asked !== undefined) this.#unknown.add(target.unknown);
        }
      }
    }
    if (text !== undefined) this.#files.delete(this.#main);
  }

  #isForeign(path: string): boolean {
    return this.#foreign.some((place) => isWithin(path, place));
  }

  /** Takes a file as it is. */
  async plain(path: string): Promise<void> {
    await this.#take(path, `The configuration needs ${this.#name(path)}, which`, false);
  }

  async #read(path: string): Promise<Reference[]> {
    const text = new TextDecoder().decode(this.#files.get(path));
    const { references, computed, problem } = await readReferences(path, text);
    if (problem !== undefined) this.#warnings.push(`Cannot parse ${this.#name(path)}: ${problem}`);
    if (isLibrary(path)) return references;
    for (const line of computed) {
      this.#warnings.push(
        `Cannot follow the import in ${this.#name(path)}:${line}: its specifier is computed`,
      );
    }
    return references;
  }

  /** Takes a file; returns the path under which it was found. */
  async #take(
    path: string,
    asked: string | undefined,
    optional: boolean,
  ): Promise<string | undefined> {
    if (this.#files.has(path)) return path;
    const reason = this.#refusal(path);
    if (reason) return this.#leave(path, reason, asked);
    const read = await readIfPermitted(path, this.#maxBytes);
    if ("data" in read) {
      this.#files.set(path, read.data);
      return path;
    }
    if (read.reason === "missing" || read.reason === "folder") {
      // Only where an import is meant: a missing file may be one that is yet to be written.
      const other = optional ? undefined : await this.#findOther(path);
      if (other !== undefined) return other;
      // A folder around the module itself is named to find others from there.
      if (optional && (read.reason === "missing" || isWithin(this.#base, path))) return undefined;
    }
    return this.#leave(path, read.reason, asked);
  }

  #refusal(path: string): LeftOut["reason"] | undefined {
    if (!this.#mayUseNodeModules && inNodeModules(path)) return "node_modules";
    if (this.#exclude.some((folder) => isWithin(path, folder))) return "excluded";
    if (SECRET_FILE.test(basename(path))) return "may hold secrets";
    return undefined;
  }

  #leave(path: string, reason: LeftOut["reason"], asked: string | undefined): undefined {
    if (!this.#leftOut.has(path) && asked !== undefined) {
      this.#warnings.push(`${asked} is not in the snapshot: ${reason}`);
    }
    this.#leftOut.set(path, { path, reason });
  }

  /** What a module without an ending stands for, with sloppy imports and in CommonJS. */
  async #findOther(path: string): Promise<string | undefined> {
    const script = path.replace(/\.([cm]?)js(x?)$/, ".$1ts$2");
    const candidates = [
      ...script === path ? [] : [script],
      ...ENDINGS.map((ending) => path + ending),
      ...ENDINGS.map((ending) => `${path}${sep}index${ending}`),
    ];
    for (const candidate of candidates) {
      if (this.#files.has(candidate)) return candidate;
      const read = await readIfPermitted(candidate, this.#maxBytes);
      if (!("data" in read)) continue;
      this.#files.set(candidate, read.data);
      return candidate;
    }
    return undefined;
  }

  /** A file's path from the main module's folder. */
  #name(path: string): string {
    return portablePath(this.#base, path) || ".";
  }
}

function inNodeModules(path: string): boolean {
  return path.split(sep).includes("node_modules");
}
