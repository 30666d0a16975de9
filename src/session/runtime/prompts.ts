/** `alert`, `confirm` and `prompt`, asked of the user through the frontend. @module */

import type { KernelLine } from "./kernel_line.ts";

/** Sends a request for a line of input with this id. */
export type RequestInput = (id: number, prompt: string, password: boolean) => void;

/** Makes a function that asks the user for a line, and blocks until it is there. */
export function createInput(
  line: KernelLine,
  request: RequestInput,
): (prompt: string, password?: boolean) => string {
  return (prompt, password = false) => {
    const answer = line.ask((id) => request(id, prompt, password));
    if (answer === null) {
      throw new Error(
        `Cannot ask ${JSON.stringify(prompt)}: this frontend does not take input`,
      );
    }
    return answer;
  };
}

/** Replaces the three global functions; they behave as Deno's do in a terminal. */
export function installPrompts(input: (prompt: string) => string): void {
  globalThis.alert = (message = "Alert") => {
    input(`${message} [Enter] `);
  };
  globalThis.confirm = (message = "Confirm") => /^y(es)?$/i.test(input(`${message} [y/N] `).trim());
  globalThis.prompt = (message = "Prompt", defaultValue) => {
    const answer = input(`${message}${defaultValue ? ` [${defaultValue}]` : ""} `);
    return answer === "" ? defaultValue ?? null : answer;
  };
}
