/** `%track`, `%%track`: runs from cells. @module */

import { labbook } from "./labbook.ts";
import type { Magic, MagicCall, MagicFinish, MagicOutcome } from "./magic.ts";
import { showCard, updateCard } from "./run_card.ts";
import { setTrackerVariable } from "./tracker_variable.ts";
import { textOf } from "./values.ts";

/** Starts a run from a cell. */
export const track: Magic = {
  name: "track",
  summary: "Starts a run; the variable `tracker` logs into it.",
  usage: [
    "%track [project/]name [key=value …] [--tags A,B] [--note TEXT] [--no-tensorboard] [--resume] [--dir DIR] [--autolog]",
    "%track stop",
    "%track",
    "%%track [project/]name …",
  ],
  examples: [
    [
      "%track penguins/baseline lr=0.1 layers=[64,32]",
      "a run that lasts until %track stop, or the next %track",
    ],
    [
      "%%track penguins/baseline lr=${lr}",
      "a run for this cell: finished, failed with its error, or killed",
    ],
    ["%track stop", "ends the run"],
    ["%track", "shows the run that is active"],
  ],
  line: "arguments",
  cell: "code",
  positional: ["new run"],
  pairs: "parameter",
  options: {
    tags: { summary: "tags of the run", value: "A,B", isList: true, kind: "text" },
    note: { summary: "a note in Markdown", value: "TEXT", kind: "text" },
    "no-tensorboard": { summary: "writes no files for TensorBoard" },
    mlflow: { summary: "mirrors the run to MLflow", value: "URI", isOptional: true, kind: "text" },
    wandb: { summary: "mirrors the run to Weights & Biases" },
    resume: { summary: "goes on with the run of this name" },
    dir: { summary: "the folder of all runs", value: "DIR", kind: "folder" },
    autolog: { summary: "logs what TensorFlow.js trains" },
  },
  run(call) {
    const name = call.positional[0];
    if (call.kind === "line" && name === undefined && isEmpty(call)) {
      return labbook().currentRun() ?? NO_RUN;
    }
    if (call.kind === "line" && name === "stop") return stop();
    return start(call);
  },
};

const NO_RUN = "No run is active; %track project/name starts one";

function isEmpty({ pairs, options }: MagicCall): boolean {
  return Object.keys(pairs).length === 0 && Object.keys(options).length === 0;
}

async function stop(): Promise<unknown> {
  const run = labbook().currentRun();
  if (run === undefined) return NO_RUN;
  await run.finish();
  await updateCard(run);
  return run;
}

async function start(
  { kind, positional, pairs, options, isAssigned }: MagicCall,
): Promise<unknown> {
  const { tags, note, resume, dir, autolog } = options;
  for (const mirror of ["mlflow", "wandb"]) {
    if (options[mirror] === undefined) continue;
    throw new Error(
      `Cannot track with --${mirror}: this version of Labbook mirrors runs to TensorBoard only`,
    );
  }
  const [name] = positional;
  const library = labbook();
  const tracker = await library.track(
    name === undefined ? undefined : textOf(name, "the run's name"),
    {
      params: pairs,
      ...tags === undefined ? {} : { tags: tags as string[] },
      ...note === undefined ? {} : { note: textOf(note, "--note") },
      ...dir === undefined ? {} : { baseDir: textOf(dir, "--dir") },
      ...options["no-tensorboard"] === true ? { useTensorboard: false } : {},
      ...resume === true ? { resume: true } : {},
      ...autolog === true ? { autolog: true } : {},
    },
  );
  setTrackerVariable(tracker);
  await showCard(tracker);
  if (kind === "line") return isAssigned ? tracker : undefined;
  const finish = async ({ status, error }: MagicOutcome): Promise<void> => {
    if (tracker.isFinished) return await updateCard(tracker);
    if (status === "ok") await tracker.finish();
    else if (status === "interrupted") await tracker.finish("killed");
    else await tracker.finish("failed", thrown(error));
    await updateCard(tracker);
  };
  return { finish } satisfies MagicFinish;
}

/** What the cell threw, as an error again. */
function thrown(error: MagicOutcome["error"]): Error {
  const { name = "Error", message = "", stack } = error ?? {};
  return Object.assign(new Error(message), { name }, stack === undefined ? {} : { stack });
}
