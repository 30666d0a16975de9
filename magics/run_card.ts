/** The card of a run in the cell that started it, which follows what becomes of the run. @module */

import { join } from "node:path";
import { display } from "./show.ts";

type Tracker = InstanceType<typeof import("../mod.ts").ExperimentTracker>;

/** How often is looked whether the git state is recorded, and how many times, in milliseconds. */
const LOOK_TIME = 50;
const MOST_LOOKS = 200;

/** The newest run that has a card. */
let shown: Tracker | undefined;

/** Shows the card of a run that starts; it tells the commit as soon as that is recorded. */
export async function showCard(tracker: Tracker): Promise<void> {
  const before = shown;
  shown = tracker;
  await display(tracker, { display_id: cardId(tracker) });
  if (before?.isFinished) await updateCard(before);
  lookAgain(tracker, MOST_LOOKS);
}

/** Shows in a run's card how it stands now. */
export async function updateCard(tracker: Tracker): Promise<void> {
  await display(tracker, { display_id: cardId(tracker), update: true });
}

function cardId({ id }: Tracker): string {
  return `labbook-run-${id}`;
}

/** The snapshot is taken beside the user's code, which is not kept waiting for it. */
function lookAgain(tracker: Tracker, looksLeft: number): void {
  setTimeout(() => {
    if (isRecorded(tracker)) updateCard(tracker);
    else if (looksLeft > 0 && !tracker.isFinished) lookAgain(tracker, looksLeft - 1);
  }, LOOK_TIME);
}

function isRecorded({ path }: Tracker): boolean {
  try {
    return Deno.statSync(join(path, "code", "git.json")).isFile;
  } catch {
    // Not yet, or never: the card says so of itself.
    return false;
  }
}
