/** The rooms, and what each may know of the others. @module */

/** A room: a folder, or a file, with one door. */
export interface Room {
  /** Where it lies: a folder, or a file of that name with or without `.ts`. */
  path: string;
  /** The names of the rooms whose doors it may import, or `"*"` for all. */
  mayImport: readonly string[] | "*";
  /** Whether its code may use the `Deno` global freely. */
  usesDeno?: boolean;
}

/** The rooms by name; mirrors the table of the design. */
export const ROOMS: Readonly<Record<string, Room>> = {
  "mod.ts": {
    path: "mod.ts",
    mayImport: [
      "store",
      "tracker",
      "snapshot",
      "registry",
      "charts",
      "backends",
      "session",
      "kernel",
      "notebook",
      "host",
      "display",
    ],
  },
  store: { path: "src/store", mayImport: [] },
  packages: { path: "src/packages", mayImport: [] },
  host: { path: "src/host", mayImport: [] },
  display: { path: "src/display", mayImport: ["host"] },
  tracker: {
    path: "src/tracker",
    mayImport: ["store", "snapshot", "backends", "host", "display"],
  },
  snapshot: { path: "src/snapshot", mayImport: ["store", "host"] },
  registry: { path: "src/registry", mayImport: ["store", "display", "packages"] },
  charts: {
    path: "src/charts",
    mayImport: ["registry", "store", "display", "host", "packages"],
  },
  backends: { path: "src/backends", mayImport: ["store"] },
  session: { path: "src/session", mayImport: [], usesDeno: true },
  kernel: {
    path: "src/kernel",
    mayImport: [
      "session",
      "store",
      "snapshot",
      "nbformat",
      "host",
      "charts",
      "registry",
      "magics",
      "magics/parser",
    ],
    usesDeno: true,
  },
  nbformat: { path: "src/nbformat", mayImport: [] },
  notebook: { path: "src/notebook", mayImport: ["kernel", "nbformat"] },
  cli: { path: "src/cli", mayImport: "*", usesDeno: true },
  magics: { path: "magics", mayImport: ["mod.ts", "magics/parser"], usesDeno: true },
  "magics/parser": { path: "magics/parser", mayImport: [] },
};

/** Finds the room of a file, given its path below the repository's root with `/`. */
export function roomOf(
  file: string,
  rooms: Readonly<Record<string, Room>> = ROOMS,
): string | undefined {
  const names = Object.keys(rooms).filter((name) => lies(file, rooms[name]!.path));
  // The deepest of nested rooms is the file's own.
  return names.sort((a, b) => rooms[b]!.path.length - rooms[a]!.path.length)[0];
}

/** The one file of a room that other rooms import, where the room is a folder. */
export function doorOf(room: Room): string {
  return room.path.endsWith(".ts") ? room.path : `${room.path}/mod.ts`;
}

function lies(file: string, path: string): boolean {
  return file === path || file === `${path}.ts` || file.startsWith(`${path}/`);
}
