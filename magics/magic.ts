/** What a magic is. @module */

/** What stands at a place of a magic's arguments, for completion. */
export type ArgumentKind =
  | "run"
  | "project"
  /** `project/`, and a name that is the user's own. */
  | "new run"
  | "metric"
  | "parameter"
  | "path"
  | "folder"
  | "magic"
  | "environment variable"
  | "text"
  | readonly string[];

/** An option of a magic, `--name value`. */
export interface MagicOption {
  /** What it does, in a few words. */
  summary: string;
  /**
   * How its value is called in the usage, such as `A,B`; without it the option takes no value and is `true`.
   */
  value?: string;
  /** Whether the value may be left out; the option is `true` then. */
  isOptional?: boolean;
  /** What the value is, for completion. */
  kind?: ArgumentKind;
  /** Whether the value is a list of several, with commas between them. */
  isList?: boolean;
  /** A letter for `-x`. */
  short?: string;
}

/** How a magic was called; the values of `${expression}` are already there. */
export interface MagicCall {
  /** Whether it was called as `%name` or as `%%name`. */
  kind: "line" | "cell";
  /** What stands alone, in order: texts, and the values of `${expression}`. */
  positional: unknown[];
  /** The values of `key=value`; read as JSON where they are JSON. */
  pairs: Record<string, unknown>;
  /** The values of options by their long name: texts, values, lists where the option is one, or `true`. */
  options: Record<string, unknown>;
  /** All that stands behind the name, as it was written, with the values of `${expression}` put in. */
  text: string;
  /** The same without the values: the texts around them, one more than there are values. */
  texts: readonly string[];
  /** The values of `${expression}`, in order; for a magic that may not just put them into its text, as a shell. */
  values: readonly unknown[];
  /** Aborted when the user interrupts the cell: what the magic has started outside the session is to be stopped. */
  signal: AbortSignal;
  /** The lines below `%%name`, where they are text. */
  body?: string;
  /** The code that follows, where it is to be called: `%timeit expression`, `%%timeit`. */
  code?: () => unknown;
  /** Whether its value is used, as in `const files = !ls`: it is not displayed then. */
  isAssigned: boolean;
}

/** How the code of a magic ended. */
export interface MagicOutcome {
  /** How. */
  status: "ok" | "error" | "interrupted";
  /** What was thrown. */
  error?: { name: string; message: string; stack?: string };
}

/** What a magic whose code runs after it returns: what is to be done when the code has ended. */
export interface MagicFinish {
  /** Called once, however the code ended; what it returns is displayed. */
  finish(outcome: MagicOutcome): unknown;
}

/**
 * A magic. `run` is called with each call; what it returns is displayed, or is the value of an assignment.
 * Statically it imports nothing of Labbook but types: the kernel reads all magics for their help. What it
 * needs of the library it takes from `labbook()`.
 */
export interface Magic {
  /** The name, without `%`. */
  name: string;
  /** What it does, in one sentence. */
  summary: string;
  /** How it is called, one form each, such as `%track [project/]name [key=value …] [--tags A,B]`. */
  usage: readonly string[];
  /** Calls that can be copied, with what they do. */
  examples: readonly (readonly [call: string, what: string])[];
  /**
   * What follows `%name`: arguments; code that runs in the cell (`%time`); or code that `run` calls
   * (`%timeit`). Undefined where there is only `%%name`.
   */
  line?: "arguments" | "code" | "function";
  /**
   * What the lines below `%%name` are: code that runs in the cell between `run` and its `finish`; text; or code that
   * `run` calls. Behind `%%name` there are arguments in each case. Undefined where there is only `%name`.
   */
  cell?: "code" | "text" | "function";
  /** The options by their long name; none by default. Others are refused, with the nearest. */
  options?: Readonly<Record<string, MagicOption>>;
  /** What stands alone: the kind of each place, the last one repeated with `isVariadic`. None by default. */
  positional?: readonly ArgumentKind[];
  /** Whether any number of arguments may stand at the last place. */
  isVariadic?: boolean;
  /** What the keys of `key=value` are; undefined where pairs are refused. */
  pairs?: ArgumentKind;
  /**
   * Whether all behind the name is one text, which is neither split nor looked through for options: `%cd My Folder`.
   */
  isRaw?: boolean;
  /** Whether `run` returns no promise, so that it can be called in a function that is not asynchronous. */
  isSync?: boolean;
  /** Does it. */
  run(call: MagicCall): unknown;
}
