/**
 * Text in a terminal's columns: how wide it is, how it is cut, and what of it is safe to show.
 *
 * @module
 */

/** East Asian wide and full-width characters, beside those that are emoji by themselves. */
const WIDE =
  /[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u3247\u3250-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18dff}\u{1aff0}-\u{1b2ff}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const EMOJI_STYLE = /\ufe0f|\u20e3/;
const ZERO = /^[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff]+$/u;
const PLAIN = /^[\x20-\x7e]*$/;
// deno-lint-ignore no-control-regex -- control characters are what is looked for
const CONTROL = /[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

function graphemeWidth(grapheme: string): number {
  if (WIDE.test(grapheme) || EMOJI_STYLE.test(grapheme)) return 2;
  return ZERO.test(grapheme) ? 0 : 1;
}

/** How many columns of a terminal a text without control characters takes. */
export function textWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segmenter.segment(text)) width += graphemeWidth(segment);
  return width;
}

/** The beginning of a text that fits in `width` columns. */
function fitting(graphemes: string[], width: number): string {
  let taken = "";
  let used = 0;
  for (const grapheme of graphemes) {
    used += graphemeWidth(grapheme);
    if (used > width) break;
    taken += grapheme;
  }
  return taken;
}

/**
 * Cuts a text to at most `width` columns, with an ellipsis for what was cut.
 *
 * @param from Where to cut: `"end"`, or `"middle"`, which keeps the end that tells names apart.
 */
export function truncate(text: string, width: number, from: "end" | "middle" = "end"): string {
  if (textWidth(text) <= width) return text;
  if (width < 1) return "";
  const graphemes = Array.from(segmenter.segment(text), ({ segment }) => segment);
  if (from === "end") return fitting(graphemes, width - 1) + "…";
  const tail = fitting(graphemes.toReversed(), Math.floor((width - 1) / 2));
  const end = Array.from(segmenter.segment(tail), ({ segment }) => segment).toReversed().join("");
  return fitting(graphemes, width - 1 - textWidth(end)) + "…" + end;
}

/** Fills a text with spaces to `width` columns. */
export function pad(text: string, width: number, align: "left" | "right" = "left"): string {
  const space = " ".repeat(Math.max(0, width - textWidth(text)));
  return align === "left" ? text + space : space + text;
}

/**
 * A text on one line, with control and direction characters shown as escapes: safe to print. Half a surrogate pair
 * is replaced: no notebook that holds one can be saved.
 */
export function printable(text: string): string {
  return text.toWellFormed().replace(CONTROL, (character) => {
    if (character === "\n") return "\\n";
    if (character === "\t") return "\\t";
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** The noun with its number: `1 run`, `3 runs`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
