import { kernelTest } from "./peer/mod.ts";

kernelTest("jupyter_kernel_test passes with nothing skipped", async ({ runClient }) => {
  await runClient(new URL("conformance.py", import.meta.url));
});
