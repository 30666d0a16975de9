/** Reports in a real browser: they load nothing, run nothing but what is theirs, and follow the theme. @module */
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import type { BrowserContextOptions, Page } from "playwright-core";
import { escapeHtml } from "../../src/display/mod.ts";
import { compare } from "../../src/charts/mod.ts";
import type { ReportedComparison } from "../../src/charts/render/mod.ts";
import { reportHtml } from "../../src/charts/render/mod.ts";
import { ExperimentInfo } from "../../src/registry/mod.ts";
import { chromiumIsMissing, RunningChromium } from "../browser/chromium.ts";
import { writeRun } from "../cli/fixture.ts";
import { tempDir } from "../helpers/mod.ts";
import { curves, HOSTILE_NAMES } from "./render_sample.ts";

const missing = chromiumIsMissing();

/** A comparison of runs that are called so, in a project of the last name. */
function comparison(names: readonly string[]): ReportedComparison {
  const project = names.at(-1)!;
  const runs = names.map((name) => new ExperimentInfo(`/${name}`, { name, project } as never));
  return {
    runs,
    metrics: ["loss"],
    spec: curves(names.map((name) => `${name} `)),
    table: {
      html: () => `<table><tr><td>${names.map(escapeHtml).join("</td><td>")}</td></tr></table>`,
    },
    problems: names.map((name) => ({ path: `/${name}`, message: `cannot read ${name}` })),
  };
}

/** What a page did. */
interface Seen {
  page: Page;
  requests: string[];
  complaints: string[];
}

