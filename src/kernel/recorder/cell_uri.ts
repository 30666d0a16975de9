/** What VS Code tells of a notebook: the ids of its cells are addresses. @module */

import { fileURLToPath } from "node:url";

const SCHEME = "vscode-notebook-cell:";

/** The path of the notebook that a cell's id names; undefined where the id is no address of a file. */
export function notebookOfCell(cellId: string | undefined): string | undefined {
  if (!cellId?.startsWith(SCHEME)) return undefined;
  const url = URL.parse(cellId);
  if (url === null || !url.pathname.endsWith(".ipynb")) return undefined;
  try {
    return fileURLToPath(`file://${url.pathname}`);
  } catch {
    // Such as a path of Windows' that was given to another system.
    return undefined;
  }
}
