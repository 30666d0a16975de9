/**
 * Artifacts, models, figures and tables: from what the user gives to files of the run and the entry
 * that tells of them.
 *
 * @module
 */
import fs from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type ArtifactEntry,
  checkEntryName,
  type FigureEntry,
  type RunSummary,
  type StoredFile,
  StoredFiles,
  storedFilesOf,
  storeFigure,
  stringifyJson,
  type TableEntry,
} from "../store/mod.ts";
import { figureFormats } from "./figure_formats.ts";
import { toJsonValue } from "./json_values.ts";
import { type TableData, tableRows } from "./table_rows.ts";
import { isSavableModel, tensorflowFiles } from "./tensorflow_model.ts";

type EntryKind = "artifact" | "model";

const FOLDERS = { artifact: "artifacts", model: "models", table: "tables" };

function pathOf(source: string | URL): string {
  return source instanceof URL ? fileURLToPath(source) : source;
}

function checkStep(step: unknown, what: string): number | null {
  if (step === undefined || step === null) return null;
  if (Number.isSafeInteger(step)) return step as number;
  throw new TypeError(`Cannot log ${what}: the step is ${String(step)}, expected a safe integer`);
}

/** `confusion`, or `confusion-step-3`. */
function atStep(name: string, step: number | null): string {
  return step === null ? name : `${name}-step-${step}`;
}

function isBytes(value: unknown): value is Uint8Array | ArrayBuffer {
  return value instanceof Uint8Array || value instanceof ArrayBuffer;
}

/** Brings a run's files in, one after the other. */
export class RunFiles {
  readonly #stored: StoredFiles;
  readonly #latest = new Map<string, ArtifactEntry>();

  /**
   * Begins with what the run holds.
   *
   * @param dir The run folder.
   * @param before What the run held when this process joined it.
   */
  constructor(dir: string, before: RunSummary | undefined) {
    this.#stored = new StoredFiles(dir, storedFilesOf(before));
    for (const entry of before?.artifacts ?? []) this.#latest.set(`artifact ${entry.name}`, entry);
    for (const entry of before?.models ?? []) this.#latest.set(`model ${entry.name}`, entry);
  }

  /** Takes a file or directory in as an artifact; `isNew` is false where it is in already. */
  artifact(
    source: string | URL,
    name: string | undefined,
    type: string,
  ): Promise<{ entry: ArtifactEntry; isNew: boolean }> {
    const path = pathOf(source);
    return this.#fromPath(
      "artifact",
      path,
      checkEntryName("artifact", name ?? basename(path)),
      type,
    );
  }

  /** Takes a model in: from a path, bytes, a model that saves itself, or an object. */
  async model(model: unknown, name: string): Promise<{ entry: ArtifactEntry; isNew: boolean }> {
    checkEntryName("model", name);
    if (typeof model === "string" || model instanceof URL) {
      return await this.#fromPath("model", pathOf(model), name, "model");
    }
    if (isBytes(model)) return this.#note("model", name, "model", await this.#bytes(model, name));
    if (isSavableModel(model)) return await this.#savable(model, name);
    if (typeof model !== "object" || model === null) {
      throw new TypeError(
        `Cannot log model ${JSON.stringify(name)}: got ${String(model)}, expected a path, bytes, ` +
          "an object that JSON can hold, or a model with a save(handler) method",
      );
    }
    const text = stringifyJson(toJsonValue(model, `Cannot log model ${JSON.stringify(name)}`));
    const file = name.endsWith(".json") ? name : `${name}.json`;
    const stored = await this.#stored.addFile(
      new TextEncoder().encode(text + "\n"),
      `${FOLDERS.model}/${file}`,
      this.#latest.get(`model ${name}`),
    );
    return this.#note("model", name, "model", stored);
  }

  /** Takes a figure in, in all its formats. */
  async figure(figure: unknown, name: string, at: unknown): Promise<FigureEntry> {
    checkEntryName("figure", name);
    const step = checkStep(at, `figure ${JSON.stringify(name)}`);
    const bundle = await figureFormats(figure, name);
    return await storeFigure(this.#stored, bundle, name, step);
  }

  /** Takes a table in. */
  async table(name: string, data: TableData, at: unknown): Promise<TableEntry> {
    checkEntryName("table", name);
    const step = checkStep(at, `table ${JSON.stringify(name)}`);
    const { columns, rows } = tableRows(data, name);
    const text = stringifyJson(rows, 1) + "\n";
    const path = `${FOLDERS.table}/${atStep(name, step)}.json`;
    const stored = await this.#stored.addFile(new TextEncoder().encode(text), path);
    return { name, step, time: Date.now(), columns, rows: rows.length, ...stored };
  }

  /** Removes what is only needed while files come in. */
  close(): void {
    this.#stored.close();
  }

  #bytes(bytes: Uint8Array | ArrayBuffer, name: string): Promise<StoredFile> {
    const content = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
    const already = this.#latest.get(`model ${name}`);
    return this.#stored.addFile(content, `${FOLDERS.model}/${name}`, already);
  }

  async #savable(
    model: Parameters<typeof tensorflowFiles>[0],
    name: string,
  ): Promise<{ entry: ArtifactEntry; isNew: boolean }> {
    const files = await tensorflowFiles(model);
    const already = this.#latest.get(`model ${name}`);
    const stored = await this.#stored.addContents(files, `${FOLDERS.model}/${name}`, already);
    return this.#note("model", name, "model", stored);
  }

  async #fromPath(
    kind: EntryKind,
    path: string,
    name: string,
    type: string,
  ): Promise<{ entry: ArtifactEntry; isNew: boolean }> {
    const what = `Cannot log ${kind} ${JSON.stringify(name)}`;
    const stat = fs.statSync(path, { throwIfNoEntry: false });
    if (!stat) {
      throw new TypeError(`${what}: there is no file or directory ${JSON.stringify(path)}`);
    }
    const target = `${FOLDERS[kind]}/${name}`;
    const already = this.#latest.get(`${kind} ${name}`);
    if (stat.isDirectory()) {
      const stored = await this.#stored.addDirectory(path, target, what, already);
      return this.#note(kind, name, type, stored);
    }
    if (!stat.isFile()) {
      throw new TypeError(`${what}: ${JSON.stringify(path)} is neither a file nor a directory`);
    }
    return this.#note(kind, name, type, await this.#stored.addFile(path, target, already));
  }

  /** The entry for what was stored, which may be the one before. */
  #note(
    kind: EntryKind,
    name: string,
    type: string,
    stored: StoredFile,
  ): { entry: ArtifactEntry; isNew: boolean } {
    const before = this.#latest.get(`${kind} ${name}`);
    if (before && before === stored) return { entry: before, isNew: false };
    const version = (before?.version ?? 0) + 1;
    const entry: ArtifactEntry = { ...stored, name, type, version, time: Date.now() };
    this.#latest.set(`${kind} ${name}`, entry);
    return { entry, isNew: true };
  }
}
