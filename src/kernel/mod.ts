/**
 * The TypeScript kernel for Jupyter.
 *
 * @module
 */

export {
  type CellMessage,
  type CellReply,
  type ExecuteOptions,
  type HeadlessKernel,
  type HeadlessOptions,
  startHeadlessKernel,
} from "./headless.ts";
export {
  ALL_PERMISSIONS,
  checkPermissions,
  DEFAULT_NAME,
  displayName,
  examineKernels,
  type InstalledSpec,
  installKernel,
  type InstallOptions,
  isPermissionFlag,
  type KernelCheck,
  type KernelSpec,
  listKernels,
  PERMISSION_FLAGS,
  type Place,
  spellPermissions,
  uninstallKernel,
} from "./kernelspec/mod.ts";
