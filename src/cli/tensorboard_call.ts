/** How TensorBoard is started. @module */
import { relative, resolve } from "node:path";

/** The command that shows a folder in TensorBoard, short where the folder is below this one. */
export function tensorboardCall(folder: string): string {
  const path = resolve(folder);
  const short = relative(Deno.cwd(), path) || ".";
  const shown = short.startsWith("..") ? path : short;
  return `tensorboard --logdir ${/^[\w./-]+$/.test(shown) ? shown : JSON.stringify(shown)}`;
}
