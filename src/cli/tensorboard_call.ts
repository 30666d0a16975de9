/** How TensorBoard is started. @module */
import { relative, resolve } from "node:path";
import { shellWord } from "../display/mod.ts";

/** The command that shows a folder in TensorBoard, short where the folder is below this one. */
export function tensorboardCall(folder: string): string {
  const path = resolve(folder);
  const short = relative(Deno.cwd(), path) || ".";
  const shown = short.startsWith("..") ? path : short;
  return `tensorboard --logdir ${shellWord(shown)}`;
}
