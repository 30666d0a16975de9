/**
 * Reading magics: where a cell has some, what they call, and what their arguments are.
 *
 * @module
 */
export { awaitError } from "./await_errors.ts";
export { findMagics, type HelpRequest, type IsDeclared, readHelp } from "./find_magics.ts";
export type { FoundMagic, Hole, MagicCode, Span } from "./found_magic.ts";
export { MagicSyntaxError, UnknownMagicError } from "./magic_errors.ts";
export {
  type MagicShape,
  type MagicTable,
  type OptionShape,
  registeredShape,
  SYSTEM,
} from "./magic_shape.ts";
export { nearest } from "./nearest.ts";
export { blankMagics, rewriteMagics, type RewrittenCell } from "./rewrite_magics.ts";
export { parseArguments, type ParsedArguments } from "./parse_arguments.ts";
export {
  type ExpressionContext,
  type MagicContext,
  magicContext,
  type NameContext,
  type OptionContext,
  type ReplacedPlace,
  type TextContext,
  type ValueContext,
} from "./magic_context.ts";
