/**
 * The text of the libraries that draw charts in a browser, to be put into a page that loads nothing.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { importPackage } from "../../../packages/mod.ts";
import { isPermitted } from "../../../store/mod.ts";
import { loadVega } from "../vega.ts";

/**
 * The scripts, in the order in which they are needed, each with its licence: the same versions that draw
 * the pictures, so that both look the same.
 */
export async function chartLibraries(): Promise<string[]> {
  // Only what was imported is on the disk, and imported as a text it would not be fetched.
  await Promise.all([loadVega(), importPackage("npm:vega-embed@7.3.0")]);
  return [
    script("vega 6.4.0", import.meta.resolve("npm:vega@6.4.0"), "vega.min.js"),
    script("vega-lite 6.4.3", import.meta.resolve("npm:vega-lite@6.4.3"), "vega-lite.min.js"),
    script("vega-embed 7.3.0", import.meta.resolve("npm:vega-embed@7.3.0"), "vega-embed.min.js"),
  ];
}

/** Reads what browsers are to load, which packages have beside the module that programs import. */
function script(name: string, main: string, file: string): string {
  const licence = readText(new URL("../LICENSE", main)).replaceAll("*/", "* /");
  const code = readText(new URL(file, main));
  // Developer tools would ask for the source map.
  const withoutMap = code.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n");
  return `/*! ${name}\n${licence}*/\n${withoutMap}`;
}

function readText(url: URL): string {
  const path = fileURLToPath(url);
  if (!isPermitted({ name: "read", path })) {
    throw new Error(
      `Cannot write a report: reading ${path} is not permitted, expected --allow-read`,
    );
  }
  return readFileSync(path, "utf8");
}
