/** `Deno.jupyter` in a session. @module */

import type { MimeBundle, UnplacedEvent } from "../types.ts";
import { encodeBuffers } from "./comms.ts";
import type { CommBuffer, CommRegistry } from "./comms.ts";
import {
  bytesOf,
  DISPLAY,
  formatValue,
  imageBundle,
  inspectValue,
  isRecord,
  rowsOf,
  TABLE_LIMIT,
  tableBundle,
  toFormatted,
  toJson,
} from "./display/mod.ts";
import type { Formatted } from "./display/mod.ts";

/** What `Deno.jupyter` needs of the session. */
export interface JupyterOptions {
  /** Where its events go. */
  emit: (event: UnplacedEvent) => void;
  /** Asks the user for a line; null where nobody can be asked. */
  input: (prompt: string, password: boolean) => string | null;
  /** The session's comms. */
  comms: CommRegistry;
}

/** How `display` shows a value. */
export interface DisplayOptions {
  /** Whether the value is a MIME bundle already. */
  raw?: boolean;
  /** Whether the displays of `display_id` are to be replaced, instead of a new one added. */
  update?: boolean;
  /** The id under which the display can be updated. */
  display_id?: string;
  /** Metadata by MIME type, over what the value brings. */
  metadata?: Record<string, unknown>;
}

/** A value that says itself how it is displayed. */
export interface Displayable {
  /** The representations by MIME type. */
  [DISPLAY](): MimeBundle;
}

/** A function for tagged templates, or for one text. */
export type DisplayTemplate = (
  strings: TemplateStringsArray | string,
  ...values: unknown[]
) => Displayable;

/** The object `Deno.jupyter`: that of Deno, and more. */
export interface Jupyter {
  /** The key of the method by which a value says itself how it is displayed. */
  readonly $display: typeof DISPLAY;
  /** Displays a value. */
  display(value: unknown, options?: DisplayOptions): Promise<void>;
  /** The MIME bundle of a value. */
  format(value: unknown): Promise<MimeBundle>;
  /** Shows HTML. */
  html: DisplayTemplate;
  /** Shows Markdown. */
  md: DisplayTemplate;
  /** Shows an SVG image. */
  svg: DisplayTemplate;
  /** Shows a PNG, JPEG, GIF or WebP image of a file or of bytes. */
  image(source: string | URL | ArrayBuffer | Uint8Array): Displayable;
  /**
   * Shows a table: an array of objects, an object of arrays, or a data frame; at most `limit` rows, 20
   * by default, and the columns that are named or the first 20.
   */
  table(rows: object, options?: { columns?: string[]; limit?: number }): Displayable;
  /** Sends a message to all frontends. */
  broadcast(
    msgType: string,
    content: Record<string, unknown>,
    extras?: { metadata?: Record<string, unknown>; buffers?: CommBuffer[] },
  ): Promise<void>;
  /** Removes the outputs of the cell, with `wait` only when the next one comes. */
  clearOutput(options?: { wait?: boolean }): void;
  /** Shows a value in the frontend's pager. */
  page(value: unknown): Promise<void>;
  /** Asks the user for a line; null where nobody can be asked. */
  input(prompt?: string, options?: { password?: boolean }): string | null;
  /** Channels to code in the frontend. */
  comms: Pick<CommRegistry, "registerTarget" | "unregisterTarget" | "open">;
}

