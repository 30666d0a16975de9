/** Programs that run notebooks run those that track and compare. @module */

import { kernelTest } from "./peer/mod.ts";

const TRACKING = new URL("tracking.py", import.meta.url);

kernelTest("nbclient keeps the cards, charts and tables of runs", TRACKING, "nbclient_runs_it");
kernelTest("papermill tracks with parameters from outside", TRACKING, "papermill_runs_it");
kernelTest(
  "nbconvert executes a tracking notebook, and its page shows the charts",
  TRACKING,
  "nbconvert_runs_it",
);
