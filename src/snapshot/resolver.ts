/**
 * Tells where a specifier leads.
 *
 * @module
 */
import { isBuiltin } from "node:module";
import { dirname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { toUrl } from "./import_map.ts";
import { isWithin } from "./paths.ts";
import type { Config, ConfigFolder, Project } from "./project.ts";

/** Where a specifier leads. */
export type Target =
  /** To a file of the user's. */
  | { path: string }
  /** To something that is fetched or built in. */
  | { external: string }
  /** Nowhere, as far as the found configuration tells. */
  | { unknown: string }
  /** To what it holds itself: a `data:` or `blob:` URL. */
  | { inline: true };

/** Resolves specifiers as Deno does with the project's configuration. */
export class Resolver {
  readonly #folders: ConfigFolder[];

  /** Resolves within a project. */
  constructor(project: Project) {
    // The deepest folder's own configuration goes before that of the workspace.
    this.#folders = project.folders.toSorted((a, b) => b.dir.length - a.dir.length);
  }

  /**
   * Resolves a specifier.
   *
   * @param specifier As it is written.
   * @param referrer The path of the module that refers to it.
   * @param mapped Whether the import map applies.
   */
  resolve(specifier: string, referrer: string, mapped: boolean): Target {
    const target = this.#resolve(specifier, referrer, mapped);
    // Deno takes packages of the workspace, and those that are linked in, before those of the registry.
    const published = "external" in target ? JSR.exec(target.external) : null;
    const path = published && this.#inPackages(published[1]! + (published[2] ?? ""));
    return path ? { path } : target;
  }

  #resolve(specifier: string, referrer: string, mapped: boolean): Target {
    const base = pathToFileURL(referrer);
    if (!mapped) return locate(URL.parse(specifier, base) ?? undefined, specifier);
    const own = this.#folders.filter((folder) => isWithin(referrer, folder.dir));
    // Modules outside of all folders follow the nearest one, as everything does in Deno.
    for (const { map } of own.some((folder) => folder.map) ? own : this.#folders) {
      const target = map?.resolve(specifier, base);
      if (target !== undefined) return locate(toUrl(target, base), target);
    }
    const url = toUrl(specifier, base);
    if (url) return locate(url, specifier);
    if (isBuiltin(specifier)) return { external: specifier };
    return this.#bare(specifier, own) ?? { unknown: specifier };
  }

  #bare(specifier: string, own: ConfigFolder[]): Target | undefined {
    const path = this.#inPackages(specifier);
    if (path !== undefined) return { path };
    for (const { npm } of own) {
      if (!npm) continue;
      const target = pick((npm.config.imports as Config | undefined)?.[specifier]);
      if (target !== undefined) return locate(toUrl(target, pathToFileURL(npm.path)), target);
      if (isDependency(specifier, npm.config)) return { external: specifier };
    }
    return undefined;
  }

  /** The file of a package of the workspace that a specifier names. */
  #inPackages(specifier: string): string | undefined {
    for (const folder of this.#folders) {
      for (const file of [folder.deno, folder.npm]) {
        if (!file) continue;
        const path = inPackage(specifier, file.config, dirname(file.path));
        if (path !== undefined) return path;
      }
    }
    return undefined;
  }
}

/** A specifier of the registry: the package, and what of it. */
const JSR = /^jsr:\/?(@[^/]+\/[^/@]+)(?:@[^/]*)?(\/.+)?$/;

function locate(url: URL | undefined, specifier: string): Target {
  switch (url?.protocol) {
    case "file:":
      return { path: fileURLToPath(new URL(url.pathname, url)) };
    case "data:":
    case "blob:":
      return { inline: true };
    case undefined:
      return { unknown: specifier };
    default:
      return { external: url!.href };
  }
}

/** The file of a workspace's package that a specifier names. */
function inPackage(specifier: string, config: Config, dir: string): string | undefined {
  const { name, exports } = config;
  if (typeof name !== "string" || name === "") return undefined;
  if (specifier !== name && !specifier.startsWith(`${name}/`)) return undefined;
  const part = `.${specifier.slice(name.length)}`;
  const target = part === "." && typeof exports === "string"
    ? exports
    : pick((exports as Config | undefined)?.[part]);
  const path = target === undefined ? undefined : resolve(dir, target);
  return path !== undefined && isWithin(path, dir) ? path : undefined;
}

/** The target that Deno picks of a package's conditions. */
function pick(target: unknown): string | undefined {
  if (typeof target === "string") return target;
  if (typeof target !== "object" || target === null) return undefined;
  for (const [condition, inner] of Object.entries(target)) {
    if (!["deno", "node", "import", "module-sync", "default"].includes(condition)) continue;
    const picked = pick(inner);
    if (picked !== undefined) return picked;
  }
  return undefined;
}

function isDependency(specifier: string, config: Config): boolean {
  const [scope, name] = specifier.split("/");
  const dependency = scope!.startsWith("@") ? `${scope}/${name}` : scope!;
  return ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"].some(
    (kind) => Object.hasOwn((config[kind] ?? {}) as Config, dependency),
  );
}
