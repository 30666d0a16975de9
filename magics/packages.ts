/** Dependencies of the notebook. @module */

import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";

/** A package that was added. */
export interface AddedPackage {
  /** What imports call it. */
  name: string;
  /** What that means, with the version. */
  specifier: string;
}

const SPECIFIER =
  /^(?:npm:(?:@[\w~][\w.~-]*\/)?[a-z\d~][\w.~-]*|jsr:@[a-z\d][\w-]*\/[a-z\d][\w-]*)(?:@[^\s/@]+)?$/i;

/** What names mean that were added since the session read its configuration. */
const added = new Map<string, string>();

/**
 * Adds packages to the notebook's configuration, by Deno itself, and lets the cells that follow import them.
 *
 * @throws {TypeError} A specifier is none.
 * @throws {Error} Deno cannot add them.
 */
export async function addPackages(
  specifiers: readonly unknown[],
  signal: AbortSignal,
): Promise<AddedPackage[]> {
  const checked = specifiers.map(checkSpecifier);
  if (checked.length === 0) {
    throw new TypeError("Cannot add packages: none is given, expected such as npm:zod");
  }
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["add", ...checked],
    // The main module of a session is the notebook, or its folder.
    cwd: fileURLToPath(new URL(".", Deno.mainModule)),
    env: { NO_COLOR: "1" },
    stdin: "null",
    signal,
  }).output();
  signal.throwIfAborted();
  const decoder = new TextDecoder();
  const said = stripVTControlCharacters(decoder.decode(stderr) + decoder.decode(stdout));
  if (!success) throw new Error(`Cannot add ${checked.join(", ")}: ${reasonOf(said)}`);
  const packages = [...said.matchAll(/^Add (\S+)$/gm)].map(([, found]) => describe(found!));
  if (added.size === 0 && packages.length > 0) installHook();
  for (const { name, specifier } of packages) added.set(name, specifier);
  return packages;
}

function checkSpecifier(specifier: unknown): string {
  if (typeof specifier === "string" && SPECIFIER.test(specifier)) return specifier;
  throw new TypeError(
    `Cannot add ${
      JSON.stringify(specifier)
    }: expected npm:name or jsr:@scope/name, with @version ` +
      "where it is to be a certain one",
  );
}

function reasonOf(said: string): string {
  const [line = said] = /^error: .*$/m.exec(said) ?? [];
  return line.replace(/^error: /, "").replace(/\.$/, "").trim();
}

function describe(specifier: string): AddedPackage {
  return { name: /^\w+:(@?[^@]+)/.exec(specifier)![1]!, specifier };
}

/** The session's import map is that of its start. */
function installHook(): void {
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
      const meant = added.get(name);
      return nextResolve(
        meant === undefined ? specifier : meant + specifier.slice(name.length),
        context,
      );
    },
  });
}
