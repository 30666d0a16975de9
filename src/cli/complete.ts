/**
 * What the completion scripts ask for at each press of the key.
 *
 * @module
 */
import type { Complete } from "@bomb.sh/tab";
import tab from "@bomb.sh/tab/commander";
import type { Command } from "commander";
import { findRuns, readSummary } from "../store/mod.ts";

/** How many runs are read for the names of metrics: a key press must not take long. */
const READ_AT_MOST = 100;

/**
 * What every shell takes as it stands. The scripts let bash expand what they offer, so that a name
 * with `$(…)` in it would be run.
 */
const SAFE = /^[\p{L}\p{M}\p{N}._/@%+=,][\p{L}\p{M}\p{N}._/@%+=,-]*$/u;

function baseDirOf(args: string[]): string {
  const at = args.findIndex((arg) => arg === "--dir" || arg === "-d");
  const joined = args.find((arg) => arg.startsWith("--dir="))?.slice("--dir=".length);
  const given = joined ?? (at >= 0 ? args[at + 1] : undefined);
  return given || Deno.env.get("LABBOOK_DIR") || "experiments";
}

function metricNames(baseDir: string): Set<string> {
  const names = new Set<string>();
  for (const { path } of findRuns(baseDir).slice(0, READ_AT_MOST)) {
    try {
      for (const name of Object.keys(readSummary(path).final_metrics)) names.add(name);
    } catch {
      // A damaged run offers nothing; "labbook doctor" tells of it.
    }
  }
  return names;
}

/** What offers words for an argument or an option. */
type Offer = (complete: Complete) => void;

function offering(names: () => Iterable<string>): Offer {
  return (complete) => {
    for (const name of names()) if (SAFE.test(name)) complete(name, "");
  };
}

/**
 * Answers what a completion script asks.
 *
 * @param program The program.
 * @param args What was typed so far, behind `--`; the last is the word to complete.
 */
export function complete(program: Command, args: string[]): void {
  const typed = args[0] === "--" ? args.slice(1) : args;
  const baseDir = baseDirOf(typed);
  const runs = offering(() => findRuns(baseDir).map(({ project, name }) => `${project}/${name}`));
  const projects = offering(() => new Set(findRuns(baseDir).map(({ project }) => project)));
  const metrics = offering(() => metricNames(baseDir));
  const handlers: Record<string, Offer> = {
    run: runs,
    runs,
    project: projects,
    metric: metrics,
    metrics,
  };
  // A description of several lines would be read as several words.
  for (const command of program.commands) command.description(command.summary());
  const completion = tab(program);
  // What the library adds for itself is no command for people.
  completion.commands.delete("complete");
  for (const command of completion.commands.values()) {
    for (const argument of command.arguments.values()) {
      argument.handler ??= handlers[argument.name];
    }
    for (const option of command.options.values()) {
      if (!option.isBoolean && handlers[option.value]) option.handler = handlers[option.value];
    }
    command.option("dir", "the folder of all runs", () => {});
  }
  completion.parse(typed);
}
