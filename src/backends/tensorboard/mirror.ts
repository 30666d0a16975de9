/**
 * Turns a run's events into TensorBoard's.
 *
 * @module
 */
import type {
  FigureEntry,
  RunEvent,
  RunSummary,
  TableEntry,
  WriterIdentity,
} from "../../store/mod.ts";
import { fromIso, toNumber } from "../../store/mod.ts";
import type { ByteWriter } from "./byte_writer.ts";
import type { Cursor } from "./cursor.ts";
import { type PluginValue, writePluginValue, writeScalar } from "./event.ts";
import { EventFiles } from "./event_files.ts";
import { histogramValue } from "./histograms.ts";
import { figureMarkdown, imageValue, shownFile } from "./images.ts";
import { Session } from "./session.ts";
import { type SeriesKind, SeriesTable } from "./series.ts";
import { tableMarkdown } from "./tables.ts";
import { textValue } from "./text.ts";

/** What the names of a run's event files begin with: as TensorFlow's own, time, host and process. */
function stemOf(time: number, { host, pid }: WriterIdentity): string {
  const seconds = String(Math.max(0, Math.floor(time / 1000))).padStart(10, "0");
  return `events.out.tfevents.${seconds}.${(host ?? "unknown").replace(/[^\w.-]/g, "_")}.${pid}`;
}

/** Mirrors events: {@linkcode take} encodes them, {@linkcode flush} writes them out. */
export class Mirror {
  readonly #warnings: string[];
  readonly #dir: string;
  readonly #root: string;
  readonly #cursor: Cursor;
  readonly #series: SeriesTable;
  readonly #session: Session;
  #files: EventFiles | undefined;

  /**
   * Goes on behind a cursor, which it changes.
   *
   * @param dir The run folder.
   * @param root The TensorBoard folder.
   * @param warnings Takes what cannot be shown, one sentence each.
   */
  constructor(dir: string, root: string, cursor: Cursor, warnings: string[]) {
    this.#warnings = warnings;
    this.#dir = dir;
    this.#root = root;
    this.#cursor = cursor;
    this.#series = new SeriesTable(cursor.series);
    this.#session = new Session(cursor);
    if (cursor.stem !== null) this.#open(cursor.stem);
  }

  /** Encodes an event. */
  take(event: RunEvent): void {
    if (typeof event.time !== "number") return; // Damaged; the store leaves it out too.
    const cursor = this.#cursor;
    switch (event.type) {
      case "metrics":
        return this.#takeMetrics(event);
      case "open":
        if (cursor.stem === null) {
          cursor.started = event.time;
          cursor.stem = stemOf(event.time, event.process);
        }
        if (!event.helper) cursor.ending = null;
        return this.#describe(event.time, event.description);
      case "params":
        return this.#session.setParams(event.values);
      case "note":
        return this.#note(event.time, event.text);
      case "figure":
        cursor.counts.figures++;
        return this.#takeFigure(event.entry);
      case "table":
        cursor.counts.tables++;
        return this.#takeTable(event.entry);
      case "histogram":
        cursor.counts.histograms++;
        this.#write(
          "histogram",
          event.name,
          event.time,
          event.step,
          histogramValue(event.histogram),
        );
        return;
      case "status":
        if (event.closed) cursor.ending = { status: event.status, time: event.time };
    }
  }

  /** Brings what may change after the last event in line with the summary of a run that ended. */
  settle(summary: RunSummary): void {
    const cursor = this.#cursor;
    const finished = fromIso(summary.finished_at);
    const time = Number.isNaN(finished) ? cursor.started : finished;
    this.#describe(time, summary.description);
    this.#note(time, summary.note);
    this.#session.setParams(summary.params);
    if (summary.status !== "running") cursor.ending = { status: summary.status, time };
  }

  /** Writes out everything that was taken, and completes the cursor, but for the offsets. */
  flush(): void {
    const cursor = this.#cursor;
    if (cursor.stem === null) return;
    const files = this.#open(cursor.stem);
    this.#session.append(files);
    files.flush();
    this.#session.replace(this.#root, cursor.stem);
    cursor.sequence = files.sequence;
    cursor.series = this.#series.stored();
  }

  /** Lets what comes after begin new event files. */
  closeFiles(): void {
    this.#files?.closeAll();
  }

  #open(stem: string): EventFiles {
    const { files, sequence } = this.#cursor;
    return this.#files ??= new EventFiles(this.#root, stem, files, sequence);
  }

  #out(folder: number, time: number): ByteWriter {
    // A run without a first line has lost it; its files must have a name all the same.
    this.#cursor.stem ??= "events.out.tfevents.0000000000.unknown.0";
    return this.#open(this.#cursor.stem).out(folder, time);
  }

  #takeMetrics(event: Extract<RunEvent, { type: "metrics" }>): void {
    const given = event.timestamp ?? event.time;
    const time = Number.isFinite(given) ? given : this.#cursor.started;
    for (const name of Object.keys(event.values ?? {})) {
      const value = toNumber(event.values[name]);
      if (value === undefined) continue;
      this.#cursor.counts.points++;
      const series = this.#series.get("metric", name);
      const { folder, step } = series.place(event.step);
      this.#session.sawStep(step);
      writeScalar(this.#out(folder, time), time, step, series.encodedTag, value);
    }
  }

  #takeFigure(entry: FigureEntry): void {
    const file = shownFile(entry);
    if (!file) {
      const text = textValue(figureMarkdown(entry));
      return this.#write("text", `figures/${entry.name}`, entry.time, entry.step, text);
    }
    const image = this.#attempt(() => imageValue(this.#dir, entry, file));
    if (image) this.#write("figure", entry.name, entry.time, entry.step, image);
  }

  #takeTable(entry: TableEntry): void {
    const text = this.#attempt(() => textValue(tableMarkdown(this.#dir, entry)));
    if (!text) return;
    this.#write("table", entry.name, entry.time, entry.step, text, `tables/${entry.name}`);
  }

  /** A file that is gone or no picture costs this one picture, and a warning. */
  #attempt(make: () => PluginValue): PluginValue | undefined {
    try {
      return make();
    } catch (error) {
      this.#warnings.push((error as Error).message);
      return undefined;
    }
  }

  #describe(time: number, text: string): void {
    if (!text || text === this.#cursor.description) return;
    this.#cursor.description = text;
    this.#write("text", "run/description", time, null, textValue(text));
  }

  #note(time: number, text: string): void {
    if (text === this.#cursor.note) return;
    this.#cursor.note = text;
    this.#write("text", "run/note", time, null, textValue(text));
  }

  #write(
    kind: SeriesKind,
    name: string,
    time: number,
    given: number | null | undefined,
    value: PluginValue,
    tag: string = name,
  ): void {
    const series = this.#series.get(kind, name, tag);
    const { folder, step } = series.place(given);
    writePluginValue(this.#out(folder, time), time, step, series.tag, value);
  }
}
