/** A real Chromium for tests, without a window. @module */

import { accessSync, constants } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { type Browser, chromium as protocol } from "playwright-core";
import { RunningProcess, runScript, type TempDir } from "../helpers/mod.ts";

/** A program that can be started, and what it needs in its environment. */
interface Program {
  command: string;
  env: Record<string, string>;
}

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const FLAGS = [
  // The old headless mode, where a build has it, starts faster, but draws less as people see it.
  "--headless=new",
  // Tests may run as root or in a container, where Chromium's sandbox cannot be set up.
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--no-default-browser-check",
  "--remote-debugging-port=0",
];

/** Why there can be no Chromium on this machine; undefined where there can. */
export function chromiumIsMissing(): string | undefined {
  const { os, arch } = Deno.build;
  if (installedChromium() !== undefined || (os === "linux" && arch === "x86_64")) return undefined;
  return `none of ${NAMES.join(", ")} is on the PATH, and npm has one only for Linux on x86_64`;
}

/** A running Chromium; `await using` ends it. */
export class RunningChromium implements AsyncDisposable {
  readonly #process: RunningProcess;
  /** The browser, as it is driven. */
  readonly browser: Browser;

  private constructor(process: RunningProcess, browser: Browser) {
    this.#process = process;
    this.browser = browser;
  }

  /** Starts the Chromium on the PATH, else the one of the npm package `@sparticuz/chromium`. */
  static async start(dir: TempDir): Promise<RunningChromium> {
    const installed = installedChromium();
    const { command, env } = installed ? { command: installed, env: {} } : await unpack(dir);
    const process = new RunningProcess(command, {
      args: [...FLAGS, `--user-data-dir=${dir.join("chromium")}`, "about:blank"],
      env,
      timeout: 300_000,
    });
    try {
      const line = await process.line("DevTools listening on ", "stderr");
      const browser = await protocol.connectOverCDP(line.slice(line.indexOf("ws://")));
      return new RunningChromium(process, browser);
    } catch (error) {
      await process[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Ends it. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close();
    // Killed at once, it would leave children that still write into the test's folder.
    this.#process.kill("SIGTERM");
    await this.#process.output.catch(() => {});
    await this.#process[Symbol.asyncDispose]();
  }
}

function installedChromium(): string | undefined {
  for (const folder of (Deno.env.get("PATH") ?? "").split(delimiter)) {
    for (const name of NAMES) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        continue; // Most folders on the PATH have none.
      }
    }
  }
  return undefined;
}

/**
 * The Chromium of the npm package, with the libraries that it brings along. The fonts are the machine's:
 * of those in the package none has a fixed width, and Chromium crashes where a page asks for one.
 */
async function unpack(dir: TempDir): Promise<Program> {
  const folder = dirname(dir.write("packaged/README", "Unpacked for one test.\n"));
  const { code, stdout, stderr } = await runScript(
    new URL("packaged_chromium.ts", import.meta.url),
    // The package unpacks its libraries only where it believes to be there.
    { env: { TMPDIR: folder, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x" }, timeout: 300_000 },
  );
  if (code !== 0) throw new Error(`Cannot unpack the Chromium of the npm package: ${stderr}`);
  return {
    command: stdout.trim(),
    env: { LD_LIBRARY_PATH: join(folder, "al2023/lib") },
  };
}
