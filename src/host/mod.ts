/**
 * The kernel around a session, and what code in the session adds to it.
 *
 * @module
 */
export { type Host, host } from "./host.ts";
export {
  type MagicArguments,
  type MagicFunction,
  type MagicOptions,
  type MagicRequest,
  type RegisteredMagic,
  registerMagic,
} from "./registered_magic.ts";
