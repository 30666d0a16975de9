/**
 * Packages that few need: they are fetched when they are first used.
 *
 * What code names in an `import()` itself is fetched with the library, used or not, and goes into the lock file of
 * whoever imports it. So these are named at run time.
 *
 * @module
 */

/**
 * Imports a package by its full name with its version, such as `npm:vega@6.4.0`.
 *
 * @typeParam Module What it exports: `typeof import("npm:vega@6.4.0")`.
 */
export async function importPackage<Module>(specifier: string): Promise<Module> {
  return await import(specifier);
}
