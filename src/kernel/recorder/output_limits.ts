/** How much of a cell's outputs is recorded. @module */

import { isObject, type JsonObject, type OutputMessage } from "../../nbformat/mod.ts";

/** How many characters of a cell's text are recorded. */
const MOST_TEXT = 1_000_000;
/** How many characters one format of an output may have: 10 MB of an image in base64. */
const MOST_CHARACTERS = 14_000_000;

/** Bounds the outputs of one cell. */
export class OutputLimits {
  #text = 0;
  #isCut = false;

  /** What is recorded of a message; undefined where it is nothing. */
  bound(message: OutputMessage): OutputMessage | undefined {
    const { msg_type, content } = message;
    switch (msg_type) {
      case "stream":
        return this.#stream(content);
      case "clear_output":
        this.#text = 0;
        this.#isCut = false;
        return message;
      case "display_data":
      case "update_display_data":
      case "execute_result":
        return { msg_type, content: { ...content, data: boundBundle(content.data) } };
      default:
        return message;
    }
  }

  #stream(content: JsonObject): OutputMessage | undefined {
    if (this.#isCut) return undefined;
    const text = String(content.text);
    const left = MOST_TEXT - this.#text;
    this.#text += text.length;
    if (text.length <= left) return { msg_type: "stream", content: { ...content, text } };
    this.#isCut = true;
    const note =
      "\n[The text from here on is not recorded: a cell's is up to 1,000,000 characters]\n";
    return { msg_type: "stream", content: { ...content, text: text.slice(0, left) + note } };
  }
}

/** The formats of an output as notebook files may hold them, without those that are too large. */
function boundBundle(data: unknown): JsonObject {
  const bundle: JsonObject = {};
  const tooLarge: string[] = [];
  for (const [type, value] of Object.entries(isObject(data) ? data : {})) {
    if (value === null) continue;
    const kept = isJsonType(type) || typeof value === "string" ? value : JSON.stringify(value);
    if (kept === undefined) continue;
    const length = sizeOf(kept);
    if (length <= MOST_CHARACTERS) bundle[type] = kept;
    else tooLarge.push(`${type} of ${(length / 1e6).toFixed(1)} million characters`);
  }
  if (tooLarge.length > 0) {
    const note = `[Not recorded, as it is too large: ${tooLarge.join(", ")}]`;
    const text = bundle["text/plain"];
    bundle["text/plain"] = typeof text === "string" ? `${text}\n${note}` : note;
  }
  return bundle;
}

const sizes = new WeakMap<object, number>();

/** How many characters a value takes in a file, roughly. */
export function sizeOf(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return 8;
  const known = sizes.get(value) ?? JSON.stringify(value).length;
  sizes.set(value, known);
  return known;
}

function isJsonType(type: string): boolean {
  return type === "application/json" || type.endsWith("+json");
}
