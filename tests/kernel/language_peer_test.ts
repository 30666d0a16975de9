import { kernelTest } from "./peer/mod.ts";

const LANGUAGE = new URL("language.py", import.meta.url);

kernelTest("the first questions are answered as the later ones", LANGUAGE, "first_questions");
kernelTest("later questions are answered with what the types tell", LANGUAGE, "later_questions");
