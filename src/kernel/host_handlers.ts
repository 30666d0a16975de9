/** What Labbook's library, in the session, tells and asks the kernel. @module */

import type { RequestHandlers } from "./cell_requests.ts";
import { textIn } from "./cell_requests.ts";
import type { Execution, OutputOwner } from "./execution.ts";
import type { History } from "./history/mod.ts";
import type { LiveCharts } from "./live_charts/mod.ts";
import type { MagicCells } from "./magics/mod.ts";
import type { Recorder } from "./recorder/mod.ts";

/** Who knows what the library tells and asks. */
export interface HandlerParts {
  recorder: Recorder;
  liveCharts: LiveCharts<OutputOwner>;
  magics: MagicCells;
  history: History;
  /** The notebook's path, where it is known. */
  notebook: string | undefined;
  /** The cell that runs. */
  running: () => Execution | undefined;
  log: (text: string) => void;
}

/** Makes the handlers. */
export function hostHandlers(parts: HandlerParts): RequestHandlers {
  const { recorder, liveCharts, magics, history, notebook, running, log } = parts;
  return {
    log,
    tell: {
      "run-started": (data) =>
        recorder.runStarted({
          dir: textIn(data, "dir"),
          id: textIn(data, "id"),
          project: textIn(data, "project"),
          name: textIn(data, "name"),
          saveCode: data.saveCode !== false,
        }),
      "run-ended": (data) =>
        recorder.runEnded({ dir: textIn(data, "dir"), status: textIn(data, "status") }),
      "figure-name": (data, owner) => {
        if (owner?.record !== undefined) recorder.figureName(owner.record, textIn(data, "name"));
      },
      "next-input": (data, owner) => {
        owner?.payload.push({
          source: "set_next_input",
          text: textIn(data, "text"),
          replace: data.replace === true,
        });
      },
      restart: () => {
        const execution = running();
        if (execution !== undefined) execution.restarts = true;
      },
      magic: (data) => magics.register(textIn(data, "name"), textIn(data, "help")),
      watch: (data, owner) => {
        if (owner !== undefined) liveCharts.watch(data, owner);
      },
    },
    ask: {
      snapshot: () => recorder.snapshot(),
      flush: async () => {
        await recorder.flush();
      },
      recorded: async () => {
        await recorder.settled();
      },
      names: (_data, session) => session.declaredNames,
      // This session's, as numbers and texts.
      history: () =>
        history.read({ access: "range", session: 0, start: 0, output: false })
          .map(([, line, source]) => [line, source]),
      cells: (_data, session) =>
        Object.fromEntries([...session.cells].map(([url, { label }]) => [url, label])),
      notebook: () => notebook,
    },
  };
}
