/** What a session says while it runs cells. @module */

/** A value in several representations by MIME type: text, base64 text of binary types, or JSON. */
export type MimeBundle = Record<string, unknown>;

/** One output as Jupyter's `display_data` carries it. */
export interface Display {
  /** The representations by MIME type. */
  data: MimeBundle;
  /** Metadata by MIME type. */
  metadata: Record<string, unknown>;
  /** What is not saved with a notebook: the id under which a display is updated. */
  transient?: { display_id?: string };
}

/** One call of a stack, in the code that V8 ran: a cell's URL is `cell-<number>.ts`. */
export interface StackFrame {
  /** The function's name; null at the top level of a cell or a module. */
  name: string | null;
  /** Where the code comes from. */
  url: string;
  /** Line, from 1. */
  line: number;
  /** Column, from 1. */
  column: number;
  /** Whether the frame was waiting in an `await`. */
  async?: boolean;
}

/** What was noted of a display when it was made, such as the step of the run that was logged last. */
export type DisplayNote = Record<string, unknown>;

/** What a cell threw. */
export interface ThrownError {
  /** The error's name, such as `TypeError`; of a thrown value that is no error, its type. */
  name: string;
  /** The error's message. */
  message: string;
  /** A thrown value that is no error, inspected. */
  text?: string;
  /** The calls, the innermost first. */
  frames: StackFrame[];
  /** The numbers of the awaits of cells that passed it on, in order. */
  awaits?: number[];
  /** The error that caused this one. */
  cause?: ThrownError;
  /** The first errors that an `AggregateError` holds. */
  errors?: ThrownError[];
  /** How many it holds. */
  errorCount?: number;
  /** The error's `code`, as Node's errors have one. */
  code?: string;
  /** Further own properties, inspected as one object. */
  properties?: string;
}

/** An event of a session, in the order in which the code caused it; `cell` is the cell it belongs to. */
export type SessionEvent =
  /** Text on a standard stream. */
  | { type: "stream"; cell: number; name: "stdout" | "stderr"; text: string }
  /** A display, or new content for the displays of an id. */
  | { type: "display"; cell: number; display: Display; update: boolean; note?: DisplayNote }
  /** The value of a cell's last expression. */
  | { type: "result"; cell: number; display: Display; note?: DisplayNote }
  /** The outputs so far are to be removed, with `wait` only when the next one comes. */
  | { type: "clear"; cell: number; wait: boolean }
  /** An error that nobody caught after its cell had ended, or beside its main flow. */
  | { type: "error"; cell: number; error: ThrownError }
  /** A message for all frontends; comm messages are among them. Buffers are base64. */
  | {
    type: "broadcast";
    cell: number;
    msgType: string;
    content: Record<string, unknown>;
    metadata: Record<string, unknown>;
    buffers: string[];
  }
  /** The code waits for a line from the user. */
  | { type: "input"; cell: number; id: number; prompt: string; password: boolean }
  /** A text for the frontend's pager. */
  | { type: "page"; cell: number; data: MimeBundle }
  /** The code tells the kernel something. */
  | { type: "tell"; cell: number; name: string; data: unknown }
  /** The code asks the kernel something, and waits for the answer. */
  | { type: "ask"; cell: number; id: number; name: string; data: unknown };

/** An event before the runtime knows which cell it belongs to. */
export type UnplacedEvent = SessionEvent extends infer Event
  ? Event extends { cell: number } ? Omit<Event, "cell"> : never
  : never;
