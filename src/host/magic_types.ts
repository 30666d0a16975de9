/** What a magic of the user's own is. @module */

/** How a magic was called. */
export interface MagicArguments {
  /** What stands alone, in order: texts, and the values of `${expression}`. */
  positional: unknown[];
  /** The values of `key=value`; read as JSON where they are JSON. */
  pairs: Record<string, unknown>;
  /** The values of `--option value`; `true` where there is no value. */
  options: Record<string, unknown>;
}

/** A call of a magic. */
export interface MagicRequest extends MagicArguments {
  /** Whether it was called as `%name` or as `%%name`. */
  kind: "line" | "cell";
  /** All that stands behind the name, as it was written, with the values of `${expression}` put in. */
  text: string;
  /** The lines below `%%name`; undefined for `%name`. */
  body?: string;
}

/** What a magic does; what it returns is displayed, or is the value of `const name = %magic`. */
export type MagicFunction = (request: MagicRequest) => unknown;

/** What `registerMagic` may be told. */
export interface MagicOptions {
  /** The text that `%name?` shows. */
  help?: string;
  /** Offers what may stand where the text behind the name ends. */
  complete?: (text: string) => string[] | Promise<string[]>;
}

/** A magic that was registered. */
export interface RegisteredMagic extends MagicOptions {
  /** What it does. */
  run: MagicFunction;
}
