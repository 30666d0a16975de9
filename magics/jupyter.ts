/** What Labbook's session offers under `Deno.jupyter`, beyond what Deno's own types say. @module */

/** The key of the method by which a value says itself how it is displayed. */
const DISPLAY = Symbol.for("Jupyter.display");

/** A value that says itself how it is displayed. */
export type Shown = Record<symbol, () => unknown>;

interface SessionJupyter {
  table(rows: object[], options: { columns: string[]; limit: number }): Shown;
  input(prompt: string): string | null;
}

/** A value that shows itself as these representations by MIME type. */
export function shown(data: Record<string, unknown>, metadata: object = {}): Shown {
  return { [DISPLAY]: () => ({ data, metadata }) };
}

/** A table of all rows, which is no figure of a run. */
export function shownTable<Column extends string>(
  columns: Column[],
  rows: Record<Column, unknown>[],
): Shown {
  const table = jupyter().table(rows, { columns, limit: rows.length });
  return shown(table[DISPLAY]!() as Record<string, unknown>, { labbook: { figure: false } });
}

/** Asks the user for a line; throws where nobody can be asked. */
export function ask(prompt: string): string {
  return jupyter().input(prompt) ?? "";
}

function jupyter(): SessionJupyter {
  return Deno.jupyter as unknown as SessionJupyter;
}
