/** Patterns in which `*` stands for anything. @module */

/** Whether a name has a `*` or `?` in it. */
export function isGlob(text: string): boolean {
  return /[*?]/.test(text);
}

/** What fits a pattern: `*` stands for any text, `?` for one character. */
export function globPattern(glob: string): RegExp {
  const body = glob.replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*").replaceAll("?", ".");
  return new RegExp(`^${body}$`, "su");
}
