/** What runs tell the kernel around them. @module */
import assert from "node:assert/strict";
import type { Host } from "../../src/host/mod.ts";
import { appendEvent, readSummary } from "../../src/store/mod.ts";
import { tempDir } from "../helpers/mod.ts";
import { quietTracker } from "./helpers.ts";

const HOST = Symbol.for("labbook.host");

/** A kernel that notes what it is told, and answers with `answer`. */
class NotingKernel implements Host, Disposable {
  readonly heard: unknown[] = [];
  readonly magics: Host["magics"] = new Map();
  readonly modules: Host["modules"] = new Map();
  readonly endings: Host["endings"] = new Set();
  note: Host["note"];
  onImport: Host["onImport"];
  readonly #answer: () => unknown;

  constructor(answer: () => unknown) {
    this.#answer = answer;
    Object.defineProperty(globalThis, HOST, { value: this, configurable: true });
  }

  tell(name: string, data: unknown): void {
    this.heard.push(["tell", name, data]);
  }

  ask(name: string, data: unknown): unknown {
    this.heard.push(["ask", name, data]);
    return this.#answer();
  }

  [Symbol.dispose](): void {
    Reflect.deleteProperty(globalThis, HOST);
  }
}

Deno.test("a run tells its start, its step, and its end, and lets displays be stored before it ends", async () => {
  using dir = tempDir();
  using kernel = new NotingKernel(() => {
    // What the kernel stores when it is asked belongs to the run.
    appendEvent(tracker.path, { type: "note", time: Date.now(), text: "stored late" });
    return null;
  });
  const tracker = quietTracker(dir.path);
  const { path, id, project, name } = tracker;
  assert.deepEqual(kernel.note?.(), { step: null });
  tracker.logMetric("loss", 1, 4);
  assert.deepEqual(kernel.note?.(), { step: 4 });
  const later = quietTracker(dir.path);
  assert.deepEqual(kernel.note?.(), { step: null }, "that of the newest run");
  assert.equal(kernel.endings.size, 2);
  await later.finish("failed");
  assert.equal(kernel.endings.size, 1);
  assert.equal(kernel.note?.(), undefined);
  await tracker.finish();
  assert.equal(readSummary(path).note, "stored late");
  assert.deepEqual(kernel.heard, [
    ["tell", "run-started", { dir: path, id, project, name, saveCode: false }],
    ["tell", "run-started", {
      dir: later.path,
      id: later.id,
      project,
      name: later.name,
      saveCode: false,
    }],
    ["ask", "flush", {}],
    ["tell", "run-ended", { dir: later.path, status: "failed" }],
    ["ask", "flush", {}],
    ["tell", "run-ended", { dir: path, status: "finished" }],
  ]);
});

Deno.test("a kernel that does not answer keeps no run from being finished", async () => {
  using dir = tempDir();
  using kernel = new NotingKernel(() => {
    throw new Error("Cannot ask the kernel for flush: it does not answer");
  });
  const tracker = quietTracker(dir.path);
  const summary = await tracker.finish();
  assert.equal(summary.status, "finished");
  assert.deepEqual(kernel.heard.at(-1), ["tell", "run-ended", {
    dir: tracker.path,
    status: "finished",
  }]);
});

Deno.test("Labbook's kernel is told that a card is no figure", async () => {
  using dir = tempDir();
  using _kernel = new NotingKernel(() => null);
  const tracker = quietTracker(dir.path);
  const shown = Reflect.get(tracker, Symbol.for("Jupyter.display")).call(tracker);
  assert.deepEqual(Object.keys(shown), ["data", "metadata"]);
  assert.deepEqual(Object.keys(shown.data), ["text/html", "text/plain"]);
  assert.deepEqual(shown.metadata, { labbook: { figure: false } });
  await tracker.finish();
});
