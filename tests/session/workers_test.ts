import assert from "node:assert/strict";
import { sessionTest } from "./session_helper.ts";

const WORKER = "debugger; self.onmessage = ({ data }) => self.postMessage(data + 1)";

sessionTest("a worker hears its first message before Deno would stop waiting", async (test) => {
  const { result } = await test.run(`
    const answers: unknown[] = [];
    for (let i = 0; i < 5; i++) {
      const url = "data:text/javascript," + encodeURIComponent(${JSON.stringify(WORKER)});
      const worker = new Worker(url, { type: "module" });
      answers.push(await new Promise((resolve) => {
        worker.onmessage = ({ data }) => resolve(data);
        worker.postMessage(6);
        setTimeout(resolve, 450, "late");
      }));
      worker.terminate();
    }
    // A busy machine may be late at times; where workers are held back all are.
    answers.includes(7)`);
  assert.equal(result, "true");
});
