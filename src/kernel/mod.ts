/**
 * The TypeScript kernel for Jupyter.
 *
 * @module
 */

export { type HeadlessKernel, startHeadlessKernel } from "./headless.ts";
