/**
 * What goes wrong on the command line, and how it is told: one line, and an exit code.
 *
 * @module
 */
import { errorOutput } from "./terminal.ts";
import { printable } from "../display/mod.ts";

/** The exit codes. */
export const EXIT = { ok: 0, failure: 1, usage: 2 } as const;

/** An error whose message is meant for the user as it stands. */
export class CliError extends Error {
  /** The error's class. */
  override readonly name: string = "CliError";

  /** Makes an error that ends the command with `exitCode`. */
  constructor(
    message: string,
    readonly exitCode: number = EXIT.failure,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The command was called wrongly: exit code 2. */
export class UsageError extends CliError {
  /** The error's class. */
  override readonly name = "UsageError";

  /** Makes an error that ends the command with exit code 2. */
  constructor(message: string, options?: ErrorOptions) {
    super(message, EXIT.usage, options);
  }
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The one line that tells an error: it always begins with what could not be done. */
export function errorLine(error: unknown, command: string): string {
  const message = printable(messageOf(error)) || "an error without a message";
  const told = message.startsWith("Cannot ") ? message : `Cannot run ${command}: ${message}`;
  return `labbook: ${told}`;
}

/**
 * Tells an error on standard error; with `LABBOOK_DEBUG` set, with its stack and causes.
 *
 * @returns The exit code.
 */
export function reportError(error: unknown, command: string): number {
  errorOutput.write(errorOutput.style.red(errorLine(error, command)) + "\n");
  if (isWhereError(error)) errorOutput.write(`  ${error.excerpt.replace("\n", "\n  ")}\n`);
  if (Deno.env.get("LABBOOK_DEBUG")) errorOutput.write(Deno.inspect(error) + "\n");
  if (error instanceof CliError) return error.exitCode;
  return isWhereError(error) ? EXIT.usage : EXIT.failure;
}

/** Told by its name: its class would load the registry for every command. */
function isWhereError(error: unknown): error is Error & { excerpt: string } {
  return error instanceof Error && error.name === "WhereSyntaxError" && "excerpt" in error;
}

/** Tells something that went wrong while the command goes on. */
export function warn(message: string): void {
  errorOutput.write(errorOutput.style.yellow(`labbook: ${printable(message)}`) + "\n");
}
