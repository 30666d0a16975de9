/** A cell that was executed. @module */

import {
  type Cell,
  type JsonObject,
  newCellId,
  type Output,
  splitCell,
  stringifySorted,
} from "../../nbformat/mod.ts";
import { isIgnoredCell } from "../../snapshot/mod.ts";
import { sizeOf } from "./output_limits.ts";
import type { CellEnd, CellStart } from "./types.ts";

/** A comment that keeps a cell out of every record. */
const CELL_ID = /^[a-zA-Z0-9_-]{1,64}$/;
/** What a request's metadata holds that is not the cell's, or tells of an earlier execution. */
const NOT_KEPT = new Set([
  "cellId",
  "deletedCells",
  "recordTiming",
  "execution",
  "papermill",
  "labbook",
  // The format says what these may be, and a client may have put anything there.
  "collapsed",
  "jupyter",
  "name",
  "scrolled",
]);
/** Up to how many characters an output is kept where large ones are dropped. */
const SMALL = 10_000;

/** Whether a cell is to be kept out of every record. */
export function isIgnored({ source, metadata }: CellStart): boolean {
  return isIgnoredCell(source, metadata.tags);
}

/** A cell that was executed, with what it put out. */
export class RecordedCell {
  /** Which of the executed cells it is, from 0. */
  readonly order: number;
  /** The session that runs it. */
  readonly session: number;
  /** Its text, as the user wrote it. */
  readonly source: string;
  /** The magics in its text. */
  readonly magics: CellStart["magics"];
  /** Its number; null where it does not count. */
  readonly count: number | null;
  /** The cell as the notebook has it, whose outputs grow. */
  readonly cell: Cell & { outputs: Output[] };
  /** How it ended; undefined while it runs. */
  end: CellEnd["status"] | undefined;
  /** How many runs it has started. */
  runs = 0;
  #rest: string | undefined;

  /** Takes a cell on as the `order`th; its id is one of its own where `takenIds` has it. */
  constructor(start: CellStart, order: number, session: number, takenIds: ReadonlySet<string>) {
    const { source, magics, count, cellId = "", metadata } = start;
    this.order = order;
    this.session = session;
    this.source = source;
    this.magics = magics;
    this.count = count;
    this.cell = {
      cell_type: "code",
      id: CELL_ID.test(cellId) && !takenIds.has(cellId) ? cellId : newCellId(),
      metadata: keptMetadata(metadata),
      source,
      outputs: [],
      execution_count: count,
    };
  }

  /** Its id in the notebook. */
  get id(): string {
    return this.cell.id!;
  }

  /** The error that ended it, as text without colours; undefined where there is none. */
  get error(): string | undefined {
    const error = this.cell.outputs.findLast(({ output_type }) => output_type === "error");
    return error === undefined ? undefined : `${error.ename}: ${error.evalue}`;
  }

  /** How many characters its outputs take, roughly. */
  get size(): number {
    let size = 0;
    for (const output of this.cell.outputs) size += outputSize(output);
    return size;
  }

  /** To be called when its outputs are others than before. */
  changed(): void {
    this.#rest = undefined;
  }

  /** Forgets large outputs. */
  dropLargeOutputs(): void {
    for (const output of this.cell.outputs) {
      const size = outputSize(output);
      if (size <= SMALL || output.output_type === "error") continue;
      const note = `[An output of ${size} characters is no longer kept]`;
      if (output.output_type === "stream") output.text = note;
      else Object.assign(output, { data: { "text/plain": note }, metadata: {} });
    }
    this.changed();
  }

  /** The cell as text of a notebook file; `beforeRun` marks one that ran before the run did. */
  text(beforeRun: boolean): string {
    const { execution_count, id, metadata } = this.cell;
    const marked = beforeRun ? { ...metadata, labbook: { before_run: true } } : metadata;
    const indent = "\n   ";
    return `{${indent}"cell_type": "code",${indent}"execution_count": ${execution_count},` +
      `${indent}"id": ${JSON.stringify(id)},` +
      `${indent}"metadata": ${stringifySorted(marked, indent)},${this.#write()}\n  }`;
  }

  /** What does not depend on the run: written once a change. */
  #write(): string {
    if (this.#rest !== undefined) return this.#rest;
    const { outputs, source } = splitCell(this.cell);
    const indent = "\n   ";
    return this.#rest = `${indent}"outputs": ${stringifySorted(outputs, indent)},` +
      `${indent}"source": ${stringifySorted(source, indent)}`;
  }
}

function outputSize({ text, data }: Output): number {
  if (typeof text === "string") return text.length;
  return Object.values(data ?? {}).reduce((size: number, value) => size + sizeOf(value), 0);
}

function keptMetadata(metadata: Record<string, unknown>): JsonObject {
  const kept = Object.entries(metadata).filter(([name]) => !NOT_KEPT.has(name) && name !== "tags");
  const tags = tagsOf(metadata);
  return { ...Object.fromEntries(kept), ...tags.length > 0 ? { tags } : {} };
}

/** The cell's tags, as the format wants them: texts without commas, each once. */
function tagsOf({ tags }: Record<string, unknown>): string[] {
  if (!Array.isArray(tags)) return [];
  return [...new Set(tags.filter((tag) => typeof tag === "string" && /^[^,]+$/.test(tag)))];
}

/** The text of a notebook file. */
export function notebookText(cells: readonly string[], metadata: JsonObject): string[] {
  return [
    `{\n "cells": [${cells.length > 0 ? "\n  " : ""}`,
    ...cells.flatMap((cell, i) => i === 0 ? [cell] : [",\n  ", cell]),
    `${cells.length > 0 ? "\n " : ""}],\n "metadata": ${stringifySorted(metadata, "\n ")},\n` +
    ` "nbformat": 4,\n "nbformat_minor": 5\n}\n`,
  ];
}
