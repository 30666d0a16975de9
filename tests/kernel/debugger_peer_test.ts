import { kernelTest } from "./peer/mod.ts";

const DEBUGGER = new URL("debugger.py", import.meta.url);

kernelTest("a cell stops at its breakpoint, and is stepped through and changed", DEBUGGER, "stops");
kernelTest("an interrupt ends a cell that is stopped", DEBUGGER, "interrupted");
kernelTest("breakpoints hold after the session's end", DEBUGGER, "session_ends");
kernelTest("a kernel shuts down while a cell is stopped", DEBUGGER, "shut_down_while_stopped");
