/** Notebooks as files. @module */

import { KERNEL_NAME } from "../kernel/peer/mod.ts";

/** The text of a notebook whose cells have these sources; a source that starts with `#` is Markdown. */
export function notebookText(sources: readonly string[]): string {
  const cells = sources.map((source, index) => ({
    id: `cell-${index}`,
    metadata: {},
    source,
    ...(source.startsWith("# ")
      ? { cell_type: "markdown" }
      : { cell_type: "code", execution_count: null, outputs: [] }),
  }));
  const metadata = {
    kernelspec: { name: KERNEL_NAME, display_name: "TypeScript (Labbook)", language: "typescript" },
  };
  return JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 });
}
