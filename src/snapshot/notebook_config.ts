/**
 * The deno.json for the code of a notebook: what the user's own says, with files where they were copied to.
 *
 * @module
 */
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { SCRIPTS } from "./code_manifest.ts";
import type { CodeTree } from "./code_tree.ts";
import { toUrl } from "./import_map.ts";
import type { Config, ConfigFolder, Project } from "./project.ts";

/** The name under which the library is imported. */
export const LIBRARY = "@labbook/labbook";
/** Parts of a deno.json that change what code does. */
const KEPT = ["compilerOptions", "unstable", "nodeModulesDir"] as const;

/** What the specifier of a file, or of a folder with `/` behind it, is in `session.ts`. */
export function placeUrl(url: URL, tree: CodeTree): string {
  const path = fileURLToPath(new URL(url.pathname, url));
  const isFolder = url.pathname.endsWith("/");
  const place = isFolder ? tree.placeOfFolder(resolve(path)) : tree.placeOfKept(path);
  if (place === null) return url.href;
  return encodeURI(`./${SCRIPTS}/${place}`) + (isFolder && place !== "" ? "/" : "");
}

/**
 * Makes the deno.json.
 *
 * @param project The user's configuration.
 * @param tree Where its files are.
 * @param library The URL of the library, where the user's configuration does not say it.
 */
export function notebookConfig(project: Project, tree: CodeTree, library: string): Config {
  const nearest = project.folders.find(({ deno }) => deno !== undefined);
  const config: Config = {};
  for (const name of KEPT) {
    const value = nearest?.deno?.config[name];
    if (value !== undefined) config[name] = value;
  }
  const imports: Record<string, unknown> = { [LIBRARY]: library };
  const scopes: Record<string, unknown> = {};
  const links: string[] = [];
  // The deepest folder's own configuration goes before that of the workspace.
  for (const folder of project.folders.toSorted((a, b) => a.dir.length - b.dir.length)) {
    Object.assign(imports, dependencies(folder));
    const map = folder.deno?.config;
    if (map === undefined) continue;
    Object.assign(imports, placed(map.imports, folder, tree));
    links.push(...linked(map.links, folder, tree, library));
    for (const [scope, mapping] of entries(map.scopes)) {
      scopes[target(scope, folder, tree)] = placed(mapping, folder, tree);
    }
  }
  config.imports = imports;
  if (Object.keys(scopes).length > 0) config.scopes = scopes;
  if (links.length > 0) config.links = links;
  // One that lies above would be written to, and this folder is a record.
  config.lock = false;
  if (project.needsNodeModules) config.nodeModulesDir = "auto";
  return config;
}

function entries(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

function placed(mapping: unknown, folder: ConfigFolder, tree: CodeTree): Record<string, unknown> {
  const texts = entries(mapping).filter(([, to]) => typeof to === "string");
  return Object.fromEntries(
    texts.map(([name, to]) => [target(name, folder, tree), target(to as string, folder, tree)]),
  );
}

/** The folders of packages that are linked in: those of the copies, but for the library, which is not copied. */
function linked(links: unknown, folder: ConfigFolder, tree: CodeTree, library: string): string[] {
  const texts = entries(links).map(([, link]) => link).filter((link) => typeof link === "string");
  return texts.map((link) => {
    const path = link.startsWith("file:") ? fileURLToPath(link) : resolve(folder.dir, link);
    const url = new URL(`${pathToFileURL(path).href.replace(/\/$/, "")}/`);
    return library.startsWith(url.href) ? url.href : placeUrl(url, tree);
  });
}

/** A key or a target of an import map, where it is of a file. */
function target(specifier: string, { deno, dir }: ConfigFolder, tree: CodeTree): string {
  const base = pathToFileURL(deno?.path ?? resolve(dir, "deno.json"));
  const url = toUrl(specifier, base);
  return url?.protocol === "file:" ? placeUrl(url, tree) : specifier;
}

/** What a package.json lists, as an import map says it. */
function dependencies({ npm }: ConfigFolder): Record<string, string> {
  const found: Record<string, string> = {};
  for (const kind of ["devDependencies", "dependencies"]) {
    for (const [name, range] of entries(npm?.config[kind])) {
      if (typeof range !== "string" || /^[a-z+]+:|\//i.test(range) && !/^(npm|jsr):/.test(range)) {
        continue;
      }
      found[name] = /^(npm|jsr):/.test(range) ? range : `npm:${name}@${range}`;
    }
  }
  return found;
}
