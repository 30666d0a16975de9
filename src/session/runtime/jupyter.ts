/** `Deno.jupyter` in a session. @module */

import type { MimeBundle, UnplacedEvent } from "../types.ts";
import { checkOptions } from "./check_options.ts";
import { encodeBuffers } from "./comm_message.ts";
import type { CommRegistry } from "./comms.ts";
import {
  bytesOf,
  describe,
  DISPLAY,
  formatValue,
  imageBundle,
  isRecord,
  rowsOf,
  TABLE_LIMIT,
  tableBundle,
  toFormatted,
  toJson,
} from "./display/mod.ts";
import type { Formatted } from "./display/mod.ts";
import type { Displayable, DisplayOptions, DisplayTemplate, Jupyter } from "./jupyter_object.ts";

export type { Displayable, DisplayOptions, DisplayTemplate, Jupyter } from "./jupyter_object.ts";

/** What `Deno.jupyter` needs of the session. */
export interface JupyterOptions {
  /** Where its events go. */
  emit: (event: UnplacedEvent) => void;
  /** Asks the user for a line; null where nobody can be asked. */
  input: (prompt: string, password: boolean) => string | null;
  /** The session's comms. */
  comms: CommRegistry;
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
      if (!isRecord(content)) {
        throw new TypeError(
          `Cannot broadcast: content is ${describe(content)}, expected an object`,
        );
      }
      checkOptions("broadcast", extras, { metadata: "object", buffers: "array" });
      emit({
        type: "broadcast",
        msgType,
        content: toJson(content, "the message's content"),
        metadata: toJson(extras.metadata ?? {}, "the message's metadata"),
        buffers: encodeBuffers(extras.buffers ?? []),
      });
    },
    clearOutput(options = {}) {
      checkOptions("clear the output", options, { wait: "boolean" });
      emit({ type: "clear", wait: options.wait ?? false });
    },
    async page(value) {
      // A text is meant to be read, not inspected.
      const isText = typeof value === "string";
      emit({
        type: "page",
        data: isText ? { "text/plain": value } : (await formatAny(value)).data,
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
  const given = describe(value);
  throw new TypeError(
    `Cannot display a raw MIME bundle: value is ${given}, expected an object with MIME types as keys`,
  );
}

function displayable(bundle: MimeBundle): Displayable {
  return { [DISPLAY]: () => bundle };
}

function template(mime: string): DisplayTemplate {
  return (strings, ...values) => {
    if (typeof strings === "string") return displayable({ [mime]: strings });
    let text = "";
    strings.forEach((part, at) => {
      // A part with a backslash that is no escape (LaTeX's \unit) has a text only as it was written.
      text += (part as string | undefined) ?? strings.raw[at];
      if (values[at] !== undefined) text += String(values[at]);
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
