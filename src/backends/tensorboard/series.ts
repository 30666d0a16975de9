/**
 * Where each point of a tag goes, so that TensorBoard shows them all.
 *
 * TensorBoard's fast loader takes a step that does not rise for a restart and drops what it had from
 * that step on. So a point whose step is not above the last one of its tag goes to a further
 * TensorBoard run, the subfolder `again-2`, `again-3`, …: the first one in which the step rises.
 *
 * @module
 */
import { encodeTag } from "./event.ts";

/** How many TensorBoard runs one run may become. In the last one, steps that do not rise count on. */
export const MAX_FOLDERS = 16;

/** What a series is of: different kinds may share a name, TensorBoard's tags may not. */
export type SeriesKind = "metric" | "figure" | "table" | "histogram" | "text";

/** A series as a cursor keeps it: kind, name, tag, and the last step in each folder. */
export type StoredSeries = [kind: SeriesKind, name: string, tag: string, ...lastSteps: number[]];

/** Where a point goes. */
export interface Place {
  /** The folder: 0 is the run's own, 1 is `again-2`, … */
  folder: number;
  /** The step in that folder. */
  step: number;
}

/** The points of one tag. */
export class Series {
  /** TensorBoard's tag. */
  readonly tag: string;
  /** The tag as {@linkcode encodeTag} encodes it. */
  readonly encodedTag: Uint8Array;
  /** The last step in each folder that has points. */
  readonly lastSteps: number[];

  /** A series with the given last steps. */
  constructor(tag: string, lastSteps: number[]) {
    this.tag = tag;
    this.encodedTag = encodeTag(tag);
    this.lastSteps = lastSteps;
  }

  /** Finds the place for the next point. Without a step it stands one behind the last. */
  place(given: number | null | undefined): Place {
    const last = this.lastSteps;
    const step = given ?? (last.length > 0 ? last[0]! + 1 : 0);
    for (let folder = 0; folder < MAX_FOLDERS; folder++) {
      if (folder < last.length && step <= last[folder]!) continue;
      last[folder] = step;
      return { folder, step };
    }
    const folder = MAX_FOLDERS - 1;
    return { folder, step: ++last[folder]! };
  }
}

/** All series of a run. */
export class SeriesTable {
  readonly #kinds = new Map<SeriesKind, Map<string, Series>>();
  readonly #tags = new Set<string>();

  /** The series that a cursor kept. */
  constructor(stored: StoredSeries[] = []) {
    for (const [kind, name, tag, ...lastSteps] of stored) this.#add(kind, name, tag, lastSteps);
  }

  /** The series of a name. Where another kind has the tag already, the kind is put behind it. */
  get(kind: SeriesKind, name: string, wanted: string = name): Series {
    const found = this.#kinds.get(kind)?.get(name);
    if (found) return found;
    let tag = wanted;
    while (this.#tags.has(tag)) tag += ` (${kind})`;
    return this.#add(kind, name, tag, []);
  }

  /** The series, for a cursor. */
  stored(): StoredSeries[] {
    const all: StoredSeries[] = [];
    for (const [kind, byName] of this.#kinds) {
      for (const [name, { tag, lastSteps }] of byName) all.push([kind, name, tag, ...lastSteps]);
    }
    return all;
  }

  #add(kind: SeriesKind, name: string, tag: string, lastSteps: number[]): Series {
    let byName = this.#kinds.get(kind);
    if (!byName) this.#kinds.set(kind, byName = new Map());
    const series = new Series(tag, lastSteps);
    byName.set(name, series);
    this.#tags.add(tag);
    return series;
  }
}
