import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { MAGICS } from "../../magics/mod.ts";

Deno.test("docs/magics.md names every magic as its help does", () => {
  const path = new URL("../../docs/magics.md", import.meta.url);
  const text = readFileSync(path, "utf8").replaceAll("\\|", "|");
  const missing = [...MAGICS.values()].flatMap(({ usage }) => usage).filter((form) =>
    !text.includes(`\`${form}\``)
  );
  // Forms that say the same of another kind of source.
  assert.deepEqual(missing, ["%add jsr:@SCOPE/NAME[@VERSION] …", "%load [-r LINES] URL"]);
});
