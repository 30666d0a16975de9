/**
 * What the completion scripts ask for at each press of the key.
 *
 * @module
 */
import type { Complete } from "@bomb.sh/tab";
import fs from "node:fs";
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

/** The notebooks in the folder that was typed so far, and right below it. */
function notebooks(typed: string): string[] {
  const folder = typed.slice(0, typed.lastIndexOf("/") + 1);
  const entriesOf = (path: string): fs.Dirent[] => {
    try {
      return fs.readdirSync(path || ".", { withFileTypes: true });
    } catch {
      return []; // Not there yet, or not to be read: nothing to offer.
    }
  };
  const isNotebook = ({ name }: fs.Dirent): boolean => name.endsWith(".ipynb");
  const entries = entriesOf(folder);
  const below = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith("."));
  return [
    ...entries.filter(isNotebook).map(({ name }) => folder + name),
    ...below.flatMap((sub) =>
      entriesOf(folder + sub.name).filter(isNotebook).map(({ name }) =>
        `${folder}${sub.name}/${name}`
      )
    ),
  ];
}

/** Commands and those below them; a description of several lines would be read as several words. */
function shortenDescriptions(command: Command): void {
  for (const below of command.commands) {
    below.description(below.summary());
    shortenDescriptions(below);
  }
}

/**
 * Answers what a completion script asks.
 *
 * @param program The program.
 * @param args What was typed so far, behind `--`; the last is the word to complete.
 */
export async function complete(program: Command, args: string[]): Promise<void> {
  const typed = args[0] === "--" ? args.slice(1) : args;
  const baseDir = baseDirOf(typed);
  const runs = offering(() => findRuns(baseDir).map(({ project, name }) => `${project}/${name}`));
  const projects = offering(() => new Set(findRuns(baseDir).map(({ project }) => project)));
  const metrics = offering(() => metricNames(baseDir));
  // Only where it is asked for: what knows of kernels is large.
  const kernel = typed[0] === "kernel" || typed[0] === "run"
    ? await import("../kernel/mod.ts")
    : undefined;
  const handlers: Record<string, Offer> = {
    kernel: offering(() => kernel?.listKernels().map(({ name }) => name) ?? []),
    notebook: offering(() => notebooks(typed.at(-1) ?? "")),
    run: runs,
    runs,
    other: runs,
    project: projects,
    metric: metrics,
    metrics,
  };
  shortenDescriptions(program);
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
  for (const name of ["run", "kernel install"]) {
    for (const flag of kernel?.PERMISSION_FLAGS ?? []) {
      completion.commands.get(name)?.option(flag.slice(2), "a permission of the code");
    }
  }
  completion.parse(typed);
}
