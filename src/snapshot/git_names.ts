/**
 * Names as git writes them: quoted like C strings where a character is special.
 *
 * @module
 */

const ESCAPES: Record<string, number> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
  '"': 34,
  "\\": 92,
};

/** The name that a line of git's stands for; null where its bytes are no UTF-8. */
export function unquoteName(line: string): string | null {
  if (!line.startsWith('"')) return line;
  const bytes: number[] = [];
  for (const [part] of line.slice(1, -1).matchAll(/\\[0-7]{3}|\\.|[^\\]+/g)) {
    if (!part.startsWith("\\")) bytes.push(...new TextEncoder().encode(part));
    else bytes.push(ESCAPES[part[1]!] ?? Number.parseInt(part.slice(1), 8));
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })
      .decode(Uint8Array.from(bytes));
  } catch {
    return null;
  }
}

/** The lines of git's output. */
export function lines(output: string): string[] {
  return output.split("\n").filter((line) => line !== "");
}

/** A path as an entry of `GIT_ALTERNATE_OBJECT_DIRECTORIES`. */
export function quoteAlternate(path: string): string {
  return /[:;"\n]/.test(path)
    ? `"${path.replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n")}"`
    : path;
}
