/**
 * What kind of thing was started.
 *
 * @module
 */
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { ProcessFacts } from "./process_facts.ts";
import { redactText } from "./redact.ts";

/** The module that a process was started with. */
export interface MainModule {
  /**
   * What it is: `file`; `remote` or `package`, which are fetched; `eval`, `stdin`, `repl`, `jupyter`,
   * code that has no file; `data`, `other`, `unknown`.
   */
  kind: string;
  /** Its path, where it is a file. */
  path?: string;
  /** Its URL without secrets, where it is fetched. */
  specifier?: string;
}

/** The names that Deno gives to code that has no file. */
const SYNTHETIC = /\/\$deno\$([a-z]+)\b[^/]*$/;

/** Where the code of a process lies; undefined where that is not known. */
export function codeFolder({ mainModule, isNotebook }: ProcessFacts): string | undefined {
  const { path } = classifyMainModule(mainModule);
  // Of a notebook whose path is not known the folder stands for it.
  if (path === undefined) return undefined;
  return isNotebook && mainModule!.endsWith("/") ? path : dirname(path);
}

/** Tells what the URL of a main module stands for. */
export function classifyMainModule(mainModule: string | null): MainModule {
  if (mainModule === null) return { kind: "unknown" };
  const url = URL.parse(mainModule);
  switch (url?.protocol) {
    case "file:": {
      const synthetic = SYNTHETIC.exec(decodeURIComponent(url.pathname));
      if (synthetic) return { kind: synthetic[1]! };
      return { kind: "file", path: fileURLToPath(new URL(url.pathname, url)) };
    }
    case "http:":
    case "https:":
      return { kind: "remote", specifier: redactText(mainModule) };
    case "npm:":
    case "jsr:":
      return { kind: "package", specifier: mainModule };
    case "data:":
      return { kind: "data" };
    default:
      return { kind: "other" };
  }
}
