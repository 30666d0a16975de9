/**
 * Which runs are compared.
 *
 * @module
 */
import { namedRuns, placeOf, type Problem, type RunPlace } from "../runs.ts";

/** How runs are chosen that are not named. */
export interface RunChoice {
  /** Only this project's. */
  project?: string;
  /** Only those of which it is true. */
  where?: string;
  /** At most so many, the newest. */
  last?: number;
}

/**
 * Finds the runs. Those that are named are found also where they are damaged; of others, what is wrong
 * goes to `problems`.
 */
export async function runsToCompare(
  baseDir: string,
  refs: string[],
  { project, where, last }: RunChoice,
  problems: Problem[],
): Promise<RunPlace[]> {
  const isChosen = project !== undefined || where !== undefined || last !== undefined;
  const isNamed = refs.length > 0 && !refs.some((ref) => ref.includes("*"));
  if (isNamed && !isChosen) return await namedRuns(baseDir, refs);
  const { resolveChartOptions, selectRuns } = await import("../../charts/mod.ts");
  const options = resolveChartOptions({ baseDir, project, where, last });
  const found = await selectRuns(refs.length === 0 ? undefined : refs, options);
  for (const { path, message } of found.problems) {
    problems.push({ run: placeOf(path).name, path, message });
  }
  return found.runs.map(({ path }) => placeOf(path));
}
