/** Asks the person at the terminal. @module */
import { UsageError } from "./errors.ts";
import { errorOutput } from "./terminal.ts";

/**
 * Asks a question whose answer is yes or no; without an answer it is no.
 *
 * @param question What is asked.
 * @param refusal What the error says where nobody can be asked.
 */
export function confirm(question: string, refusal: string): boolean {
  if (!Deno.stdin.isTerminal() || !errorOutput.isTerminal) throw new UsageError(refusal);
  errorOutput.write(`${question} [y/N] `);
  const buffer = new Uint8Array(256);
  const length = Deno.stdin.readSync(buffer) ?? 0;
  const answer = new TextDecoder().decode(buffer.subarray(0, length)).trim();
  return /^y(es)?$/i.test(answer);
}
