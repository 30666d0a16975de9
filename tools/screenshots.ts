/**
 * Takes the README's pictures: notebooks in a real JupyterLab, with the kernel of this checkout.
 *
 * ```sh
 * deno run -A tools/screenshots.ts            # all, into docs/screenshots
 * deno run -A tools/screenshots.ts debugger   # one of them
 * ```
 *
 * @module
 */

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chooseDarkTheme, Frontend, type NotebookPage } from "../tests/browser/mod.ts";
import { ROOT, type TempDir, tempDir } from "../tests/helpers/mod.ts";
import { python } from "../tests/peers/python.ts";
import { startPythonServer } from "../tests/peers/python_server.ts";
import { TRACKING_PICTURES } from "./tracking_pictures.ts";

/** A picture: a notebook's cells, and what is done with them before it is taken. */
export interface Picture {
  /** The sources of the cells. */
  cells: readonly string[];
  /** A folder of this checkout that lies beside the notebook, both in a git repository; none by default. */
  folder?: string;
  /** Light by default. */
  theme?: "light" | "dark";
  /** What is done. */
  act(notebook: NotebookPage): Promise<void>;
}

const FOLDER = fileURLToPath(new URL("../docs/screenshots/", import.meta.url));

const TRAINING = `import * as aq from "npm:arquero@7.2.1";

interface Epoch { run: string; epoch: number; loss: number }
const history: Epoch[] = ["sgd", "adam"].flatMap((run, k) =>
  Array.from({ length: 30 }, (_, i) => ({
    run, epoch: i + 1, loss: +(0.2 + (0.9 - 0.3 * k) * Math.exp(-i / (9 - 4 * k))).toFixed(3),
  })));
console.log(\`\${history.length} epochs\`);
aq.from(history).groupby("run").rollup({ epochs: aq.op.count(), best: aq.op.min("loss") })`;

const CHART = `({
  $schema: "https://vega.github.io/schema/vega-lite/v5.json",
  data: { values: history }, width: 440, height: 120, mark: "line",
  encoding: {
    x: { field: "epoch", type: "quantitative" },
    y: { field: "loss", type: "quantitative" },
    color: { field: "run", type: "nominal" },
  },
})`;

const MODEL = `class Layer {
  readonly weights: number[];
  constructor(readonly inputs: number, readonly outputs: number) {
    if (outputs < 1) throw new RangeError(\`A layer needs an output, got \${outputs}\`);
    this.weights = Array.from({ length: inputs * outputs }, () => Math.random() - 0.5);
  }
}`;

const BUILD = `function build(sizes: number[]): Layer[] {
  return sizes.slice(1).map((size, i) => new Layer(sizes[i], size));
}
build([4, 8, 3]).map((layer) => layer.weights.length)`;

const SCALE = `/** Scales values to a mean of 0 and a standard deviation of 1. */
function standardize(values: number[], epsilon = 1e-8): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return values.map((value) => (value - mean) / Math.sqrt(variance + epsilon));
}
const settings = { learningRate: 0.01, layers: [64, 64], activation: "relu" };`;

