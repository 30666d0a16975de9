/**
 * What a notebook shows of a run while it is tracked.
 *
 * @module
 */
import fs from "node:fs";
import { join } from "node:path";
import {
  type Card,
  type CardFact,
  flattenParams,
  formatValue,
  shellWord,
  statusBadge,
} from "../display/mod.ts";
import { type JsonValue, runPaths, type RunStatus } from "../store/mod.ts";

/** What the card tells. */
export interface TrackedRun {
  /** The project. */
  project: string;
  /** The experiment's name. */
  name: string;
  /** The run folder. */
  path: string;
  /** How it stands. */
  status: RunStatus;
  /** Whether the git state is recorded. */
  savesCode: boolean;
  /** The parameters so far. */
  params: ReadonlyMap<string, JsonValue>;
}

/** What of code/git.json the card tells. */
interface GitState {
  state: string;
  commit: string | null;
  branch: string | null;
  dirty: boolean | null;
}

/** The git state as far as the snapshot, which is taken beside the user's code, has recorded it. */
function commitLine({ path, status, savesCode }: TrackedRun): string {
  let text: string;
  try {
    text = fs.readFileSync(join(runPaths(path).code, "git.json"), "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== "ENOENT") return `cannot be read: ${message}`;
    return savesCode && status === "running" ? "being recorded" : "";
  }
  const { commit, branch, dirty, state }: GitState = JSON.parse(text);
  if (!commit) return state;
  const on = branch === null ? "" : ` on ${branch}`;
  const changes = dirty === null ? "" : dirty ? ", with uncommitted changes" : ", clean";
  return `${commit.slice(0, 10)}${on}${changes}`;
}

function tensorboardCall(path: string): string {
  const { tensorboard } = runPaths(path);
  if (!fs.existsSync(tensorboard)) return "";
  return `tensorboard --logdir ${shellWord(tensorboard)}`;
}

/** The card of a run that is tracked: its name, status, commit, parameters and folder. */
export function trackerCard(run: TrackedRun): Card {
  const params = flattenParams(Object.fromEntries(run.params));
  const facts: CardFact[] = [
    { name: "commit", value: commitLine(run) },
    { name: "folder", value: run.path, isCode: true },
    { name: "TensorBoard", value: tensorboardCall(run.path), isCode: true },
  ];
  return {
    title: `${run.project}/${run.name}`,
    badge: statusBadge(run.status),
    facts,
    sections: params.size === 0 ? [] : [{
      title: "Parameters",
      facts: [...params].map(([name, value]) => ({ name, value: formatValue(value) })),
    }],
  };
}
