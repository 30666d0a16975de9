/** What `%track` and the record of a run cost the cells. @module */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runProcess, tempDir } from "../../tests/helpers/mod.ts";
import type { BenchContext, Benchmark, Row } from "../benchmark.ts";
import { JUPYTER } from "../peers.ts";
import { short } from "../report.ts";
import { median, spread } from "../statistics.ts";
import { installNotebookKernel, type MeasureNotebook } from "./notebook_kernel.ts";
import { CELLS, definitions, realisticCells } from "./realistic_cells.ts";

const TRACK_REPETITIONS = 5;
const NOTEBOOK_REPETITIONS = 8;
const FILES = 5000;
const FILES_A_FOLDER = 100;

/** Milliseconds from the request of `%track` to the next cell's input. */
interface Tracked {
  /** In the first cell of a fresh kernel. */
  first: number;
  /** What the kernel's processes computed for that. */
  work: number;
  /** Later, where it ends the run before. */
  after: number;
  /** Later, where no run is active. */
  alone: number;
}

/** `%track` in a large repository, and the cells of a notebook with and without the record of a run. */
export const magics: Benchmark = {
  name: "magics",
  async run(context) {
    const python = await context.findPeers(JUPYTER);
    if ("missing" in python) {
      context.noteMissing(`%track, which a Jupyter client measures (${python.missing})`);
      return [];
    }
    using dir = tempDir("labbook-");
    const measure = await installNotebookKernel(dir, python.path);
    return [...await tracking(context, measure), await recording(context, measure)];
  },
};

async function git(cwd: string, ...args: string[]): Promise<void> {
  const identity = ["-c", "user.name=bench", "-c", "user.email=bench@example.org"];
  const { code, stderr } = await runProcess("git", { args: [...identity, ...args], cwd });
  if (code !== 0) throw new Error(`git ${args.join(" ")} ended with ${code}: ${stderr}`);
}

/** A repository in which one file is not as it was committed. */
async function makeRepository(path: string): Promise<void> {
  for (let i = 0; i < FILES; i++) {
    const folder = join(path, `folder-${Math.floor(i / FILES_A_FOLDER)}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `module_${i}.ts`), `export const value = ${i};\n`.repeat(40));
  }
  writeFileSync(join(path, ".gitignore"), "experiments/\n");
  await git(path, "init", "--quiet");
  await git(path, "add", "--all");
  await git(path, "commit", "--quiet", "--message", "Begin");
  writeFileSync(join(path, "folder-0/module_0.ts"), "export const value = -1;\n");
}

/** From `%track` to the next cell. */
async function tracking({ dir, log }: BenchContext, measure: MeasureNotebook): Promise<Row[]> {
  log("magics: %track …");
  const cwd = join(dir, "repository");
  await makeRepository(cwd);
  const found: Tracked[] = [];
  for (let i = 0; i < TRACK_REPETITIONS; i++) {
    found.push(await measure<Tracked>("tracking", cwd, { count: 5 }));
  }
  const row = { unit: "ms", limit: 150, inclusive: false } as const;
  const middle = (key: keyof Tracked): string => short(median(found.map((one) => one[key])));
  return [
    {
      ...row,
      what: "%track to the next cell running, in a repository of 5,000 files",
      measured: spread(found.map(({ alone }) => alone)),
      numbers: `in the first cell of a fresh kernel ${middle("first")} ms, ${
        middle("work")
      } ms of computing`,
    },
    {
      ...row,
      what: "… where it ends the run before",
      measured: spread(found.map(({ after }) => after)),
      numbers: "the run before has lasted for three seconds",
    },
  ];
}

/** What the cells of a notebook took. */
interface Executed {
  /** As the user waits for it, in milliseconds. */
  ms: number;
  /** What the kernel's processes computed meanwhile. */
  work: number;
}

/** All cells of a notebook while a run is active, recorded and not, in fresh kernels by turns. */
async function recording({ dir, log }: BenchContext, measure: MeasureNotebook): Promise<Row> {
  log("magics: the recorder …");
  const recorded = realisticCells();
  const ignored = recorded.map((cell) => `// labbook: ignore\n${cell}`);
  const cwd = join(dir, "notebook");
  mkdirSync(cwd);
  const before = ["%track bench/notebook", definitions()];
  const times = { recorded: [] as Executed[], ignored: [] as Executed[] };
  for (let i = 0; i < NOTEBOOK_REPETITIONS; i++) {
    const order = i % 2 === 0 ? ["recorded", "ignored"] as const : ["ignored", "recorded"] as const;
    for (const kind of order) {
      const cells = { recorded, ignored }[kind];
      times[kind].push(await measure<Executed>("notebook", cwd, { before, cells }));
    }
  }
  const more = (what: keyof Executed): number[] =>
    times.recorded.map((one, i) => 100 * (one[what] / times.ignored[i]![what] - 1));
  return {
    what: `what the recorder adds to a notebook of ${CELLS} cells`,
    measured: spread(more("ms")),
    unit: "%",
    limit: 5,
    inclusive: false,
    numbers: `${short(median(times.recorded.map(({ ms }) => ms)))} ms / ${
      short(median(times.ignored.map(({ ms }) => ms)))
    } ms; of computing, also beside the cells, ${short(median(more("work")))} %`,
  };
}
