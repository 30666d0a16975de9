/**
 * Unpacks the Chromium of an npm package into the temporary folder, and prints its path. Run as a
 * program of its own, since the package takes both its folder and its choice of libraries from the
 * environment.
 *
 * @module
 */

// By a name in a variable, and not in the import map: who has a Chromium need not download 70 MB.
const PACKAGE = "npm:@sparticuz/chromium@153.0.0";

if (import.meta.main) {
  const { default: chromium } = await import(PACKAGE) as {
    default: { executablePath(): Promise<string> };
  };
  console.log(await chromium.executablePath());
}
