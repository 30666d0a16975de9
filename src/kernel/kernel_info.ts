/** What the kernel says of itself. @module */

import { PROTOCOL_VERSION } from "./messages.ts";

/** The version of this package. */
export const VERSION = "0.1.0";

/** The language, as frontends and notebook files describe it. */
export const LANGUAGE_INFO: Readonly<Record<string, unknown>> = {
  name: "typescript",
  version: Deno.version.typescript,
  mimetype: "text/x.typescript",
  file_extension: ".ts",
  pygments_lexer: "typescript",
  // An unknown mode would switch all colours off.
  codemirror_mode: "typescript",
  nbconvert_exporter: "script",
};

/** The content of a kernel_info_reply. */
export function kernelInfo(): Record<string, unknown> {
  const { deno, v8, typescript } = Deno.version;
  return {
    status: "ok",
    protocol_version: PROTOCOL_VERSION,
    implementation: "labbook",
    implementation_version: VERSION,
    language_info: LANGUAGE_INFO,
    banner: `Labbook ${VERSION}: TypeScript ${typescript} on Deno ${deno} (V8 ${v8})`,
    debugger: true,
    supported_features: ["debugger"],
    help_links: [
      { text: "Deno", url: "https://docs.deno.com/" },
      { text: "TypeScript", url: "https://www.typescriptlang.org/docs/" },
    ],
  };
}
