/** Texts that are to be copied into a shell. @module */

/** A text as one word of a shell: in quotes only where it needs them. */
export function shellWord(text: string): string {
  return /^[\p{L}\p{N}_.\/@:+-]+$/u.test(text) ? text : JSON.stringify(text);
}
