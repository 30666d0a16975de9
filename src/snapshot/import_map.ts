/**
 * Resolves specifiers as an import map says.
 *
 * @module
 */

type Mapping = [key: string, target: string][];

/** A read import map. */
export class ImportMap {
  readonly #imports: Mapping;
  readonly #scopes: [scope: string, mapping: Mapping][];

  /**
   * Reads an import map, as a file of its own or within deno.json.
   *
   * @param source The parsed file.
   * @param base The file's URL.
   */
  constructor(source: { imports?: unknown; scopes?: unknown }, base: URL) {
    this.#imports = readMapping(source.imports, base);
    this.#scopes = entries(source.scopes).map(([scope, mapping]): [string, Mapping] => [
      URL.parse(scope, base)?.href ?? scope,
      readMapping(mapping, base),
    ]).sort(longestFirst);
  }

  /** The target of a specifier in a module; undefined where the map does not name it. */
  resolve(specifier: string, referrer: URL): string | undefined {
    const key = toUrl(specifier, referrer)?.href ?? specifier;
    for (const [scope, mapping] of this.#scopes) {
      const applies = scope === referrer.href ||
        (scope.endsWith("/") && referrer.href.startsWith(scope));
      const target = applies ? lookUp(mapping, key) : undefined;
      if (target !== undefined) return target;
    }
    return lookUp(this.#imports, key);
  }
}

/** A specifier that is a URL or begins with `/`, `./` or `../`, as a URL; else undefined. */
export function toUrl(specifier: string, base: URL): URL | undefined {
  const relative = /^\.{0,2}\//.test(specifier) || specifier === "." || specifier === "..";
  return (relative ? URL.parse(specifier, base) : URL.parse(specifier)) ?? undefined;
}

function entries(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

function longestFirst(a: [string, unknown], b: [string, unknown]): number {
  return b[0].length - a[0].length;
}

function readMapping(source: unknown, base: URL): Mapping {
  const mapping: Mapping = [];
  for (const [key, target] of entries(source)) {
    if (typeof target !== "string") continue;
    mapping.push([toUrl(key, base)?.href ?? key, toUrl(target, base)?.href ?? target]);
  }
  return mapping.sort(longestFirst);
}

function lookUp(mapping: Mapping, key: string): string | undefined {
  for (const [name, target] of mapping) {
    if (name === key) return target;
    if (name.endsWith("/") && key.startsWith(name)) return target + key.slice(name.length);
    // Deno lets the name of a package stand for its parts too.
    if (/^(?:npm|jsr):/.test(target) && key.startsWith(`${name}/`)) {
      return target + key.slice(name.length);
    }
  }
  return undefined;
}
