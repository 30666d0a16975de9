/** Inspection: what a name is, from its types, its documentation and its value. @module */

import { withoutMarks } from "./bindings.ts";
import type { CellHistory } from "./cells.ts";
import { callAt, nameAt } from "./context.ts";
import type { LiveReader } from "./live_values.ts";
import { positionAt, unitIndex } from "./positions.ts";
import type { LanguageServer } from "./server.ts";

/** An `inspect_reply`'s content without its status. */
export interface Inspection {
  /** Whether there is anything to tell. */
  found: boolean;
  /** What is told, as `text/plain` and `text/markdown`. */
  data: Record<string, string>;
}

/** What inspection needs of its surroundings. */
export interface InspectionSources {
  /** The executed cells. */
  cells: CellHistory;
  /** The language server. */
  server: LanguageServer;
  /** The session's values. */
  live: LiveReader;
}

interface Hover {
  contents: { value: string } | string;
}

/** Tells about what is at a cursor, in code points. */
export async function inspect(
  sources: InspectionSources,
  code: string,
  cursor: number,
  _detail: 0 | 1,
  cellId?: string,
): Promise<Inspection> {
  const at = unitIndex(code, cursor);
  const name = nameAt(code, at);
  const call = callAt(code, at);
  if (!name && !call) return { found: false, data: {} };
  const hover = await sources.server.ask(
    code,
    cellId,
    ({ client, at: params }) =>
      client.request<Hover | null>(
        "textDocument/hover",
        params(positionAt(code, name?.start ?? call!.calleeEnd - 1)),
      ),
  );
  const text = hover
    ? (typeof hover.contents === "string" ? hover.contents : hover.contents.value)
    : "";
  const markdown = withoutMarks(text);
  if (markdown === "") return { found: false, data: {} };
  return { found: true, data: { "text/plain": markdown, "text/markdown": markdown } };
}
