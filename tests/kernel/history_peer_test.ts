import { kernelTest } from "./peer/mod.ts";

const HISTORY = new URL("history.py", import.meta.url);

kernelTest("history outlives a restart", HISTORY, "across_a_restart");
kernelTest("history is searched by globs", HISTORY, "search");
kernelTest("history has results where they are asked for", HISTORY, "outputs");
