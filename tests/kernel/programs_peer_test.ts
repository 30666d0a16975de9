import { kernelTest } from "./peer/mod.ts";

const PROGRAMS = new URL("programs.py", import.meta.url);

kernelTest("nbclient: none of 1,000 outputs is lost", PROGRAMS, "outputs_of_nbclient");
kernelTest("nbclient: none of 20,000 lines is lost", PROGRAMS, "lines_of_nbclient");
kernelTest(
  "nbclient: displays of 10 MB are saved in their cells",
  PROGRAMS,
  "large_image_of_nbclient",
);
kernelTest("nbclient: an error ends the notebook", PROGRAMS, "error_of_nbclient");
kernelTest(
  "nbclient: a display of an earlier cell is updated",
  PROGRAMS,
  "display_updates_of_nbclient",
);
kernelTest("nbclient: a cell is interrupted that takes too long", PROGRAMS, "timeout_of_nbclient");
kernelTest("papermill: parameters are injected", PROGRAMS, "papermill");
kernelTest("jupyter console: cells, results and errors", PROGRAMS, "console");
