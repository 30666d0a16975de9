import { kernelTest } from "./peer/mod.ts";

const STDIN = new URL("stdin.py", import.meta.url);

kernelTest("prompt() asks the client and returns its answer", STDIN, "prompt");
kernelTest("confirm() is true for y only", STDIN, "confirm");
kernelTest("alert() waits for the client", STDIN, "alert");
kernelTest("several prompts of a cell are asked one by one", STDIN, "several_prompts");
kernelTest("prompt() throws where input is not allowed", STDIN, "not_allowed");
kernelTest("only the client that executed is asked", STDIN, "only_who_executed");
kernelTest("an answer nobody waits for is dropped", STDIN, "late_answers");
