/**
 * Files that are there whole or not at all, written beside other work.
 *
 * @module
 */
import { randomUUID } from "node:crypto";
import fs from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** About how many characters are written at once. */
const CHUNK = 1_000_000;

/**
 * Writes a file of texts that follow each other, without blocking. A process that is killed leaves the old content or the new one;
 * with `durable` a loss of power does, too.
 *
 * @param path The file; its folder is made where it is missing, but not the one above.
 * @param parts The content.
 * @param durable Whether it has to have reached the disk.
 */
export async function replaceFile(
  path: string,
  parts: readonly string[],
  durable = false,
): Promise<void> {
  await makeFolder(dirname(path));
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}.tmp`);
  try {
    const file = await fs.open(temporary, "wx");
    try {
      let chunk = "";
      for (const part of parts) {
        chunk += part;
        if (chunk.length < CHUNK) continue;
        await file.writeFile(chunk);
        chunk = "";
      }
      await file.writeFile(chunk);
      if (durable) await file.sync();
    } finally {
      await file.close();
    }
    await fs.rename(temporary, path);
  } catch (error) {
    await fs.rm(temporary, { force: true });
    throw error;
  }
}

async function makeFolder(path: string): Promise<void> {
  try {
    // A run that was deleted shall not come back as an empty folder.
    await fs.mkdir(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}
