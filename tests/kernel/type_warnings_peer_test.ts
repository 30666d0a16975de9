import { kernelTest } from "./peer/mod.ts";

const WARNINGS = new URL("type_warnings.py", import.meta.url);

kernelTest("the notebook's metadata switches type warnings on", WARNINGS, "by_notebook");
kernelTest("a client asks what is wrong with a cell's types", WARNINGS, "on_request");
