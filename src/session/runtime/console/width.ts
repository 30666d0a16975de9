/** How wide a text is in a terminal. @module */

/** Zero-width: control and combining characters, joiners, variation selectors. */
const ZERO = /[\p{Cc}\p{Mn}\p{Me}\p{Cf}]/u;
const WIDE =
  /[\u1100-\u115f\u2329\u232a\u2e80-\u3247\u3250-\u4dbf\u4e00-\ua4c6\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6\u{1b000}-\u{1b001}\u{1f200}-\u{1f251}\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
// deno-lint-ignore no-control-regex -- ANSI codes begin with one
const ANSI = /\x1b\[[\d;]*m/g;

/** The columns a text takes up: ANSI colour codes none, East Asian wide characters and emoji two. */
export function textWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const character of text.replace(ANSI, "").normalize("NFC")) {
    width += WIDE.test(character) ? 2 : ZERO.test(character) ? 0 : 1;
  }
  return width;
}