/** Opens reports in one browser. */
async function withBrowser(
  fn: (open: (html: string, options?: BrowserContextOptions) => Promise<Seen>) => Promise<void>,
): Promise<void> {
  if (missing) throw new Error(`Cannot start a Chromium: ${missing}`);
  using dir = tempDir();
  await using chromium = await RunningChromium.start(dir);
  let count = 0;
  await fn(async (html, options) => {
    const context = await chromium.browser.newContext({ ...options, offline: true });
    const page = await context.newPage();
    const url = pathToFileURL(dir.write(`report-${count++}.html`, html)).href;
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on("request", (request) => {
      // Chromium counts the pictures within the page, too.
      if (request.url() !== url && !request.url().startsWith("data:")) requests.push(request.url());
    });
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("dialog", (dialog) => {
      complaints.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.goto(url);
    return { page, requests, complaints };
  });
}

function reportTest(name: string, fn: () => Promise<void>): void {
  const ignore = missing !== undefined && !Deno.env.get("CI");
  Deno.test({ name: missing ? `${name} (no Chromium: ${missing})` : name, ignore, fn });
}

/** The colour of something in the page. */
function colorOf(
  page: Page,
  selector: string,
  property: "backgroundColor" | "fill",
): Promise<unknown> {
  const element = `document.querySelector(${JSON.stringify(selector)})`;
  return page.evaluate(`getComputedStyle(${element}).${property}`);
}

reportTest("a report draws its chart without any request, in the reader's theme", async () => {
  const html = await reportHtml(comparison(["one", "two", "penguins"]));
  await withBrowser(async (open) => {
    for (const colorScheme of ["light", "dark"] as const) {
      const { page, requests, complaints } = await open(html, { colorScheme });
      await page.locator("#chart svg.marks").waitFor();
      assert.equal(await page.locator("#chart svg.marks .mark-line path").count(), 6);
      assert.equal(await page.locator(".still").isVisible(), false);
      assert.deepEqual({ requests, complaints }, { requests: [], complaints: [] });
      const isDark = colorScheme === "dark";
      const background = await colorOf(page, "body", "backgroundColor");
      assert.equal(background, isDark ? "rgb(17, 17, 17)" : "rgb(255, 255, 255)");
      const text = await colorOf(page, "#chart svg.marks .role-axis-label text", "fill");
      assert.equal(text, isDark ? "rgb(204, 204, 204)" : "rgb(68, 68, 68)");
    }
  });
});

reportTest("a chart follows a theme that changes, and is a light picture on paper", async () => {
  const html = await reportHtml(comparison(["one", "penguins"]));
  await withBrowser(async (open) => {
    const { page } = await open(html, { colorScheme: "light" });
    const label = "#chart svg.marks .role-axis-label text";
    await page.locator(`${label}[fill="#444444"]`).first().waitFor();
    await page.emulateMedia({ colorScheme: "dark" });
    await page.locator(`${label}[fill="#cccccc"]`).first().waitFor();
    await page.emulateMedia({ colorScheme: "dark", media: "print" });
    assert.equal(await page.locator(".still").isVisible(), true);
    assert.equal(await page.locator("#chart").isVisible(), false);
    assert.equal(await colorOf(page, "body", "backgroundColor"), "rgb(255, 255, 255)");
  });
});

reportTest(
  "a click on a name of the legend sets off its curve, though no text may become code",
  async () => {
    using dir = tempDir();
    for (const [i, name] of ["one", "two"].entries()) {
      const start = Date.UTC(2026, 7, 3 + i);
      await writeRun(dir.path, { name, metrics: { loss: [3 + i, 2, 1] }, start });
    }
    const chart = await compare("penguins/*", { baseDir: dir.path });
    const html = await chart.html();
    await withBrowser(async (open) => {
      const { page, complaints } = await open(html);
      const curves = page.locator('#chart svg.marks .mark-line path[opacity="0.12"]');
      await page.locator("#chart svg.marks .role-legend-label text").first().click();
      await curves.first().waitFor({ state: "attached" });
      assert.deepEqual(complaints, []);
    });
  },
);

reportTest("without scripts, a report shows the picture", async () => {
  const html = await reportHtml(comparison(["one", "penguins"]));
  await withBrowser(async (open) => {
    const { page, requests } = await open(html, { javaScriptEnabled: false });
    const box = await page.locator(".still img").boundingBox();
    assert.ok(box !== null && box.width > 300 && box.height > 100, JSON.stringify(box));
    assert.deepEqual(requests, []);
  });
});

reportTest("names with markup run nothing and change nothing in a report", async () => {
  const html = await reportHtml(comparison(HOSTILE_NAMES));
  await withBrowser(async (open) => {
    const { page, requests, complaints } = await open(html);
    await page.locator("#chart svg.marks").waitFor();
    assert.deepEqual({ requests, complaints }, { requests: [], complaints: [] });
    assert.equal(await page.evaluate("globalThis.injected"), undefined);
    assert.equal(await page.locator("img").count(), 1);
    assert.equal(await page.locator("svg[onload]").count(), 0);
    // The three libraries, what draws, and the data.
    assert.equal(await page.locator("script").count(), 5);
  });
});

reportTest("a report's policy lets no other script run", async () => {
  const html = (await reportHtml(comparison(["one", "penguins"])))
    .replace(
      "<footer>",
      '<script>globalThis.injected = 1</script><img src="x" onerror="injected=2">$&',
    );
  await withBrowser(async (open) => {
    const { page } = await open(html);
    await page.locator("#chart svg.marks").waitFor();
    assert.equal(await page.evaluate("globalThis.injected"), undefined);
  });
});

Deno.test("a comparison without a chart is a report without scripts", async () => {
  const html = await reportHtml({ ...comparison(["one", "penguins"]), spec: null });
  assert.doesNotMatch(html, /<script|<figure/);
  assert.match(html, /script-src 'none'/);
  assert.match(html, /<td>one<\/td>/);
});

Deno.test("what a report says of itself names no address outside of it", async () => {
  const html = await reportHtml(comparison(["one", "penguins"]));
  const own = html.replace(/<script>[^]*?<\/script>/g, "");
  assert.doesNotMatch(own, /https?:\/\//);
});
