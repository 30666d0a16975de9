/**
 * What kernels do, each asked by a Jupyter client: the table of docs/kernel.md.
 *
 * ```sh
 * deno run -A bench/kernel/behaviours.ts              # everything; takes some ten minutes
 * deno run -A bench/kernel/behaviours.ts SIGINT await # what has one of these in its name
 * ```
 *
 * tslab is installed into a temporary folder by npm, and needs a Node that it has binaries for.
 *
 * @module
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ALL_PERMISSIONS, installKernel } from "../../src/kernel/mod.ts";
import { runProcess, type TempDir, tempDir } from "../../tests/helpers/mod.ts";
import { jupyterEnvironment } from "../../tests/kernel/peer/mod.ts";
import { python } from "../../tests/peers/python.ts";

const SCRIPT = fileURLToPath(new URL("behaviours.py", import.meta.url));
const TIMEOUT = 1_800_000;
const TSLAB = "1.0.22";

/** A kernel's name in Jupyter, and in the table. */
interface Column {
  name: string;
  title: string;
}

/** Installs each kernel as its own installer does: as to what is in its kernelspec. */
async function install(dir: TempDir, interpreter: string): Promise<Column[]> {
  await installKernel({
    place: { kind: "prefix", prefix: dir.path },
    name: "labbook",
    permissions: ALL_PERMISSIONS,
  });
  writeSpec(dir, "deno", [Deno.execPath(), "jupyter", "--kernel", "--conn", "{connection_file}"]);
  writeSpec(dir, "python", [
    interpreter,
    "-Xfrozen_modules=off",
    "-m",
    "ipykernel_launcher",
    "-f",
    "{connection_file}",
  ]);
  // As its users do: installed in a folder, it does not find the types that it needs.
  const prefix = ["--prefix", dir.join("tslab")];
  await run("npm", ["install", "-g", "--no-audit", "--no-fund", ...prefix, `tslab@${TSLAB}`]);
  writeSpec(dir, "tslab", [
    dir.join("tslab/bin/tslab"),
    "kernel",
    "--config-path",
    "{connection_file}",
  ]);
  const ipykernel = await run(interpreter, [
    "-c",
    "import ipykernel; print(ipykernel.__version__)",
  ]);
  return [
    { name: "labbook", title: "Labbook" },
    { name: "deno", title: `deno jupyter ${Deno.version.deno}` },
    { name: "tslab", title: `tslab ${TSLAB}` },
    { name: "python", title: `ipykernel ${ipykernel.trim()}` },
  ];
}

function writeSpec(dir: TempDir, name: string, argv: string[]): void {
  const folder = dir.join(`share/jupyter/kernels/${name}`);
  mkdirSync(folder, { recursive: true });
  const spec = { argv, display_name: name, language: name };
  writeFileSync(`${folder}/kernel.json`, JSON.stringify(spec));
}

async function run(command: string, args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runProcess(command, { args, timeout: TIMEOUT });
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}: ${stderr}`);
  return stdout;
}

/** What one kernel does, by the names of the checks. */
async function ask(
  dir: TempDir,
  interpreter: string,
  kernel: string,
  parts: string[],
): Promise<Map<string, string>> {
  const cwd = dir.join(`notebooks/${kernel}`);
  mkdirSync(cwd, { recursive: true });
  const { code, stdout, stderr } = await runProcess(interpreter, {
    args: [SCRIPT, kernel, ...parts],
    env: jupyterEnvironment(dir),
    cwd,
    timeout: TIMEOUT,
  });
  if (code !== 0) throw new Error(`Cannot ask ${kernel}: code ${code}\n${stdout}${stderr}`);
  const lines = stdout.split("\n").filter((line) => line.startsWith("{"));
  return new Map(lines.map((line) => JSON.parse(line)).map(({ what, does }) => [what, does]));
}

if (import.meta.main) {
  using dir = tempDir("labbook-");
  const interpreter = await python();
  const columns = await install(dir, interpreter);
  const answers: Map<string, string>[] = [];
  for (const { name } of columns) {
    console.error(`${name} …`);
    answers.push(await ask(dir, interpreter, name, Deno.args));
  }
  const rows = [...answers[0]!.keys()].map((what) => [
    what.replace(/ \(by message\)$/, ""),
    ...answers.map((does) => does.get(what)?.replaceAll("|", "\\|") ?? ""),
  ]);
  const header = ["What", ...columns.map(({ title }) => title)];
  for (const row of [header, header.map(() => "---"), ...rows]) {
    console.log(`| ${row.join(" | ")} |`);
  }
}
