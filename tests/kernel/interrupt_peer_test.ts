import { kernelTest } from "./peer/mod.ts";

const INTERRUPT = new URL("interrupt.py", import.meta.url);

kernelTest("an interrupt stops an endless loop", INTERRUPT, "endless_loop");
kernelTest("an interrupt stops a pending await", INTERRUPT, "pending_await");
kernelTest("an interrupt stops a sleep", INTERRUPT, "sleep");
kernelTest("an interrupt stops a loop of awaits for good", INTERRUPT, "loop_of_awaits");
kernelTest("an interrupt stops a loop of microtasks for good", INTERRUPT, "loop_of_microtasks");
kernelTest(
  "an interrupt stops a loop in a function of another cell",
  INTERRUPT,
  "loop_in_a_function",
);
kernelTest("an interrupt stops the cell's timers", INTERRUPT, "timers");
kernelTest("an interrupt stops a loop in a timer", INTERRUPT, "loop_in_a_timer");
kernelTest("an interrupt stops a loop that catches everything", INTERRUPT, "catch_all_loop");
kernelTest("an interrupt stops a fetch without an answer", INTERRUPT, "silent_server");
kernelTest("an interrupt stops a prompt", INTERRUPT, "prompt");
kernelTest("an interrupt stops waiting for a child process", INTERRUPT, "child_process");
kernelTest("an interrupt aborts the queued cells", INTERRUPT, "queued_cells");
kernelTest("an interrupt of nothing changes nothing", INTERRUPT, "nothing_runs");
kernelTest("SIGINT to the process group interrupts", INTERRUPT, "by_signal");
kernelTest("jupyter_client's own interrupt works", INTERRUPT, "by_jupyter_client");
kernelTest("ten interrupts in a row all stop their cell", INTERRUPT, "many_in_a_row");
kernelTest(
  "what cannot be stopped is told, a second interrupt restarts",
  INTERRUPT,
  "what_cannot_be_stopped",
);
