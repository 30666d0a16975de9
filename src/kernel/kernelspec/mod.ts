/**
 * Kernelspecs: how Jupyter gets to know the kernel.
 *
 * @module
 */
export { examineKernels, type KernelCheck } from "./doctor.ts";
export type { Place } from "./folders.ts";
export {
  DEFAULT_NAME,
  type InstalledSpec,
  installKernel,
  type InstallOptions,
  listKernels,
  uninstallKernel,
} from "./installed.ts";
export {
  ALL_PERMISSIONS,
  checkPermissions,
  isPermissionFlag,
  PERMISSION_FLAGS,
  spellPermissions,
} from "./permission_flags.ts";
export { displayName, type KernelSpec } from "./spec.ts";
