/** Bare names in imports, such as `lodash` or `lodash/fp`. @module */

/** Whether a specifier is a name that an import map or a `package.json` has to explain. */
export function isBare(specifier: string): boolean {
  return !/^\.{0,2}\/|^\.{1,2}$|^[a-z][a-z0-9+.-]*:|^#/i.test(specifier);
}

/**
 * What a name means by the dependencies of a `package.json`: `npm:lodash@^4.0.0/fp`; undefined where they do
 * not list it, or say nothing that a registry knows.
 */
export function fromPackages(
  specifier: string,
  dependencies: Readonly<Record<string, string>>,
): string | undefined {
  const name = specifier.match(/^(?:@[^/]+\/)?[^/]+/)?.[0] ?? specifier;
  const range = Object.hasOwn(dependencies, name) ? dependencies[name]! : undefined;
  if (range === undefined) return undefined;
  const rest = specifier.slice(name.length);
  if (/^(npm|jsr):/.test(range)) return `${range}${rest}`;
  if (/^[a-z+]+:|\//i.test(range)) return undefined;
  return `npm:${name}@${range}${rest}`;
}
