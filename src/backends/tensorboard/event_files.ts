/**
 * The event files of a run: appended to at the length that the cursor knows, so that what a crash
 * left behind it is overwritten.
 *
 * @module
 */
import fs from "node:fs";
import { dirname, join } from "node:path";
import { ByteWriter } from "./byte_writer.ts";
import { writeFileVersion } from "./event.ts";
import { MAX_FOLDERS } from "./series.ts";

/** An event file as a cursor keeps it. */
export interface StoredEventFile {
  /** Its path below the TensorBoard folder, with `/`. */
  path: string;
  /** Which folder it is of. */
  folder: number;
  /** How many bytes of it count. */
  bytes: number;
  /** Whether it is appended to. */
  open: boolean;
}

/** Encoded bytes are written out when there are this many, also within one turn. */
const FLUSH_BYTES = 8 * 1024 * 1024;
/** How large a buffer may stay between turns. */
const KEEP_BYTES = 1024 * 1024;

/** How a file of ours is named: other event files in the folder are never touched. */
const OWN_FILE = /^events\.out\.tfevents\..*\.labbook$/;

/** The name of a file; files are read in the order of their numbers. */
function fileName(stem: string, sequence: number): string {
  return `${stem}.${String(sequence).padStart(4, "0")}.labbook`;
}

/** The name of the file that replaces the hyperparameters' session: the first to be read. */
export function sessionFile(stem: string): string {
  return fileName(stem, 0);
}

/** The folder of an index, as a path below the TensorBoard folder. */
function folderName(folder: number): string {
  return folder === 0 ? "" : `again-${folder + 1}`;
}

/** The event files of ours that are there, as paths below the TensorBoard folder. */
export function listOwnFiles(root: string): string[] {
  const found: string[] = [];
  for (let folder = 0; folder < MAX_FOLDERS; folder++) {
    const name = folderName(folder);
    const dir = join(root, name);
    if (!fs.existsSync(dir)) continue;
    for (const file of fs.readdirSync(dir)) {
      if (OWN_FILE.test(file)) found.push(name === "" ? file : `${name}/${file}`);
    }
  }
  return found;
}

/** Writes the event files below one folder. */
export class EventFiles {
  /** The files, in the order they were made. */
  readonly files: StoredEventFile[];
  /** The number of the last file. */
  sequence: number;
  readonly #root: string;
  readonly #stem: string;
  readonly #buffers: (ByteWriter | undefined)[] = [];

  /**
   * Takes up what a cursor kept.
   *
   * @param root The TensorBoard folder.
   * @param stem What the files' names begin with.
   */
  constructor(root: string, stem: string, files: StoredEventFile[], sequence: number) {
    this.#root = root;
    this.#stem = stem;
    this.files = files;
    this.sequence = sequence;
  }

  /** Where events of a folder are to be appended; `time` dates a file that is begun for them. */
  out(folder: number, time: number): ByteWriter {
    const buffer = this.#buffers[folder] ??= new ByteWriter(64 * 1024);
    if (buffer.length > FLUSH_BYTES) this.#write(folder, buffer);
    if (buffer.length === 0 && !this.#current(folder)) {
      const name = fileName(this.#stem, ++this.sequence);
      const path = folder === 0 ? name : `${folderName(folder)}/${name}`;
      this.files.push({ path, folder, bytes: 0, open: true });
      writeFileVersion(buffer, time);
    }
    return buffer;
  }

  /** Writes out what was appended, and waits until the disk has it. */
  flush(): void {
    this.#buffers.forEach((buffer, folder) => {
      if (buffer && buffer.length > 0) this.#write(folder, buffer);
    });
  }

  /** Lets what comes next begin new files. */
  closeAll(): void {
    for (const file of this.files) file.open = false;
  }

  #current(folder: number): StoredEventFile | undefined {
    return this.files.find((file) => file.open && file.folder === folder);
  }

  #write(folder: number, buffer: ByteWriter): void {
    const file = this.#current(folder)!;
    const path = join(this.#root, file.path);
    if (file.bytes === 0) fs.mkdirSync(dirname(path), { recursive: true });
    const fd = fs.openSync(path, file.bytes === 0 ? "w" : "r+");
    try {
      // A crash may have left more than the cursor knows of.
      fs.ftruncateSync(fd, file.bytes);
      const bytes = buffer.taken();
      let written = 0;
      while (written < bytes.length) {
        const rest = bytes.length - written;
        written += fs.writeSync(fd, bytes, written, rest, file.bytes + written);
      }
      fs.fsyncSync(fd);
      file.bytes += bytes.length;
    } finally {
      fs.closeSync(fd);
    }
    buffer.clear(KEEP_BYTES);
  }
}
