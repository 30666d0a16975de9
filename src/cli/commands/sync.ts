/**
 * `labbook sync`: catches a backend up.
 *
 * @module
 */
import { type Command, Option } from "commander";
import { EXIT, messageOf, UsageError, warn } from "../errors.ts";
import { baseDirOf, examples, jsonOption, writeJson } from "../options.ts";
import { Progress } from "../progress.ts";
import { allRuns, namedRuns, type RunPlace } from "../runs.ts";
import { tensorboardCall } from "../tensorboard_call.ts";
import { output } from "../terminal.ts";
import { counted, printable } from "../../display/mod.ts";

interface Options {
  all?: boolean;
  to: string;
  json?: boolean;
}

interface Synced {
  run: string;
  path: string;
  events: number;
  complete: boolean;
  warnings: string[];
  message?: string;
}

/** Adds the command to the program. */
export function addSyncCommand(program: Command): void {
  const command = jsonOption(program.command("sync"))
    .summary("catch TensorBoard's files up")
    .description(
      "Writes what is missing in a run's TensorBoard files: of runs that were not mirrored while they\n" +
        "lived, or only in part. Done twice, it changes nothing.",
    )
    .argument("[runs...]", "runs: project/name, the beginning of an id, or a folder")
    .option("-a, --all", "all runs")
    .addOption(
      new Option("--to <backend>", "where to").choices(["tensorboard"]).default("tensorboard"),
    )
    .action((runs: string[], options: Options) => sync(baseDirOf(command), runs, options));
  examples(command, [
    ["labbook sync --all --to tensorboard", "all runs"],
    ["labbook sync penguins/baseline", "one run"],
  ]);
}

async function sync(baseDir: string, names: string[], options: Options): Promise<void> {
  if (names.length === 0 && !options.all) {
    throw new UsageError("Cannot sync: expected names of runs, or --all");
  }
  if (names.length > 0 && options.all) {
    throw new UsageError("Cannot sync: expected names of runs or --all, got both");
  }
  const runs = options.all ? await allRuns(baseDir) : await namedRuns(baseDir, names);
  const synced: Synced[] = [];
  for (const [i, run] of runs.entries()) {
    const label = runs.length > 1 ? `Syncing ${i + 1} of ${runs.length}` : "Syncing";
    synced.push(await syncOne(run, label));
  }
  if (options.json) await writeJson({ backend: options.to, runs: synced });
  else report(synced, baseDir);
  for (const { run, message } of synced) if (message) warn(`Cannot sync ${run}: ${message}`);
  if (synced.some(({ message }) => message)) Deno.exitCode = EXIT.failure;
}

async function syncOne({ name, path }: RunPlace, label: string): Promise<Synced> {
  const { openTensorboard } = await import("../../backends/mod.ts");
  using progress = new Progress(label, 1);
  const onProgress = (done: number, total: number): void => progress.update(done, name, total);
  try {
    const backend = openTensorboard(path);
    try {
      const { events, complete, warnings } = await backend.catchUp({ onProgress });
      return { run: name, path, events, complete, warnings };
    } finally {
      backend.close();
    }
  } catch (error) {
    const message = messageOf(error);
    return { run: name, path, events: 0, complete: false, warnings: [], message };
  }
}

function report(synced: Synced[], baseDir: string): void {
  const { green, yellow, dim, cyan } = output.style;
  const done = synced.filter(({ message }) => !message);
  for (const { run, events, complete, warnings } of done) {
    const what = events === 0 ? "nothing was missing" : `${counted(events, "event")} written`;
    const mark = warnings.length > 0 ? yellow("!") : green("✓");
    output.write(
      `${mark} ${cyan(printable(run))}  ${what}${complete ? "" : dim(", it still runs")}\n`,
    );
    for (const warning of warnings) output.write(`    ${dim(printable(warning))}\n`);
  }
  if (done.length === 0) return;
  const folder = done.length === 1 ? done[0]!.path : baseDir;
  output.write(`\nLook at it with:  ${tensorboardCall(folder)}\n`);
}
