/** Cells of a notebook as people write them. @module */

import { randomFillSync } from "node:crypto";
import { Buffer } from "node:buffer";

/** How many cells the notebook has. */
export const CELLS = 200;

const IMAGES = 10;
const IMAGE_BYTES = 60_000;
/** What a cell computes. */
const ROUNDS = 5_000_000;

/** What the cells of {@linkcode realisticCells} use, to be run before them. */
export function definitions(): string {
  // A picture of this size, as a chart's; what it shows is nobody's business.
  const image = randomFillSync(Buffer.alloc(IMAGE_BYTES)).toString("base64");
  return `const image = ${JSON.stringify(image)};
const rows = Array.from({ length: 20 }, (_, i) => "<tr><td>" + i + "</td><td>" + i / 7 + "</td></tr>");
function work(count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += Math.sqrt(i);
  return sum;
}`;
}

/**
 * Cells that compute, print, and show tables and ten images, each in its turn. A cell takes some ten milliseconds, which
 * is little for one that trains or reads anything.
 */
export function realisticCells(): string[] {
  return Array.from({ length: CELLS }, (_, i) => {
    if (i % (CELLS / IMAGES) === 0) {
      return `// name: figure ${i}
work(${ROUNDS});
await Deno.jupyter.display({ "image/png": image }, { raw: true });`;
    }
    if (i % 5 === 0) {
      return `work(${ROUNDS});\nDeno.jupyter.html\`<table>\${rows.join("")}</table>\``;
    }
    if (i % 2 === 0) return `const value${i} = work(${ROUNDS + i});\nvalue${i}`;
    return `for (let epoch = 0; epoch < 20; epoch++) {
  console.log("epoch", epoch, "loss", work(${ROUNDS / 20}));
}`;
  });
}
