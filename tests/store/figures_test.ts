/** Figures in a run's folder. @module */
import assert from "node:assert/strict";
import fs from "node:fs";
import {
  appendEvent,
  createRun,
  type FigureEntry,
  readFigureBundle,
  readSummary,
  StoredFiles,
  storeFigure,
} from "../../src/store/mod.ts";
import { tempDir } from "../helpers/mod.ts";

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

Deno.test("a bundle's figures come richest first, and what is no figure is left out", () => {
  const bundle = readFigureBundle({
    "text/plain": "a chart",
    "image/png": "iVBORw==",
    "text/html": "<b>hi</b>",
    "application/vnd.vegalite.v5+json": { mark: "line" },
    "image/svg+xml": null,
  });
  assert.deepEqual([...bundle.keys()], [
    "application/vnd.vegalite.v5+json",
    "image/png",
    "text/html",
  ]);
  assert.equal(text(bundle.get("application/vnd.vegalite.v5+json")!), '{"mark":"line"}');
  assert.deepEqual([...bundle.get("image/png")!], [0x89, 0x50, 0x4e, 0x47]);
});

Deno.test("a figure that replaces another takes its file and its entry, and leaves shared content", async () => {
  using base = tempDir();
  const run = createRun(
    base.path,
    { project: "p", name: "r", description: "", tags: [] },
    () => {},
  );
  const stored = new StoredFiles(run.dir, []);
  const figure = (svg: string, name: string, before?: FigureEntry): Promise<FigureEntry> =>
    storeFigure(stored, readFigureBundle({ "image/svg+xml": svg }), name, 1, before);
  const first = await figure("<svg>1</svg>", "loss");
  const same = await figure("<svg>1</svg>", "twin");
  const next = await figure("<svg>2</svg>", "loss", first);
  const later = await figure("<svg>1</svg>", "third");
  stored.close();
  const time = Date.now();
  appendEvent(run.dir, { type: "figure", time, entry: first });
  appendEvent(run.dir, { type: "figure", time: time + 1, entry: same });
  appendEvent(run.dir, { type: "figure", time: time + 2, entry: next, replaces: true });
  const read = (entry: FigureEntry): string =>
    fs.readFileSync(`${run.dir}/${entry.files["image/svg+xml"]!.path}`, "utf8");
  assert.deepEqual(readSummary(run.dir).figures, [next, same]);
  assert.equal(next.files["image/svg+xml"]!.path, "figures/loss-step-1.svg");
  assert.deepEqual([next, same, later].map(read), ["<svg>2</svg>", "<svg>1</svg>", "<svg>1</svg>"]);
  run.journal.close();
});
