import { kernelTest } from "./peer/mod.ts";

const LIFECYCLE = new URL("lifecycle.py", import.meta.url);

kernelTest("shutdown is answered, then nothing is left", LIFECYCLE, "shutdown");
kernelTest("shutdown is taken on shell too", LIFECYCLE, "shutdown_on_shell");
kernelTest("shutdown ends an endless loop", LIFECYCLE, "shutdown_while_busy");
kernelTest("a restart leaves nothing of before", LIFECYCLE, "restart");
kernelTest("SIGTERM ends kernel and session", LIFECYCLE, "ends_by_sigterm");
kernelTest(
  "the session of a killed kernel ends in the middle of a loop",
  LIFECYCLE,
  "killed_kernel",
);
kernelTest("the idle session of a killed kernel ends", LIFECYCLE, "killed_idle_kernel");
kernelTest(
  "a killed session ends its cell, the next cell has a fresh one",
  LIFECYCLE,
  "killed_session",
);
kernelTest("an idle session that is killed is replaced", LIFECYCLE, "killed_idle_session");
kernelTest("exit in a cell ends the session, told in the cell", LIFECYCLE, "exit_in_a_cell");
kernelTest("running out of memory ends the session, told in the cell", LIFECYCLE, "out_of_memory");
kernelTest("the kernel ends with its parent", LIFECYCLE, "parent_dies");
kernelTest("the session's address is secret", LIFECYCLE, "session_is_secret");
kernelTest(
  "the session works in the folder the kernel was started in",
  LIFECYCLE,
  "starts_in_its_folder",
);
