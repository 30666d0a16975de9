/**
 * `labbook restore`: brings runs back from the trash.
 *
 * @module
 */
import type { Command } from "commander";
import { basename, dirname } from "node:path";
import type { ExperimentRegistry } from "../../registry/mod.ts";
import { CliError } from "../errors.ts";
import { baseDirOf, examples, jsonOption, writeJson } from "../options.ts";
import { openRegistry, placeOf } from "../runs.ts";
import { type Column, renderTable } from "../table.ts";
import { output } from "../terminal.ts";
import { formatTime, printable } from "../../display/mod.ts";

interface TrashedRun {
  /** The name it had: project/name. */
  run: string;
  /** The name of its folder in the trash, which tells when it was deleted. */
  name: string;
  /** When it was deleted, as ISO 8601 in UTC. */
  deleted_at: string;
  /** Where it is. */
  path: string;
}

/** Adds the command to the program. */
export function addRestoreCommand(program: Command): void {
  const command = jsonOption(
    program.command("restore")
      .summary("bring a run back from the trash")
      .description(
        "Brings a run back from the trash; of several of that name the one deleted last. A name that is\n" +
          "taken by now gets -2, -3, … Without a name, lists the trash.",
      )
      .argument("[name]", "project/name, or the name in the trash"),
  ).action(async (name: string | undefined, { json }: { json?: boolean }) => {
    const registry = await openRegistry(baseDirOf(command));
    const trash = trashOf(registry);
    if (name === undefined) return json ? await writeJson({ trash }) : listTrash(trash);
    const found = await findTrashed(trash, name);
    const path = registry.restoreExperiment(found.path);
    const { name: restored } = placeOf(path);
    if (json) await writeJson({ run: restored, path });
    else output.write(`${output.style.cyan(printable(restored))} is back.\n`);
  });
  examples(command, [
    ["labbook restore", "what is in the trash"],
    ["labbook restore penguins/diverged", "bring it back"],
  ]);
}

function trashOf(registry: ExperimentRegistry): TrashedRun[] {
  const runs = registry.listTrash().map((path): TrashedRun => {
    const name = `${basename(dirname(path))}/${basename(path)}`;
    const [, run = name, day, time, fraction] = /^(.*)-(\d{8})-(\d{6})-(\d{3})$/.exec(name) ?? [];
    const iso = day && time
      ? `${day.replace(/(....)(..)(..)/, "$1-$2-$3")}T` +
        `${time.replace(/(..)(..)(..)/, "$1:$2:$3")}.${fraction}Z`
      : "";
    return { run, name, deleted_at: iso, path };
  });
  return runs.sort((a, b) => a.deleted_at < b.deleted_at ? 1 : -1);
}

async function findTrashed(trash: TrashedRun[], name: string): Promise<TrashedRun> {
  const found = trash.find((run) => run.name === name || run.run === name) ??
    trash.find((run) => run.run.endsWith(`/${name}`));
  if (found) return found;
  const { nearest } = await import("../../registry/mod.ts");
  const near = nearest(name, trash.map(({ run }) => run));
  throw new CliError(
    `Cannot find ${JSON.stringify(name)} in the trash` +
      (near ? `: did you mean ${JSON.stringify(near)}?` : ""),
  );
}

function listTrash(trash: TrashedRun[]): void {
  if (trash.length === 0) return output.write("The trash is empty.\n");
  const columns: Column[] = [
    { header: "RUN", minWidth: 16, cut: "middle" },
    { header: "DELETED" },
    { header: "NAME IN THE TRASH", minWidth: 16, cut: "middle", expendable: 1 },
  ];
  const rows = trash.map(({ run, deleted_at, name }) => [
    { text: printable(run), style: output.style.cyan },
    formatTime(Date.parse(deleted_at)),
    printable(name),
  ]);
  output.write(renderTable(columns, rows, output).text);
}
