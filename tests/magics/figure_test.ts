import assert from "node:assert/strict";
import fs from "node:fs";
import { join } from "node:path";
import { kernelTest, type MagicKernel } from "./magic_kernel.ts";
import { summaryOf } from "./tracked_runs.ts";

/** Code that displays a picture of some width. */
const show = (width: number): string =>
  `await Deno.jupyter.display({ "image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg' width='${width}'/>" }, { raw: true });`;

/** The figures of a run as `name@step`, in order. */
function figuresOf(kernel: MagicKernel, run: string): string[] {
  return summaryOf(kernel, run).figures.map(({ name, step }) => `${name}@${step}`);
}

kernelTest("%figure and %%figure name what their cell shows", async (kernel) => {
  await kernel.run("%track p/a\n%log loss=1 --step 3");
  await kernel.run(`${show(1)}\n%figure one\n${show(2)}\n%figure two\n${show(3)}\n${show(4)}`);
  await kernel.run(`%%figure "whole cell"\n${show(5)}\nDeno.jupyter.html\`<b>bold</b>\``);
  await kernel.run(`${show(6)}`);
  await kernel.run(`const name = "from code";\n%figure \${name}\n${show(7)}`);
  await kernel.run("%track stop");
  assert.deepEqual(figuresOf(kernel, "p/a"), [
    "cell-2@3",
    "one@3",
    "two@3",
    "two-2@3",
    "whole cell@3",
    "whole cell-2@3",
    "cell-4@3",
    "from code@3",
  ]);
});

kernelTest("%figure NAME ${figure} logs a figure, and gives its path", async (kernel) => {
  const logged = await kernel.run(`%track p/a
const svg = Deno.jupyter.svg\`<svg xmlns="http://www.w3.org/2000/svg"></svg>\`;
%figure direct \${svg} --step 7
%figure page "<b>bold</b>"
%figure chart \${{ $schema: "https://vega.github.io/schema/vega-lite/v5.json", mark: "point" }}`);
  assert.equal(
    logged.stdout,
    "figures/direct-step-7.svg\nfigures/page.html\nfigures/chart.vl.json\n",
  );
  const { result, stdout } = await kernel.run("const path = %figure again ${svg}\npath");
  assert.deepEqual([result, stdout], ['"figures/again.svg"', ""]);
  await kernel.run("%%figure cell ${svg}\nconst x = 1;");
  await kernel.run("%track stop");
  assert.deepEqual(figuresOf(kernel, "p/a"), [
    "direct@7",
    "page@null",
    "chart@null",
    "again@null",
    "cell@null",
  ]);
});

kernelTest("without a run, %figure names nothing, and cannot log", async (kernel) => {
  const shown = await kernel.run(`%figure name\n${show(1)}`);
  assert.equal(shown.displays.length, 1);
  assert.equal(
    (await kernel.try('%figure name "<svg/>"')).error,
    "Error: Cannot run %figure: no run is active; start one with %track project/name",
  );
});

kernelTest(
  "a figure's name that is none is an error, and odd ones leave no folder",
  async (kernel) => {
    await kernel.run("%track p/a");
    const wrong: [call: string, message: RegExp][] = [
      [
        "",
        /^TypeError: Cannot log a figure: no name is given, expected %figure NAME \$\{figure\}$/,
      ],
      ['" "', /^TypeError: Cannot log a figure: its name is empty, expected %figure NAME$/],
      ["${5}", /^TypeError: Cannot take the figure's name: got 5, expected a text$/],
      ["a ${5}", /^TypeError: Cannot log figure "a": 5, expected PNG or JPEG bytes, /],
      ["../x '<svg/>'", /^TypeError: Cannot use "\.\.\/x" as the figure name: it would leave /],
      ["a '<svg/>' --step x", /^TypeError: Cannot take --step: got "x", expected a number$/],
      ["${'x'.repeat(1e4)} '<svg/>'", /^TypeError: Cannot use "x{200}…" as the figure name: /],
    ];
    for (const [call, message] of wrong) {
      assert.match((await kernel.try(`%figure ${call}`)).error!, message);
    }
    const names = ["../../evil", '<b>"x"</b>', "__proto__", "x".repeat(10_000), "a\nb", "con"];
    for (const name of names) {
      await kernel.run(`%figure \${${JSON.stringify(name)}}\n${show(1)}`);
    }
    await kernel.run("%track stop");
    const dir = join(kernel.folder, "experiments/p/a");
    const files = fs.readdirSync(join(dir, "figures"));
    assert.equal(files.length, names.length);
    assert(
      files.every((file) => /^[\w-]{1,120}\.svg$/.test(file)),
      files.join(),
    );
    assert(!fs.existsSync(join(kernel.folder, "evil")) && !fs.existsSync(join(dir, "evil")));
  },
);
