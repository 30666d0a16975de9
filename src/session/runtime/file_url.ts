/** Paths as URLs. @module */

import { pathToFileURL } from "node:url";

/** Returns the `file:` URL of an absolute path; a folder's keeps its closing slash. */
export function toFileUrl(path: string): string {
  return pathToFileURL(path).href;
}
