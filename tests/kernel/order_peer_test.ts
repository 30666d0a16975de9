import { kernelTest } from "./peer/mod.ts";

const ORDER = new URL("order.py", import.meta.url);

kernelTest("a cell: busy, execute_input, outputs, result, reply, idle", ORDER, "succeeds");
kernelTest("an error follows the outputs before it, once", ORDER, "fails");
kernelTest("a syntax error is an error as others are", ORDER, "cannot_be_parsed");
kernelTest("thousands of lines of two queued cells stay complete and apart", ORDER, "many_lines");
kernelTest("text and displays keep their order", ORDER, "streams_and_displays_mixed");
kernelTest("a silent cell is not heard of, and not counted", ORDER, "silent");
kernelTest("a cell with store_history: false leaves count and history", ORDER, "without_history");
kernelTest(
  "user_expressions are evaluated after the cell, errors one by one",
  ORDER,
  "user_expressions",
);
kernelTest("an error aborts what is queued, and only executions", ORDER, "aborts_what_is_queued");
kernelTest("with stop_on_error: false the queue goes on", ORDER, "goes_on_after_an_error");
kernelTest("cells of nothing succeed", ORDER, "empty_cells");
kernelTest("late output belongs to the cell that started it", ORDER, "late_output");
kernelTest("a late error is shown in its cell, and the session lives", ORDER, "late_error");
kernelTest("displays are updated and outputs cleared in order", ORDER, "updates_and_clears");
kernelTest("text by any road arrives in the cell", ORDER, "text_of_every_road");