/** The object for `Deno.jupyter`. Methods that answer nothing have done their work when they return. */
export function createJupyter({ emit, input, comms }: JupyterOptions): Jupyter {
  const emitDisplay = (formatted: Formatted, options: DisplayOptions): void => {
    const { update = false, display_id, metadata = {} } = options;
    emit({
      type: "display",
      update,
      display: {
        data: formatted.data,
        metadata: { ...formatted.metadata, ...toJson(metadata, "the metadata") },
        ...(display_id === undefined ? {} : { transient: { display_id } }),
      },
    });
  };
  return {
    $display: DISPLAY,
    async display(value, options = {}) {
      checkDisplayOptions(options);
      const formatted = options.raw ? rawBundle(value) : formatAny(value);
      // Without an await where none is needed: displays and console lines keep their order.
      emitDisplay(formatted instanceof Promise ? await formatted : formatted, options);
    },
    async format(value) {
      return (await formatAny(value)).data;
    },
    html: template("text/html"),
    md: template("text/markdown"),
    svg: template("image/svg+xml"),
    image(source) {
      const bytes = typeof source === "string" || source instanceof URL
        ? Deno.readFileSync(source)
        : bytesOf(source);
      const bundle = bytes === undefined ? undefined : imageBundle(bytes);
      if (bundle !== undefined) return displayable(bundle);
      const given = bytes === undefined ? describe(source) : "of another format";
      throw new TypeError(
        `Cannot show an image: source is ${given}, expected a path or the bytes of a PNG, JPEG, GIF or WebP image`,
      );
    },
    table(rows, options = {}) {
      checkOptions("show a table", options, { columns: "array", limit: "number" });
      const { columns, limit = TABLE_LIMIT } = options;
      if (!Number.isInteger(limit) || limit < 0) {
        throw new RangeError(
          `Cannot show a table: limit is ${limit}, expected a whole number from 0`,
        );
      }
      const table = rowsOf(rows, limit, columns?.map(String));
      if (table === undefined) {
        throw new TypeError(
          `Cannot show a table: rows is ${describe(rows)}, expected an array of objects`,
        );
      }
      return displayable(tableBundle(table, columns?.length));
    },
    // deno-lint-ignore require-await -- Deno's returns a promise
    async broadcast(msgType, content, extras = {}) {
      if (typeof msgType !== "string" || msgType === "") {
        throw new TypeError(
          `Cannot broadcast: message type is ${describe(msgType)}, expected a string`,
        );
      }
      checkOptions("broadcast", extras, { metadata: "object", buffers: "array" });
      emit({
        type: "broadcast",
        msgType,
        content: toJson(isRecord(content) ? content : {}, "the message's content"),
        metadata: toJson(extras.metadata ?? {}, "the message's metadata"),
        buffers: encodeBuffers(extras.buffers ?? []),
      });
    },
    clearOutput(options = {}) {
      checkOptions("clear the output", options, { wait: "boolean" });
      emit({ type: "clear", wait: options.wait ?? false });
    },
    async page(value) {
      const formatted = formatAny(value);
      emit({
        type: "page",
        data: (formatted instanceof Promise ? await formatted : formatted).data,
      });
    },
    input(prompt = "", options = {}) {
      checkOptions("ask for input", options, { password: "boolean" });
      return input(String(prompt), options.password ?? false);
    },
    comms: {
      registerTarget: (name, target) => comms.registerTarget(name, target),
      unregisterTarget: (name) => comms.unregisterTarget(name),
      open: (target, data, extras) => comms.open(target, data, extras),
    },
  };
}

function formatAny(value: unknown): Formatted | Promise<Formatted> {
  return formatValue(value) ?? { data: { "text/plain": "undefined" }, metadata: {} };
}

function rawBundle(value: unknown): Formatted {
  const formatted = toFormatted(value);
  if (formatted !== undefined) return formatted;
  throw new TypeError(
    `Cannot display a raw MIME bundle: value is ${
      describe(value)
    }, expected an object with MIME types as keys`,
  );
}

function displayable(bundle: MimeBundle): Displayable {
  return { [DISPLAY]: () => bundle };
}

function template(mime: string): DisplayTemplate {
  return (strings, ...values) => {
    if (typeof strings === "string") return displayable({ [mime]: strings });
    const text = strings.reduce((joined, part, at) => {
      const value = values[at - 1];
      return joined + (value === undefined ? "" : String(value)) + part;
    });
    return displayable({ [mime]: text });
  };
}

function checkDisplayOptions(options: DisplayOptions): void {
  checkOptions("display", options, {
    raw: "boolean",
    update: "boolean",
    display_id: "string",
    metadata: "object",
  });
  if (options.update && options.display_id === undefined) {
    throw new TypeError(`Cannot display: update is true without a display_id`);
  }
}

/** Checks the names and kinds of options; `undefined` counts as not given. */
function checkOptions(doing: string, options: object, kinds: Record<string, string>): void {
  if (!isRecord(options)) {
    throw new TypeError(`Cannot ${doing}: options is ${describe(options)}, expected an object`);
  }
  for (const [name, value] of Object.entries(options)) {
    const kind = kinds[name];
    if (kind === undefined) {
      const known = Object.keys(kinds).join(", ");
      throw new TypeError(`Cannot ${doing}: there is no option "${name}", expected ${known}`);
    }
    const given = Array.isArray(value) ? "array" : value === null ? "null" : typeof value;
    if (value === undefined || given === kind) continue;
    const article = /^[aeiou]/.test(kind) ? "an" : "a";
    throw new TypeError(
      `Cannot ${doing}: ${name} is ${describe(value)}, expected ${article} ${kind}`,
    );
  }
}

function describe(value: unknown): string {
  const text = inspectValue(value);
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}
