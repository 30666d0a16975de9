import assert from "node:assert/strict";
import { MAGICS } from "../../magics/mod.ts";
import { kernelTest } from "./magic_kernel.ts";

kernelTest("%lsmagic lists all magics, and those of the user", async ({ run }) => {
  await run(
    `import { registerMagic } from ${JSON.stringify(new URL("../../mod.ts", import.meta.url).href)};
registerMagic("greet", () => "hello", { help: "Greets.\\nAt length." });`,
  );
  const [shown] = (await run("%lsmagic")).displays;
  const text = String(shown!.data["text/plain"]);
  for (const [name, { summary }] of MAGICS) {
    assert(text.includes(`%${name}`), name);
    assert(text.includes(summary.slice(0, 40)), name);
  }
  assert.match(text, /^%greet +%%greet +Greets\.$/m);
  assert.match(text, /^%time +%%time /m);
  assert.match(text, /^%%html /m);
  assert.deepEqual(shown!.metadata, { labbook: { figure: false } });
});
