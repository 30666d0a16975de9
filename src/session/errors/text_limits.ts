/** Limits of texts that nobody reads to their end. @module */

/** How much of a message is shown, in UTF-16 units. */
export const LONGEST_MESSAGE = 8000;

/** Cuts a text at `limit` UTF-16 units, never inside a character, and says how much was left out. */
export function shorten(text: string, limit: number = LONGEST_MESSAGE): string {
  if (text.length <= limit) return text;
  const isInside = /[\uD800-\uDBFF]/.test(text[limit - 1]!);
  const end = isInside ? limit - 1 : limit;
  return `${text.slice(0, end)}… (${text.length - end} more characters)`;
}
