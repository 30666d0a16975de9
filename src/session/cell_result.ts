/** How a cell ended. @module */

/** An error as a frontend shows it: `traceback` has ANSI colours. */
export interface ShownError {
  /** The error's name. */
  ename: string;
  /** Its message. */
  evalue: string;
  /** The lines of the traceback. */
  traceback: string[];
}

/** How a cell ended. */
export type CellOutcome =
  | { status: "ok" }
  /** The code threw, or could not be compiled. */
  | { status: "error"; error: ShownError }
  /** The user interrupted it. */
  | { status: "interrupted"; error: ShownError }
  /** The session ended while it ran. */
  | { status: "ended"; error: ShownError; reason: string };

/** How a session ended. */
export interface SessionEnd {
  /** Why, as a sentence's end, such as `the code called Deno.exit(3)`. */
  reason: string;
  /** Whether it was asked to end. */
  expected: boolean;
}

/** The outcome of an interrupted cell. */
export function interruptedOutcome(): CellOutcome {
  const error = plainError("KeyboardInterrupt", "The cell was interrupted");
  return { status: "interrupted", error };
}

/** The outcome of a cell whose session ended. */
export function endedOutcome({ reason }: SessionEnd): CellOutcome {
  const error = plainError("SessionEnded", `The session ended while the cell ran: ${reason}`);
  return { status: "ended", error, reason };
}

/** The outcome of a cell that could not be run, or not be followed to its end. */
export function failedOutcome(error: unknown): CellOutcome {
  return { status: "error", error: plainError("SessionError", (error as Error).message) };
}

function plainError(ename: string, evalue: string): ShownError {
  return { ename, evalue, traceback: [`\x1b[0m\x1b[1m\x1b[31m${ename}\x1b[0m: ${evalue}`] };
}

/** A cell that runs. */
export interface RunningCell {
  /** Whether the user has interrupted it. */
  interrupted: boolean;
  /** Whether its code was handed to the session. */
  begun: boolean;
  /** Resolves to how it ended. */
  settled: Promise<CellOutcome>;
  /** Tells how it ended. */
  settle(outcome: CellOutcome): void;
}
