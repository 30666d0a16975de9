/** What drawing needs to be permitted. @module */
import assert from "node:assert/strict";
import { join } from "node:path";
import { ROOT, runScript } from "../helpers/mod.ts";

const SCRIPT = new URL("render_permissions_script.ts", import.meta.url);
const FONT = join(ROOT, "src/charts/fonts/DejaVuSans.ttf");

/** What the script prints with these permissions; it is never asked. */
async function drawWith(...permissions: string[]): Promise<string[]> {
  const { code, stdout, stderr } = await runScript(SCRIPT, { permissions });
  assert.equal(code, 0, stderr);
  return stdout.trim().split("\n");
}

Deno.test("charts are drawn with permission to read, and nothing more", async () => {
  assert.deepEqual(await drawWith("--allow-read"), ["drawn", "drawn"]);
});

Deno.test("what is not permitted is told by the name of its flag", async () => {
  const font = `Cannot draw the text of a chart: reading the font ${FONT} is not permitted, ` +
    "expected --allow-read";
  assert.deepEqual(await drawWith(), [font, font]);
  const [svg, bundle] = await drawWith(`--allow-read=${ROOT}`);
  assert.equal(svg, "drawn");
  assert.match(
    bundle!,
    /^Cannot draw a PNG: reading .+index_bg\.wasm is not permitted, expected --allow-read$/,
  );
});
