/** What `Deno.jupyter` offers. @module */

import type { MimeBundle } from "../types.ts";
import type { CommBuffer, CommRegistry } from "./comms.ts";
import type { DISPLAY } from "./display/mod.ts";

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
  /** Shows a value in the frontend's pager; a string as the text that it is. */
  page(value: unknown): Promise<void>;
  /** Asks the user for a line; null where nobody can be asked. */
  input(prompt?: string, options?: { password?: boolean }): string | null;
  /** Channels to code in the frontend. */
  comms: Pick<CommRegistry, "registerTarget" | "unregisterTarget" | "open">;
}
