/**
 * Runs the cells that its first argument holds as a list in JSON, in a kernel without a frontend in the working
 * folder; says `ready` where a cell prints it, and in the end what became of each cell.
 *
 * @module
 */
import process from "node:process";
import { startHeadlessKernel } from "../../../src/kernel/mod.ts";

const cells: string[] = JSON.parse(process.argv[2]!);
const kernel = await startHeadlessKernel({
  permissions: ["-A"],
  cwd: process.cwd(),
  notebookPath: `${process.cwd()}/work.ipynb`,
});
const replies: string[] = [];
for (const cell of cells) {
  const { status } = await kernel.execute(cell, {
    onMessage: ({ msg_type, content }) => {
      if (msg_type === "stream") console.log(content.text);
    },
  });
  replies.push(status);
}
await kernel.shutdown();
console.log(`replies: ${replies.join(" ")}`);
