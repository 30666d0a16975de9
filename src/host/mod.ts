/**
 * The kernel around a session, and what code in the session adds to it.
 *
 * @module
 */
export { type Host, host } from "./host.ts";
export type {
  MagicArguments,
  MagicFunction,
  MagicOptions,
  MagicRequest,
  RegisteredMagic,
} from "./magic_types.ts";
export { registerMagic } from "./registered_magic.ts";
