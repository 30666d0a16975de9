/**
 * Cells of a notebook that are kept out of every record.
 *
 * @module
 */

const COMMENT = /^\s*\/\/\s*labbook:\s*ignore\b/m;
const TAG = "labbook-ignore";

/** Whether a cell says, by a comment or a tag, that it is to be kept out of every record. */
export function isIgnoredCell(source: string, tags: unknown): boolean {
  return COMMENT.test(source) || (Array.isArray(tags) && tags.includes(TAG));
}

interface SavedCell {
  source?: unknown;
  outputs?: unknown;
  metadata?: { tags?: unknown };
}

/**
 * A notebook file without the text and the outputs of such cells; the same bytes where it has none. Undefined where
 * that cannot be told, as it is no notebook file.
 */
export function withoutIgnoredCells(data: Uint8Array): Uint8Array | undefined {
  let notebook: { cells?: unknown };
  try {
    notebook = JSON.parse(new TextDecoder().decode(data));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (!Array.isArray(notebook?.cells)) return undefined;
  const ignored = (notebook.cells as (SavedCell | null)[]).filter((cell) => {
    const { source, metadata } = cell ?? {};
    const text = Array.isArray(source) ? source.join("") : String(source ?? "");
    return isIgnoredCell(text, metadata?.tags);
  });
  if (ignored.length === 0) return data;
  for (const cell of ignored) {
    cell!.source = [];
    if (cell!.outputs !== undefined) cell!.outputs = [];
  }
  return new TextEncoder().encode(JSON.stringify(notebook, null, 1) + "\n");
}
