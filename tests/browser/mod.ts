/**
 * The frontends of Jupyter in a real Chromium, with the kernel of this checkout.
 *
 * ```ts ignore
 * browserTest("a result is shown", ["1 + 1"], async (notebook) => {
 *   await notebook.run(0);
 *   await notebook.ended(0, 1);
 *   await notebook.assertOutputs(0, ["2"]);
 * });
 * ```
 *
 * With `LABBOOK_SCREENSHOTS` set to a folder, each test leaves a picture of its page there; a test that
 * fails always leaves one and says where.
 *
 * @module
 */

import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { type TempDir, tempDir } from "../helpers/mod.ts";
import { type Peer, peerTest } from "../peers/python.ts";
import { chromiumIsMissing, RunningChromium } from "./chromium.ts";
import { type JupyterServer, startJupyter } from "./jupyter_server.ts";
import { notebookText } from "./notebook_file.ts";
import { NotebookPage, TIMEOUT } from "./notebook_page.ts";

export { NotebookPage };

/** Settings with the dark theme, for both frontends. */
export function chooseDarkTheme(dir: TempDir): void {
  const file = "settings/@jupyterlab/apputils-extension/themes.jupyterlab-settings";
  dir.write(file, JSON.stringify({ theme: "JupyterLab Dark" }));
}

/** A JupyterLab and a Chromium that run; `await using` ends both. */
export class Frontend implements AsyncDisposable {
  readonly #chromium: RunningChromium;
  readonly #server: JupyterServer;
  /** Where the server has its notebooks and settings. */
  readonly dir: TempDir;

  private constructor(chromium: RunningChromium, server: JupyterServer, dir: TempDir) {
    this.#chromium = chromium;
    this.#server = server;
    this.dir = dir;
  }

  /** Starts both in a folder that is the caller's to remove. */
  static async start(peer: Pick<Peer, "serve">, dir: TempDir): Promise<Frontend> {
    const starts = await Promise.allSettled([RunningChromium.start(dir), startJupyter(peer, dir)]);
    const [chromium, server] = starts;
    if (chromium.status === "fulfilled" && server.status === "fulfilled") {
      return new Frontend(chromium.value, server.value, dir);
    }
    for (const start of starts) {
      if (start.status === "fulfilled") await start.value[Symbol.asyncDispose]();
    }
    throw new AggregateError(
      starts.flatMap((start) => start.status === "rejected" ? [start.reason] : []),
      "Cannot start JupyterLab and Chromium",
    );
  }

  /** Opens an empty page. */
  async newPage(): Promise<Page> {
    const context = await this.#chromium.browser.newContext({
      viewport: { width: 1280, height: 800 },
    });
    context.setDefaultTimeout(TIMEOUT);
    return await context.newPage();
  }

  /** Writes a notebook of these cells, and opens it in a page. */
  async open(
    page: Page,
    sources: readonly string[],
    frontend: "lab" | "notebook" = "lab",
  ): Promise<NotebookPage> {
    this.dir.write("notebooks/test.ipynb", notebookText(sources));
    return await NotebookPage.open(page, this.#server.urlOf("test.ipynb", frontend));
  }

  /** Stops the browser, then the server with its kernels. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#chromium[Symbol.asyncDispose]();
    await this.#server[Symbol.asyncDispose]();
  }
}

/** In which frontend a test takes place. */
export interface BrowserTestOptions {
  /** JupyterLab by default. */
  frontend?: "lab" | "notebook";
  /** Light by default. */
  theme?: "light" | "dark";
}

/**
 * Registers a test with a notebook of its own in JupyterLab or Notebook 7.
 *
 * @param fn What the test does; `dir` has the server's folder `notebooks`, in which `test.ipynb` lies.
 */
export function browserTest(
  name: string,
  sources: readonly string[],
  fn: (notebook: NotebookPage, dir: TempDir) => Promise<void>,
  { frontend = "lab", theme = "light" }: BrowserTestOptions = {},
): void {
  const missing = chromiumIsMissing();
  // In CI it fails, as tests with Python peers do.
  const ignore = missing !== undefined && !Deno.env.get("CI");
  peerTest(missing ? `${name} (no Chromium: ${missing})` : name, { ignore }, async (peer) => {
    if (missing) throw new Error(`Cannot start a Chromium: ${missing}`);
    using dir = tempDir();
    if (theme === "dark") chooseDarkTheme(dir);
    await using running = await Frontend.start(peer, dir);
    const page = await running.newPage();
    try {
      await fn(await running.open(page, sources, frontend), dir);
    } catch (error) {
      const picture = join(tmpdir(), `labbook-failed-${fileName(name)}.png`);
      await page.screenshot({ path: picture });
      throw new Error(`The page at that moment: ${picture}`, { cause: error });
    }
    const folder = Deno.env.get("LABBOOK_SCREENSHOTS");
    if (folder) await page.screenshot({ path: join(folder, `${fileName(name)}.png`) });
  });
}

function fileName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, "_");
}
