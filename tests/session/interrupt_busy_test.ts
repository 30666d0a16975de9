import assert from "node:assert/strict";
import { sessionTest } from "./session_helper.ts";

sessionTest(
  "an interrupt stops a loop that other questions were put to",
  async ({ run, session }) => {
    await run("const kept = 41;");
    for (let i = 0; i < 20; i++) {
      const running = session.run({ label: "cell", source: "while (true);" });
      await new Promise((resolve) => setTimeout(resolve, 20));
      // As completion asks them; V8 loses a termination that meets one of them.
      for (let k = 0; k < 40; k++) await session.evaluate("1");
      const asking = setInterval(() => session.evaluate("1").catch(() => {}), 1);
      try {
        assert.equal(await session.interrupt(), true);
      } finally {
        clearInterval(asking);
      }
      assert.equal((await running).status, "interrupted");
    }
    assert.equal((await run("kept")).result, "41");
  },
);
