/**
 * Checks the boundaries between the rooms: who imports whom, only through doors, never in a circle;
 * and that no file names a registry host or a machine's path.
 *
 * ```sh
 * deno run -A tools/rooms.ts
 * ```
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { findCircles } from "./circles.ts";
import { type ImportEdge, readImports, sourceFiles } from "./import_graph.ts";
import { checkPackages } from "./package_check.ts";
import { doorOf, roomOf, ROOMS } from "./room_table.ts";
import { checkTexts } from "./text_check.ts";

const SOURCES = ["mod.ts", "src", "magics"];

/** Checks the tree at `root`; returns one line for each violation. */
export async function checkRooms(root: string): Promise<string[]> {
  const files = SOURCES.flatMap((path) => sourceFiles(root, path));
  const { edges, errors } = await readImports(root, files);
  const own = edges.filter(({ from }) => files.includes(from));
  return [
    ...files.filter((file) => roomOf(file) === undefined).map((file) =>
      `${file} is in no room of tools/room_table.ts`
    ),
    ...errors,
    ...own.flatMap(checkEdge),
    ...circles("Rooms", own.map(({ from, to }) => [roomOf(from) ?? from, roomOf(to) ?? to])),
    // Types vanish before a module runs, and an import() runs when everything is there.
    ...circles(
      "Files",
      own.filter((edge) => !edge.typeOnly && !edge.dynamic).map(({ from, to }) => [from, to]),
      (from, to) => roomOf(from) === roomOf(to),
    ),
    ...checkPackages(root, files),
    ...checkTexts(root),
  ];
}

function checkEdge({ from, to, line }: ImportEdge): string[] {
  // The manifest is data: the command line reads its own version there.
  if (to === "deno.json") return [];
  const [fromRoom, toRoom] = [roomOf(from), roomOf(to)];
  if (fromRoom === undefined || fromRoom === toRoom) return [];
  const where = `${from}:${line} imports ${to}`;
  if (toRoom === undefined) return [`${where}, which is in no room`];
  const { mayImport } = ROOMS[fromRoom]!;
  if (mayImport !== "*" && !mayImport.includes(toRoom)) {
    const allowed = mayImport.length === 0 ? "nothing of ours" : mayImport.join(", ");
    return [`${where}: ${fromRoom} may import ${allowed}, not ${toRoom}`];
  }
  const door = doorOf(ROOMS[toRoom]!);
  // A room may still be one file, which is then its own door.
  const isDoor = to === door || to === `${ROOMS[toRoom]!.path}.ts`;
  return isDoor ? [] : [`${where}: other rooms import the door ${door}`];
}

function circles(
  what: string,
  edges: [string, string][],
  counts: (from: string, to: string) => boolean = () => true,
): string[] {
  const considered = edges.filter(([from, to]) => from !== to && counts(from, to));
  return findCircles(considered).map((circle) =>
    `${what} import each other in a circle: ${circle.join(" → ")}`
  );
}

if (import.meta.main) {
  const problems = await checkRooms(fileURLToPath(new URL("../", import.meta.url)));
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) Deno.exit(1);
}
