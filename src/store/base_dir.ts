/**
 * Which folder holds the runs where nobody says so.
 *
 * @module
 */
import process from "node:process";
import { isPermitted } from "./permissions.ts";

/** A variable of the environment, where it may be read without asking. */
export function environmentVariable(name: string): string | undefined {
  return isPermitted({ name: "env", variable: name }) ? process.env[name] || undefined : undefined;
}

/** `experiments`, or what LABBOOK_DIR says. */
export function defaultBaseDir(): string {
  return environmentVariable("LABBOOK_DIR") ?? "experiments";
}
