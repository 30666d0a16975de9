/** `%timeit` and `%%timeit`. @module */

import type { Magic } from "./magic.ts";
import { countOption } from "./numbers.ts";
import { timeCode } from "./timing.ts";

/** Measures how long code takes, by calling it often. */
export const timeit: Magic = {
  name: "timeit",
  summary: "Measures how long code takes, by calling it again and again; promises are awaited.",
  usage: ["%timeit [-n N] [-r R] [-q] [-o] expression", "%%timeit [-n N] [-r R] [-q] [-o]"],
  examples: [
    ["%timeit Math.hypot(3, 4)", "calls it as often as the clock needs, in 7 runs"],
    ["%timeit -n 10 -r 3 await load()", "3 runs of 10 calls"],
    ["const timing = %timeit -o -q sort(rows)", "keeps what was measured, and shows nothing"],
    ["%%timeit", "measures the lines below, which declare nothing for later cells"],
  ],
  line: "function",
  cell: "function",
  options: {
    loops: { short: "n", value: "N", summary: "calls in a run, instead of finding out how many" },
    repeat: { short: "r", value: "R", summary: "how many runs; 7 by default" },
    precision: { short: "p", value: "P", summary: "significant digits; 3 by default" },
    quiet: { short: "q", summary: "shows nothing" },
    output: { short: "o", summary: "returns what was measured" },
  },
  async run(call) {
    const { code, options } = call;
    if (code === undefined) {
      throw new SyntaxError(
        "Cannot time nothing: expected an expression behind %timeit, or lines below %%timeit",
      );
    }
    const timing = await timeCode(code, {
      loops: countOption("timeit", call, "loops"),
      runs: countOption("timeit", call, "repeat") ?? 7,
      digits: Math.min(countOption("timeit", call, "precision") ?? 3, 15),
      signal: call.signal,
    });
    const { warning } = timing;
    const isReturned = call.isAssigned || options.output === true;
    if (options.quiet !== true) {
      if (warning !== undefined) console.warn(warning);
      // What is returned and not assigned is displayed.
      if (call.isAssigned || !isReturned) console.log(String(timing));
    }
    return isReturned ? timing : undefined;
  },
};
