/**
 * Text for TensorBoard, which shows it as Markdown.
 *
 * @module
 */
import { DATA_CLASS, type PluginValue } from "./event.ts";
import { stringTensor } from "./tensor.ts";

/** A text; as a scalar, for a vector is shown as a table. */
export function textValue(markdown: string): PluginValue {
  return { plugin: "text", dataClass: DATA_CLASS.tensor, tensor: stringTensor(markdown) };
}

/** Characters that Markdown, or a table in it, gives a meaning. */
const MARKUP = /[\\`*_[\]<>|~&]/g;

/** Text as Markdown that shows just this text, on one line. */
export function escapeMarkdown(text: string): string {
  const line = text.replace(/\s*[\r\n]+\s*/g, " ");
  return line.replace(MARKUP, (found) => `&#${found.charCodeAt(0)};`);
}
