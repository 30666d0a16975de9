/**
 * Help while the user types: completion, inspection and diagnostics, from the types that `deno lsp`
 * knows and the values of the running session.
 *
 * @module
 */

export type { Completion, TypedMatch } from "./completion.ts";
export type { Diagnostic } from "./diagnostics.ts";
export type { Inspection } from "./inspection.ts";
export { LanguageHelp, type LanguageHelpOptions } from "./language_help.ts";
export type { LiveValues } from "./live_values.ts";
export { codePointIndex, unitIndex } from "./positions.ts";
