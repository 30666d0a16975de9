/**
 * Magics in the cells of a kernel: what they are rewritten to, their help, and their completion.
 *
 * @module
 */
export { completeMagic, type MagicCompletion, type MagicSources } from "./completion.ts";
export { MagicCells, type MagicHelp } from "./magic_cells.ts";
export { RegistryReader } from "./registry_names.ts";
