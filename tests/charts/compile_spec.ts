/** Specifications, compiled by what frontends have, and by what draws pictures. @module */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compileFunction } from "node:vm";
import * as vega from "npm:vega@6.4.0";
import { compile } from "npm:vega-lite@6.4.3";

/** Compiles a specification; messages go to the logger. */
type Compile = (spec: unknown, options: { logger: unknown }) => unknown;

/** A module of the old kind that requires Vega, which is of the new kind: it is handed in. */
async function loadOld(): Promise<Compile> {
  // As a text, it is only brought onto the disk.
  await import("npm:vega-lite@5.6.1", { with: { type: "text" } });
  const path = fileURLToPath(import.meta.resolve("npm:vega-lite@5.6.1"));
  const module = { exports: {} as { compile: Compile } };
  const run = compileFunction(readFileSync(path, "utf8"), ["module", "exports", "require"]);
  run(module, module.exports, () => vega);
  return module.exports.compile;
}

/** Vega-Lite 5.6.1, which frontends have. */
export const compileOld: Compile = await loadOld();

/** Vega-Lite 6.4.3, which draws pictures. */
export const compileNew: Compile = compile as unknown as Compile;

function messagesOf(compile: Compile, spec: unknown): string[] {
  const messages: string[] = [];
  const logger: Record<string, unknown> = {};
  for (const level of ["level", "info", "debug"]) logger[level] = () => logger;
  for (const level of ["warn", "error"]) {
    logger[level] = (...parts: unknown[]) => {
      messages.push(parts.join(" "));
      return logger;
    };
  }
  compile(spec, { logger });
  return messages;
}

/** What both versions warn of. */
export function compileMessages(spec: unknown): string[] {
  return [...messagesOf(compileOld, spec), ...messagesOf(compileNew, spec)];
}
