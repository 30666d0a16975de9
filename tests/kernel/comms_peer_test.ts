import { kernelTest } from "./peer/mod.ts";

const COMMS = new URL("comms.py", import.meta.url);

kernelTest("a comm of an unknown target is closed on iopub", COMMS, "unknown_target");
kernelTest("a comm that a cell opens is known until it is closed", COMMS, "opened_by_a_cell");
kernelTest(
  "messages of a comm that nobody opened are passed over",
  COMMS,
  "message_of_unknown_comm",
);
