/** How the status of a run looks. @module */
import type { RunStatus } from "../store/mod.ts";
import type { Cell } from "./table.ts";
import type { Styles } from "./terminal.ts";

/** All statuses. */
export const STATUSES: RunStatus[] = ["running", "finished", "failed", "killed", "crashed"];

/** A status in its colour. */
export function statusCell(status: RunStatus, style: Styles): Cell {
  const styles = {
    running: style.cyan,
    finished: style.green,
    failed: style.red,
    killed: style.yellow,
    crashed: style.red,
  };
  return { text: status, style: styles[status] };
}
