/** `%time` and `%%time`. @module */

import process from "node:process";
import { formatDuration } from "./durations.ts";
import type { Magic } from "./magic.ts";

/** Shows how long code takes. */
export const time: Magic = {
  name: "time",
  summary: "Shows how long a line or a cell takes: time on the processor, and on the wall.",
  usage: ["%time statement", "%%time"],
  examples: [
    ["%time await train()", "times a call, whose value is the line's value"],
    ["%time const data = load()", "times a statement; `data` is there afterwards"],
    ["%%time", "times the cell"],
  ],
  line: "code",
  cell: "code",
  isSync: true,
  run() {
    const cpu = process.cpuUsage();
    const start = performance.now();
    return {
      finish(): void {
        const wall = (performance.now() - start) / 1000;
        const { user, system } = process.cpuUsage(cpu);
        const [u, s, total] = [user, system, user + system].map((time) =>
          formatDuration(time / 1e6)
        );
        console.log(
          `CPU times: user ${u}, sys: ${s}, total: ${total}\nWall time: ${formatDuration(wall)}`,
        );
      },
    };
  },
};
