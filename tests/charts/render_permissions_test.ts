/** What drawing needs to be permitted. @module */
import assert from "node:assert/strict";
import { join } from "node:path";
import { ROOT, runScript } from "../helpers/mod.ts";

const SCRIPT = new URL("render_permissions_script.ts", import.meta.url);
const FONT = join(ROOT, "src/charts/fonts/DejaVuSans.ttf");

const BUNDLE = "application/vnd.vegalite.v5+json image/svg+xml image/png text/plain";

/** What the script prints with these permissions, and its warnings; it is never asked. */
async function drawWith(...permissions: string[]): Promise<{ lines: string[]; stderr: string }> {
  const { code, stdout, stderr } = await runScript(SCRIPT, { permissions });
  assert.equal(code, 0, stderr);
  return { lines: stdout.trim().split("\n"), stderr };
}

Deno.test("charts are drawn with permission to read, and nothing more", async () => {
  const { lines, stderr } = await drawWith("--allow-read");
  assert.deepEqual(lines, ["drawn", BUNDLE, BUNDLE]);
  assert.equal(stderr, "");
});

Deno.test("what is not permitted is told by the name of its flag", async () => {
  const font = `Cannot draw the text of a chart: reading the font ${FONT} is not permitted, ` +
    "expected --allow-read";
  assert.deepEqual((await drawWith()).lines, [font, font, font]);
});

Deno.test("a bundle comes without the PNG, and with one warning, where only that is not permitted", async () => {
  const { lines, stderr } = await drawWith(`--allow-read=${ROOT}`);
  const bundle = BUNDLE.replace("image/png ", "");
  assert.deepEqual(lines, ["drawn", bundle, bundle]);
  assert.match(
    stderr,
    /^labbook: Cannot draw a PNG: reading .+index_bg\.wasm is not permitted, expected --allow-read; charts are shown without it\n$/,
  );
});
