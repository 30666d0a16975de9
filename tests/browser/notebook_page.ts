/** A notebook in a browser's page, and what a person does with it. @module */

import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";

/** Milliseconds after which a test gives up on its page. */
export const TIMEOUT = 30_000;

const BREAKPOINT_GUTTER = ".cm-gutter.cm-breakpoint-gutter";

/** A notebook that is open in JupyterLab or Notebook 7. */
export class NotebookPage {
  /** The page. */
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  /**
   * Opens a notebook, and waits until it is shown and its kernel has answered.
   *
   * @param status What the kernel does then: `"busy"` where a cell still runs.
   */
  static async open(
    page: Page,
    url: string,
    status: "idle" | "busy" = "idle",
  ): Promise<NotebookPage> {
    const notebook = new NotebookPage(page);
    // The page says "Idle" already before there is a kernel, and loses what is run then.
    await Promise.all([kernelAnswer(page), page.goto(url)]);
    await notebook.cell(0).waitFor();
    await notebook.#kernelIs(status);
    return notebook;
  }

  /** A cell, counted from 0. */
  cell(index: number): Locator {
    return this.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook .jp-Cell")
      .nth(index);
  }

  /** A cell's outputs. */
  outputs(index: number): Locator {
    return this.cell(index).locator(".jp-OutputArea-output");
  }

  /** The text of a cell's outputs, as they are shown. */
  async outputTexts(index: number): Promise<string[]> {
    const texts = await this.outputs(index).allInnerTexts();
    return texts.map((text) => text.trim());
  }

  /** What stands before a cell, such as `[1]:`. */
  async prompt(index: number): Promise<string> {
    return (await this.cell(index).locator(".jp-InputPrompt").innerText()).trim();
  }

  /** Waits until a cell runs, or waits to. */
  async running(index: number): Promise<void> {
    await this.cell(index).locator(".jp-InputPrompt", { hasText: "[*]:" }).waitFor();
  }

  /** Waits until a cell has ended as the cell of a number. */
  async ended(index: number, number: number): Promise<void> {
    await this.cell(index).locator(".jp-InputPrompt", { hasText: `[${number}]:` }).waitFor();
  }

  /** Waits until the kernel has nothing to do. */
  async idle(): Promise<void> {
    await this.#kernelIs("idle");
  }

  /** Puts the cursor at the end of a cell. */
  async edit(index: number): Promise<void> {
    await this.cell(index).locator(".cm-content").click();
    await this.page.keyboard.press("Control+End");
  }

  /** Runs one cell from the keyboard. */
  async run(index: number): Promise<void> {
    await this.edit(index);
    await this.page.keyboard.press("Control+Enter");
  }

  /** Chooses an item of a menu. */
  async choose(menu: string, item: string): Promise<void> {
    await this.page.locator(".lm-MenuBar-item", { hasText: new RegExp(`^${menu}$`) }).click();
    await this.page.locator(".lm-Menu-item", { hasText: item }).first().click();
  }

  /** Clicks on a button in the notebook's toolbar, by its name in JupyterLab's settings. */
  async toolbar(name: string): Promise<void> {
    await this.page.locator(`.jp-Toolbar-item[data-jp-item-name="${name}"]`).first().click();
  }

  /** Restarts the kernel by its button, and waits until the new one has answered. */
  async restart(): Promise<void> {
    await this.toolbar("restart");
    await Promise.all([kernelAnswer(this.page), this.accept()]);
    await this.idle();
  }

  /** Turns the debugger on, and waits until its lines can be clicked on. */
  async enableDebugger(): Promise<void> {
    await this.page.locator('[title="Enable Debugger"]').click();
    await this.cell(0).locator(BREAKPOINT_GUTTER).waitFor();
  }

  /** Sets or removes a breakpoint by a click left of a line of a cell, counted from 1. */
  async toggleBreakpoint(index: number, line: number): Promise<void> {
    const at = await this.cell(index).locator(".cm-line").nth(line - 1).boundingBox();
    const gutter = await this.cell(index).locator(BREAKPOINT_GUTTER).boundingBox();
    assert(at && gutter, `no line ${line} in cell ${index}`);
    await this.page.mouse.click(gutter.x + gutter.width / 2, at.y + at.height / 2);
  }

  /** Waits until the debugger has stopped at a line, given by its text. */
  async stopped(text: string): Promise<void> {
    await this.page.locator(".jp-DebuggerEditor-highlight", { hasText: text }).waitFor();
    // The page says so last, once it has the frames and their variables.
    await this.page.locator(".jp-DebuggerCallstackFrame.selected").waitFor();
  }

  /** Confirms the dialog that is open. */
  async accept(): Promise<void> {
    await this.page.locator(".jp-Dialog .jp-mod-accept").click();
  }

  /** Asserts the texts of a cell's outputs, one pattern for each output. */
  async assertOutputs(index: number, expected: readonly (string | RegExp)[]): Promise<void> {
    const texts = await this.outputTexts(index);
    const shown = JSON.stringify(texts);
    assert.equal(texts.length, expected.length, `cell ${index}: ${shown}`);
    for (const [at, pattern] of expected.entries()) {
      if (typeof pattern === "string") assert.equal(texts[at], pattern, `cell ${index}`);
      else assert.match(texts[at]!, pattern, `cell ${index}`);
    }
  }

  async #kernelIs(status: "idle" | "busy"): Promise<void> {
    await this.page.locator(`.jp-Notebook-ExecutionIndicator[data-status="${status}"]:visible`)
      .first().waitFor();
  }
}

/** Waits until a kernel has told the page what it is. */
async function kernelAnswer(page: Page): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  page.on("websocket", (socket) => {
    socket.on("framereceived", ({ payload }) => {
      if (payload.includes("kernel_info_reply")) resolve();
    });
  });
  const timer = setTimeout(
    () => reject(new Error(`Cannot wait longer for a kernel: none answered in ${TIMEOUT} ms`)),
    TIMEOUT,
  );
  await promise.finally(() => clearTimeout(timer));
}
