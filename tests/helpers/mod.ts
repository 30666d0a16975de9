/**
 * What tests of several rooms need: temporary folders, child processes, Deno scripts.
 *
 * @module
 */

export { type TempDir, tempDir } from "./temp_dir.ts";
export { type ProcessOptions, type ProcessOutput, RunningProcess, runProcess } from "./process.ts";
export { ROOT, runScript, type ScriptOptions, startScript } from "./script.ts";
