/**
 * Brings files into a run: staged beside their place, hashed on the way, put there without ever
 * replacing anything.
 *
 * @module
 */
import fs from "node:fs";
import fsp from "node:fs/promises";
import { createHash, randomUUID } from "node:crypto";
import { dirname, extname, isAbsolute, join, relative, sep } from "node:path";
import type { StoredFile } from "./events.ts";
import type { RunSummary } from "./summary.ts";

const CHUNK_BYTES = 1024 * 1024;

/** A file that is on its way into a run. */
interface StagedFile {
  path: string;
  size: number;
  sha256: string;
}

/** Copies a file, hashing what is written; the content is on the disk when it returns. */
async function copyHashed(from: string, to: string): Promise<StagedFile> {
  const hash = createHash("sha256");
  const buffer = new Uint8Array(CHUNK_BYTES);
  let size = 0;
  const source = await fsp.open(from, "r");
  try {
    const target = await fsp.open(to, "wx");
    try {
      for (;;) {
        const { bytesRead } = await source.read(buffer, 0, CHUNK_BYTES, null);
        if (bytesRead === 0) break;
        const part = buffer.subarray(0, bytesRead);
        hash.update(part);
        await target.writeFile(part);
        size += bytesRead;
      }
      await target.sync();
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
  return { path: to, size, sha256: hash.digest("hex") };
}

async function writeHashed(bytes: Uint8Array, to: string): Promise<StagedFile> {
  const target = await fsp.open(to, "wx");
  try {
    await target.writeFile(bytes);
    await target.sync();
  } finally {
    await target.close();
  }
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { path: to, size: bytes.length, sha256 };
}

/** Whether `inner` is `outer` or below it; both resolved. */
function within(outer: string, inner: string): boolean {
  const path = relative(outer, inner);
  // From one drive of Windows to another, the path stays absolute.
  return path !== ".." && !path.startsWith(".." + sep) && !isAbsolute(path);
}

/** A file of a directory that is to be copied. */
interface SourceFile {
  from: string;
  path: string;
}

/**
 * The files of a directory. A symbolic link that stays within it is followed; one that leaves it is
 * refused, so that nothing from outside is copied by surprise.
 */
function listFiles(root: string, what: string): SourceFile[] {
  const realRoot = fs.realpathSync(root);
  const found: SourceFile[] = [];
  const walk = (dir: string, path: string, above: string[]): void => {
    for (const name of fs.readdirSync(dir).sort()) {
      const from = join(dir, name);
      const inner = path === "" ? name : `${path}/${name}`;
      const real = fs.realpathSync(from);
      if (!within(realRoot, real)) {
        throw new TypeError(`${what}: the link ${inner} leads out of the directory, to ${real}`);
      }
      const stat = fs.statSync(from);
      if (stat.isDirectory()) {
        if (above.includes(real)) {
          throw new TypeError(`${what}: the link ${inner} leads back to a directory above it`);
        }
        walk(from, inner, [...above, real]);
      } else if (stat.isFile()) found.push({ from, path: inner });
      else throw new TypeError(`${what}: ${inner} is neither a file nor a directory`);
    }
  };
  walk(root, "", [realRoot]);
  return found;
}

/** `a.txt`, then `a-2.txt`, `a-3.txt`, … */
function versioned(path: string, version: number): string {
  if (version === 1) return path;
  const extension = extname(path);
  return `${path.slice(0, path.length - extension.length)}-${version}${extension}`;
}

function errorCode(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

/** Gives a file a further name; false where the name is taken. */
function linkNew(from: string, to: string): boolean {
  try {
    fs.linkSync(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
  }
  try {
    // A file system without links.
    fs.copyFileSync(from, to, fs.constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}

/** A directory as it was stored. */
interface StoredDirectory extends StoredFile {
  /** Its files. */
  files: StoredFile[];
}

/** All files that a run tells of. */
export function storedFilesOf(summary: RunSummary | undefined): StoredFile[] {
  if (!summary) return [];
  return [
    ...[...summary.artifacts, ...summary.models].flatMap((entry) => entry.files ?? [entry]),
    ...summary.figures.flatMap((figure) => Object.values(figure.files)),
    ...summary.tables,
  ];
}

/** The files of one run, as this process brings them in. */
export class StoredFiles {
  readonly #dir: string;
  readonly #staging: string;
  /** Content that is in the run already: hash to path below the run folder. */
  readonly #known = new Map<string, string>();

  /**
   * Begins with what the run holds.
   *
   * @param dir The run folder.
   * @param known The files that it holds.
   */
  constructor(dir: string, known: StoredFile[]) {
    this.#dir = dir;
    this.#staging = join(dir, `.staging-${randomUUID().slice(0, 8)}`);
    for (const { sha256, path } of known) if (sha256) this.#known.set(sha256, path);
  }

  /**
   * Brings a file in from a path, or from its bytes, as `<path>` or the next free version of it;
   * unless `already`, what the run has under this name, has the same content.
   */
  async addFile(
    source: string | Uint8Array,
    path: string,
    already?: StoredFile,
  ): Promise<StoredFile> {
    fs.mkdirSync(this.#staging, { recursive: true });
    const temporary = join(this.#staging, randomUUID());
    try {
      const staged = typeof source === "string"
        ? await copyHashed(source, temporary)
        : await writeHashed(source, temporary);
      return staged.sha256 === already?.sha256 ? already : this.#place(staged, path);
    } finally {
      fs.rmSync(temporary, { force: true });
    }
  }

  /** Puts other content in the place of a file that was brought in. */
  async replaceFile(content: Uint8Array, old: StoredFile): Promise<StoredFile> {
    fs.mkdirSync(this.#staging, { recursive: true });
    const temporary = join(this.#staging, randomUUID());
    try {
      const { size, sha256 } = await writeHashed(content, temporary);
      // The name alone goes to the new content: others may share the old one.
      fs.renameSync(temporary, join(this.#dir, old.path));
      if (this.#known.get(old.sha256) === old.path) this.#known.delete(old.sha256);
      return { path: old.path, size, sha256 };
    } finally {
      fs.rmSync(temporary, { force: true });
    }
  }

  /** Brings a directory in, as {@linkcode addFile} does a file. */
  async addDirectory(
    source: string,
    path: string,
    what: string,
    already?: StoredFile,
  ): Promise<StoredFile> {
    const staging = join(this.#staging, randomUUID());
    const files: StoredFile[] = [];
    try {
      fs.mkdirSync(staging, { recursive: true });
      for (const { from, path: inner } of listFiles(source, what)) {
        const temporary = join(staging, ...inner.split("/"));
        fs.mkdirSync(dirname(temporary), { recursive: true });
        const staged = await copyHashed(from, temporary);
        this.#shareKnown(staged);
        files.push({ path: inner, size: staged.size, sha256: staged.sha256 });
      }
      return this.#placeDirectory(staging, path, files, already);
    } finally {
      fs.rmSync(staging, { recursive: true, force: true });
    }
  }

  /** Brings a directory in whose files are given by their contents. */
  async addContents(
    contents: Map<string, Uint8Array>,
    path: string,
    already?: StoredFile,
  ): Promise<StoredFile> {
    const staging = join(this.#staging, randomUUID());
    const files: StoredFile[] = [];
    try {
      fs.mkdirSync(staging, { recursive: true });
      for (const [name, content] of contents) {
        const { size, sha256 } = await writeHashed(content, join(staging, name));
        files.push({ path: name, size, sha256 });
      }
      return this.#placeDirectory(staging, path, files, already);
    } finally {
      fs.rmSync(staging, { recursive: true, force: true });
    }
  }

  /** Removes the staging folder. */
  close(): void {
    fs.rmSync(this.#staging, { recursive: true, force: true });
  }

  /** Content that the run holds already takes no further space: the copy becomes a link to it. */
  #shareKnown({ path, sha256 }: StagedFile): void {
    const known = this.#known.get(sha256);
    if (known === undefined || !fs.existsSync(join(this.#dir, known))) return;
    fs.rmSync(path);
    if (!linkNew(join(this.#dir, known), path)) throw new Error(`Cannot replace ${path}`);
  }

  #place(staged: StagedFile, path: string): StoredFile {
    this.#shareKnown(staged);
    fs.mkdirSync(dirname(join(this.#dir, path)), { recursive: true });
    for (let version = 1;; version++) {
      const free = versioned(path, version);
      if (!linkNew(staged.path, join(this.#dir, free))) continue;
      this.#known.set(staged.sha256, free);
      return { path: free, size: staged.size, sha256: staged.sha256 };
    }
  }

  #placeDirectory(
    staging: string,
    path: string,
    files: StoredFile[],
    already: StoredFile | undefined,
  ): StoredFile {
    const manifest = files.map(({ path: inner, sha256 }) => `${sha256}  ${inner}\n`).join("");
    const sha256 = createHash("sha256").update(manifest).digest("hex");
    if (sha256 === already?.sha256) return already;
    fs.mkdirSync(dirname(join(this.#dir, path)), { recursive: true });
    for (let version = 1;; version++) {
      const free = versioned(path, version);
      try {
        if (fs.existsSync(join(this.#dir, free))) continue;
        fs.renameSync(staging, join(this.#dir, free));
      } catch (error) {
        if (["EEXIST", "ENOTEMPTY", "ENOTDIR", "EISDIR"].includes(errorCode(error) ?? "")) continue;
        throw error;
      }
      const placed = files.map((file) => ({ ...file, path: `${free}/${file.path}` }));
      for (const file of placed) this.#known.set(file.sha256, file.path);
      const size = files.reduce((sum, file) => sum + file.size, 0);
      const stored: StoredDirectory = { path: free, size, sha256, files: placed };
      return stored;
    }
  }
}
