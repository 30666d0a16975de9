/**
 * Imports of a cell's code: relative to the notebook's folder, and read again where a local file has
 * changed since it was last imported, or one that it imports.
 *
 * @module
 */

import { registerHooks } from "node:module";
import { fromPackages, isBare } from "./bare_names.ts";
import { isChildProcess } from "./node_children.ts";
import { noteImport } from "./pipe_users.ts";
import { toFileUrl } from "./file_url.ts";

/** What a local module was when it was last loaded. */
interface LocalModule {
  /** Modification time and size. */
  stamp: string;
  /** How often it was read again; part of its URL from the first time on. */
  version: number;
  /** The local modules that it imports. */
  imports: Set<string>;
}

const VERSION = "labbook";
/** The stamp of what has to be read again even if it does not change. */
const FAILED = "failed";
const modules = new Map<string, LocalModule>();
/** The modules that the imports now under way read. */
const fresh = new Set<LocalModule>();
let orderChildren = (module: Record<string, unknown>): Record<string, unknown> => module;
let noteModule = (_specifier: string, _module: unknown): void => {};
let dependencies: Readonly<Record<string, string>> = {};
let folder = toFileUrl(`${Deno.cwd()}/`);

/** What `import.meta` is in a cell. */
export interface CellMeta {
  /** The notebook's URL, or its folder's where no file is known. */
  url: string;
  /** The notebook's path; undefined where none is known. */
  filename?: string;
  /** The notebook's folder. */
  dirname: string;
  /** A cell is the main program. */
  main: true;
  /** The URL that an import of `specifier` in a cell means. */
  resolve(specifier: string): string;
}

/**
 * Makes imports of changed files read them again. `ordered` makes of Node's module of child processes one
 * whose children's output keeps its place. `imported` is told of each module that a cell imports.
 */
export function installModuleHooks(
  ordered: typeof orderChildren,
  imported: typeof noteModule,
): void {
  orderChildren = ordered;
  noteModule = imported;
  registerHooks({
    resolve(specifier, context, nextResolve) {
      noteImport(specifier);
      const isCell = context.parentURL === import.meta.url;
      const named = isBare(specifier) ? fromPackages(specifier, dependencies) : undefined;
      const resolved = nextResolve(
        named ?? specifier,
        // To a cell, names mean what they mean in the notebook's folder.
        isCell ? { ...context, parentURL: new URL("notebook.ts", folder).href } : context,
      );
      const url = resolved.url;
      if (!isLocal(url)) return resolved;
      const parent = context.parentURL === undefined ? undefined : withoutQuery(context.parentURL);
      if (parent !== undefined) modules.get(parent)?.imports.add(url);
      const module = modules.get(url) ?? remember(url);
      if (module.version === 0) return resolved;
      return { ...resolved, url: `${url}?${VERSION}=${module.version}` };
    },
  });
}

/** Imports a module for a cell. */
export async function importForCell(
  specifier: unknown,
  options?: ImportCallOptions,
): Promise<unknown> {
  const module = await importFresh(String(specifier), options);
  noteModule(String(specifier), module);
  return module;
}

async function importFresh(specifier: string, options?: ImportCallOptions): Promise<unknown> {
  const resolved = resolveForCell(specifier);
  refresh(withoutQuery(resolved));
  try {
    const module = await (options === undefined ? import(resolved) : import(resolved, options));
    return isChildProcess(resolved) ? orderChildren(module) : module;
  } catch (error) {
    // The runtime would repeat the error for ever; what was new in this import is tried again instead.
    for (const module of fresh) module.stamp = FAILED;
    throw isUnknownName(resolved, error) ? unknownName(resolved) : error;
  } finally {
    fresh.clear();
  }
}

/** The runtime takes a name that nobody explains for a file of the folder. */
function isUnknownName(specifier: string, error: unknown): boolean {
  return isBare(specifier) && (error as { code?: string }).code === "ERR_MODULE_NOT_FOUND" &&
    String((error as Error).message).includes(new URL(specifier, folder).href);
}

function unknownName(specifier: string): TypeError {
  return new TypeError(
    `Cannot import "${specifier}": no import map and no package.json names it, expected such as ` +
      `"npm:${specifier}", "node:fs", "./file.ts", or an entry in the imports of a deno.json`,
  );
}

/** Takes what tells the versions of a module apart out of a text. */
export function withoutVersions(text: string): string {
  return text.replaceAll(/\?labbook=\d+/g, "");
}

/** Describes the cells' module. */
export function cellMeta(notebook: string | undefined): CellMeta {
  return {
    url: notebook === undefined ? folder : toFileUrl(notebook),
    ...(notebook === undefined ? {} : { filename: notebook }),
    dirname: Deno.cwd(),
    main: true,
    resolve: (specifier) => resolveMeta(specifier),
  };
}

/** Sets the folder that relative imports of cells start from, and what a `package.json` there depends on. */
export function setFolder(path: string, packages: Readonly<Record<string, string>>): void {
  folder = toFileUrl(path.endsWith("/") ? path : `${path}/`);
  dependencies = packages;
}

/** A name of an import map or of a package stays what it is: the runtime resolves it. */
function resolveForCell(specifier: string): string {
  if (/^\.{0,2}\//.test(specifier)) return new URL(specifier, folder).href;
  if (specifier === "." || specifier === "..") return new URL(specifier, folder).href;
  return specifier;
}

function resolveMeta(specifier: string): string {
  const resolved = resolveForCell(specifier);
  return resolved === specifier ? import.meta.resolve(specifier) : resolved;
}

/** Gives new URLs to the changed modules below `url` and to all that import them. */
function refresh(url: string): void {
  const changed = new Set<string>();
  const dirty = new Map<string, boolean>();
  const visit = (url: string): boolean => {
    const seen = dirty.get(url);
    if (seen !== undefined) return seen;
    const module = modules.get(url);
    if (module === undefined) return false;
    // Modules that import each other in a circle: the first visit decides.
    dirty.set(url, false);
    const stamp = stampOf(url);
    let isDirty = stamp !== module.stamp;
    for (const imported of module.imports) isDirty = visit(imported) || isDirty;
    dirty.set(url, isDirty);
    if (isDirty) {
      changed.add(url);
      module.stamp = stamp;
    }
    return isDirty;
  };
  visit(resolvedUrl(url));
  for (const url of changed) {
    const module = modules.get(url)!;
    module.version++;
    module.imports.clear();
    fresh.add(module);
  }
}

/** A name of an import map may mean a local file. */
function resolvedUrl(specifier: string): string {
  if (modules.has(specifier)) return specifier;
  try {
    return withoutQuery(import.meta.resolve(specifier));
  } catch {
    // What cannot be resolved is refused by the import itself, with the runtime's own message.
    return specifier;
  }
}

function remember(url: string): LocalModule {
  const module = { stamp: stampOf(url), version: 0, imports: new Set<string>() };
  modules.set(url, module);
  fresh.add(module);
  return module;
}

/** The same text as long as the file is the same; also of a file that is not there or must not be read. */
function stampOf(url: string): string {
  try {
    const { mtime, size, ino } = Deno.statSync(new URL(url));
    return `${mtime?.getTime()} ${size} ${ino}`;
  } catch (error) {
    return (error as Error).name;
  }
}

function isLocal(url: string): boolean {
  return url.startsWith("file:") && !url.includes("/node_modules/") && !url.includes("?");
}

function withoutQuery(url: string): string {
  const query = url.indexOf("?");
  return query === -1 ? url : url.slice(0, query);
}