const PICTURES: Record<string, Picture> = {
  ...TRACKING_PICTURES,
  results: {
    cells: [TRAINING, CHART],
    async act(notebook) {
      await notebook.choose("Run", "Run All Cells");
      await notebook.ended(1, 2);
      await notebook.outputs(1).locator("canvas, svg").first().waitFor();
    },
  },
  error: {
    cells: [MODEL, BUILD, "const layers = build([4, 8, 0]);\nlayers.length"],
    async act(notebook) {
      await notebook.choose("Run", "Run All Cells");
      await notebook.ended(2, 3);
    },
  },
  completion: {
    cells: [TRAINING, 'const runs = aq.from(history).groupby("run");\naq.from'],
    async act(notebook) {
      const { page } = notebook;
      await notebook.run(0);
      await notebook.ended(0, 1);
      await twice(notebook, async () => {
        await notebook.edit(1);
        await page.keyboard.press("Tab");
        await page.locator(".jp-Completer-item").first().waitFor();
      });
      await page.locator(".jp-Completer-docpanel", { hasText: "table" }).waitFor();
    },
  },
  tooltip: {
    cells: [SCALE, "standardize(settings.layers)"],
    async act(notebook) {
      await notebook.run(0);
      await notebook.ended(0, 1);
      await twice(notebook, async () => {
        await notebook.edit(1);
        await notebook.page.keyboard.press("Home");
        await notebook.page.keyboard.press("Control+ArrowRight");
        await notebook.page.keyboard.press("Shift+Tab");
        await notebook.page.locator(".jp-Tooltip").waitFor();
      });
    },
  },
  debugger: {
    cells: [
      `function step(weights: number[], gradient: number[], rate: number): number[] {
  const next = weights.map((weight, i) => weight - rate * gradient[i]);
  const moved = Math.hypot(...next.map((weight, i) => weight - weights[i]));
  return moved < 1e-3 ? weights : next;
}
const trained = step([0.5, -0.25], [0.1, 0.4], 0.5);
trained`,
    ],
    async act(notebook) {
      await notebook.enableDebugger();
      await notebook.toggleBreakpoint(0, 4);
      await notebook.page.locator(".jp-DebuggerBreakpoint-line", { hasText: "4" }).waitFor();
      await notebook.run(0);
      await notebook.stopped("return moved < 1e-3");
    },
  },
};

/** Asks for help twice: the first question only starts the language server. */
async function twice({ page }: NotebookPage, ask: () => Promise<void>): Promise<void> {
  await ask();
  await page.waitForTimeout(3000);
  await page.keyboard.press("Escape");
  await ask();
}

/** Copies a folder of this checkout beside the notebook, and commits it. */
function addFolder(dir: TempDir, folder: string): void {
  const notebooks = dir.join("notebooks");
  cpSync(join(ROOT, folder), join(notebooks, basename(folder)), { recursive: true });
  dir.write("notebooks/.gitignore", "*.ipynb\n.*\nexperiments\n");
  const git = (...args: string[]): void => {
    const author = ["-c", "user.name=Labbook", "-c", "user.email=labbook@localhost"];
    execFileSync("git", ["-C", notebooks, ...author, ...args], { stdio: "ignore" });
  };
  git("init", "--initial-branch=main");
  git("add", ".");
  git("commit", "--message=Train on penguins");
}

async function take(name: string, { cells, folder, theme, act }: Picture): Promise<void> {
  using dir = tempDir("labbook-");
  if (folder !== undefined) addFolder(dir, folder);
  if (theme === "dark") chooseDarkTheme(dir);
  dir.write(
    "settings/@jupyterlab/completer-extension/manager.jupyterlab-settings",
    JSON.stringify({ showDocumentationPanel: true }),
  );
  const interpreter = await python();
  const peer = {
    serve: (options: Parameters<typeof startPythonServer>[1]) =>
      startPythonServer(interpreter, options),
  };
  await using frontend = await Frontend.start(peer, dir);
  const page = await frontend.newPage();
  const notebook = await frontend.open(page, cells);
  // The list of files says nothing here.
  await page.keyboard.press("Control+b");
  await act(notebook);
  await notebook.page.waitForTimeout(500);
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  console.log(`docs/screenshots/${name}.png`);
}

if (import.meta.main) {
  mkdirSync(FOLDER, { recursive: true });
  const wanted = Deno.args.length > 0 ? Deno.args : Object.keys(PICTURES);
  for (const name of wanted) {
    const picture = PICTURES[name];
    if (picture === undefined) {
      const names = Object.keys(PICTURES).join(", ");
      throw new RangeError(`Cannot take a picture "${name}": expected one of ${names}`);
    }
    await take(name, picture);
  }
}
