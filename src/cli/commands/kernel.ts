/**
 * `labbook kernel`: the kernel where Jupyter finds it.
 *
 * @module
 */
import type { Command } from "commander";
import type { Place } from "../../kernel/mod.ts";
import { UsageError } from "../errors.ts";
import { examples, jsonOption, writeJson } from "../options.ts";
import { permissionOption, PERMISSIONS_HELP, readPermissions } from "../permission_arguments.ts";
import { reportChecks } from "../report_checks.ts";
import { type Cell, type Column, renderTable } from "../table.ts";
import { output } from "../terminal.ts";
import { printable } from "../../display/mod.ts";

interface PlaceOptions {
  user?: boolean;
  sysPrefix?: boolean;
  prefix?: string;
}

interface InstallOptions extends PlaceOptions {
  name?: string;
  displayName?: string;
  typecheck?: boolean;
  permission?: string[];
}

/** Adds the command to the program. */
export function addKernelCommand(program: Command): void {
  const kernel = program.command("kernel")
    .summary("install the kernel for Jupyter, and look after it")
    .description("Installs the TypeScript kernel where Jupyter finds it, and looks after it.")
    .usage("<command> [options]")
    .helpCommand(false);
  addInstall(kernel);
  addUninstall(kernel);
  addList(kernel);
  addDoctor(kernel);
  examples(kernel, [
    ["labbook kernel install", "for all Jupyters of this user"],
    ["labbook kernel doctor", "why does it not start?"],
  ]);
}

function placeOptions(command: Command, without: string): Command {
  return command
    .option("--user", `the user's own folder${without === "user" ? ", which is the default" : ""}`)
    .option("--sys-prefix", "Python's prefix, such as the active virtual environment")
    .option("--prefix <folder>", "share/jupyter below a folder");
}

function placeOf({ user, sysPrefix, prefix }: PlaceOptions): Place | undefined {
  const given = [user && "--user", sysPrefix && "--sys-prefix", prefix !== undefined && "--prefix"]
    .filter((name) => typeof name === "string");
  if (given.length > 1) throw new UsageError(`Cannot use ${given.join(" and ")} together`);
  if (prefix !== undefined) return { kind: "prefix", prefix };
  if (sysPrefix) return { kind: "sys-prefix" };
  return user ? { kind: "user" } : undefined;
}

function addInstall(kernel: Command): void {
  const command = permissionOption(
    placeOptions(
      kernel.command("install")
        .summary("install it for Jupyter")
        .description(
          "Installs the kernel of this copy of Labbook, in place of one that was there before.\n" +
            PERMISSIONS_HELP,
        )
        .usage("[options] [permission flags]"),
      "user",
    )
      .option("--name <name>", "the name in notebooks", "labbook")
      .option("--display-name <text>", "the name that people choose it by")
      .option("--typecheck", "show type errors of cells as warnings"),
  ).action(async (options: InstallOptions) => {
    const { displayName: displayNameFor, installKernel } = await import("../../kernel/mod.ts");
    const place = placeOf(options);
    const permissions = await readPermissions(options.permission);
    const { name, displayName, typecheck = false } = options;
    const path = await installKernel({
      permissions,
      typecheck,
      ...place ? { place } : {},
      ...name === undefined ? {} : { name },
      ...displayName === undefined ? {} : { displayName },
    });
    const title = printable(displayName ?? displayNameFor(permissions));
    output.write(`${output.style.green("✓")} ${title} is in ${printable(path)}\n`);
  });
  examples(command, [
    ["labbook kernel install", "with all permissions, as Jupyter's other kernels have"],
    [
      "labbook kernel install --name labbook-offline --allow-read=. --allow-write=.",
      "one more, whose code reaches its folder only",
    ],
    ["labbook kernel install --sys-prefix", "for the active virtual environment only"],
    ["labbook kernel install --typecheck", "which warns of type errors"],
  ]);
}

function addUninstall(kernel: Command): void {
  const command = placeOptions(
    kernel.command("uninstall")
      .summary("remove it from Jupyter")
      .description("Removes a kernel that was installed by Labbook; never one of others.")
      .argument("[kernel]", "its name", "labbook"),
    "first",
  ).action(async (name: string, options: PlaceOptions) => {
    const { uninstallKernel } = await import("../../kernel/mod.ts");
    const path = await uninstallKernel(name, placeOf(options));
    output.write(`${output.style.green("✓")} removed ${printable(path)}\n`);
  });
  examples(command, [
    ["labbook kernel uninstall", "the one that Jupyter finds first"],
    ["labbook kernel uninstall labbook-offline", "one of another name"],
  ]);
}

const COLUMNS: Column[] = [
  { header: "NAME" },
  { header: "PERMISSIONS", minWidth: 12 },
  { header: "FOLDER", minWidth: 12, cut: "middle" },
];

function addList(kernel: Command): void {
  const command = jsonOption(
    kernel.command("list")
      .summary("list those that are installed")
      .description(
        "Lists the kernels of Labbook that are installed, in the order of Jupyter's folders.",
      ),
  ).action(async (options: { json?: boolean }) => {
    const { listKernels } = await import("../../kernel/mod.ts");
    const kernels = listKernels();
    if (options.json) {
      return await writeJson(
        kernels.map(({ name, path, spec, version, permissions, hiddenBy }) => ({
          name,
          path,
          display_name: spec.display_name,
          version,
          permissions,
          hidden_by: hiddenBy ?? null,
        })),
      );
    }
    if (kernels.length === 0) {
      return output.write("No kernel is installed: labbook kernel install\n");
    }
    const { cyan, dim } = output.style;
    const rows = kernels.map(({ name, path, permissions, hiddenBy }): Cell[] => [
      { text: printable(name), style: hiddenBy === undefined ? cyan : dim },
      printable(permissions.join(" ")),
      printable(path),
    ]);
    output.write(renderTable(COLUMNS, rows, output).text);
  });
  examples(command, [["labbook kernel list", "what Jupyter can start of ours"]]);
}

function addDoctor(kernel: Command): void {
  const command = jsonOption(
    kernel.command("doctor")
      .summary("check whether it can start")
      .description(
        "Runs a cell, and checks Deno, the kernels that are installed, and whether Jupyter finds them.\n" +
          "The exit code is 1 where there is a problem.",
      ),
  ).action(async (options: { json?: boolean }) => {
    const { examineKernels } = await import("../../kernel/mod.ts");
    await reportChecks(await examineKernels(), !!options.json);
  });
  examples(command, [["labbook kernel doctor", "look for what is wrong"]]);
}
