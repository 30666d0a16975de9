/** `%prof` and `%%prof`. @module */

import { placeOf } from "./code_places.ts";
import { formatDuration } from "./durations.ts";
import { reasonOf, typedPath } from "./folders.ts";
import { shownTable } from "./jupyter.ts";
import { kernel } from "./kernel.ts";
import type { Magic, MagicCall } from "./magic.ts";
import { countOption } from "./numbers.ts";
import { type CallFrame, type CpuProfile, type ProfileSummary, summarize } from "./profile.ts";
import { startProfile } from "./profiler.ts";

/** How many functions are shown. */
const MOST_FUNCTIONS = 15;
/** Functions with less of the time are not shown: they are the profiler's own, or chance. */
const SMALLEST_SHARE = 0.001;
/** Where the code is from that runs cells and magics. */
const OURS = ["./", "../src/session/runtime/"].map((path) => new URL(path, import.meta.url).href);

/** Shows which functions code spends its time in. */
export const prof: Magic = {
  name: "prof",
  summary: "Shows which functions a line or a cell spends its time in.",
  usage: [
    "%prof [-l N] [-s self|total] [-o FILE] statement",
    "%%prof [-l N] [-s self|total] [-o FILE]",
  ],
  examples: [
    ["%prof await train()", "the heaviest functions of a call, whose value is the line's value"],
    ["%%prof -l 30 -s total", "30 functions of the cell, by the time in what they call, too"],
    ["%%prof -o train.cpuprofile", "a file for the performance tools of a browser or VS Code"],
  ],
  line: "code",
  cell: "code",
  options: {
    limit: { short: "l", value: "N", summary: `functions shown; ${MOST_FUNCTIONS} by default` },
    sort: {
      short: "s",
      value: "ORDER",
      kind: ["self", "total"],
      summary: "by the time in a function's own code (the default), or in what it calls, too",
    },
    output: { short: "o", value: "FILE", kind: "path", summary: "writes the whole profile" },
  },
  async run(call) {
    const limit = countOption("prof", call, "limit") ?? MOST_FUNCTIONS;
    const order = orderOf(call);
    const file = call.options.output === undefined ? undefined : String(call.options.output);
    const running = await startProfile();
    return {
      async finish() {
        const profile = await running.stop();
        if (file !== undefined) save(profile, file);
        const summary = summarize(profile, isOurs);
        console.log(totals(summary));
        return table(summary, order, limit);
      },
    };
  },
};

function orderOf({ options: { sort = "self" } }: MagicCall): "self" | "total" {
  if (sort === "self" || sort === "total") return sort;
  throw new RangeError(
    `Cannot run %prof: --sort is ${JSON.stringify(sort)}, expected self or total`,
  );
}

/** What runs cells and magics, what that calls, and the event loop below are not what the user asks about. */
function isOurs({ url, functionName }: CallFrame, isCallerShown: boolean): boolean {
  if (OURS.some((folder) => url.startsWith(folder))) return true;
  // Parts of the engine, such as the collection of garbage, stand in brackets.
  return !isCallerShown &&
    (url === "" ? !functionName.startsWith("(") : /^(?:ext|node):/.test(url));
}

function totals({ busy, idle }: ProfileSummary): string {
  const waited = idle > 0 ? `, and ${formatDuration(idle)} of waiting` : "";
  return `Profiled ${formatDuration(busy)} of computing${waited}`;
}

function table({ functions, busy }: ProfileSummary, order: "self" | "total", limit: number) {
  const labels = kernel("prof").ask("cells", {}) as Record<string, string>;
  const share = (time: number): string => `${(100 * time / busy).toFixed(1)} %`;
  const rows = functions.filter(({ total }) => total >= SMALLEST_SHARE * busy)
    .sort((a, b) => b[order] - a[order]).slice(0, limit)
    .map(({ frame, self, total }) => ({
      Function: nameOf(frame),
      Self: formatDuration(self),
      "Self %": share(self),
      Total: formatDuration(total),
      "Total %": share(total),
      Where: placeOf(frame, labels),
    }));
  return shownTable(["Function", "Self", "Self %", "Total", "Total %", "Where"], rows);
}

function nameOf({ functionName, lineNumber }: CallFrame): string {
  // The code of a module or a cell outside of all functions stands in no line.
  return functionName || (lineNumber < 0 ? "(top level)" : "(anonymous)");
}

function save(profile: CpuProfile, file: string): void {
  const path = typedPath(file);
  try {
    Deno.writeTextFileSync(path, JSON.stringify(profile));
  } catch (error) {
    throw new Error(`Cannot write the profile into ${JSON.stringify(path)}: ${reasonOf(error)}`);
  }
  console.log(`Wrote ${path}`);
}
