/** A confusion matrix as a picture. @module */

const CELL = 84;
const LEFT = 120;
const TOP = 84;
const MARGIN = 16;

/**
 * Draws a confusion matrix as SVG: a row for each true class, a column for each predicted one, darker
 * where more of the row's examples went.
 *
 * @param counts How often each true class (row) was taken for each class (column).
 */
export function confusionSvg(title: string, classes: string[], counts: number[][]): string {
  const width = LEFT + classes.length * CELL + MARGIN;
  const height = TOP + classes.length * CELL + MARGIN;
  const middle = LEFT + (classes.length * CELL) / 2;
  const cells = counts.flatMap((row, at) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map((count, column) => cell(column, at, count, total === 0 ? 0 : count / total));
  });
  const columnNames = classes.map((name, at) =>
    text(LEFT + (at + 0.5) * CELL, TOP - 10, name, 'text-anchor="middle"')
  );
  const rowNames = classes.map((name, at) =>
    text(LEFT - 10, TOP + (at + 0.5) * CELL + 5, name, 'text-anchor="end"')
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
    `viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="14" fill="#222">`,
    `<rect width="${width}" height="${height}" fill="white"/>`,
    text(MARGIN, 26, title, 'font-size="16" font-weight="bold"'),
    text(middle, 52, "predicted", 'text-anchor="middle" fill="#666"'),
    text(LEFT - 10, TOP - 10, "true", 'text-anchor="end" fill="#666"'),
    ...columnNames,
    ...rowNames,
    ...cells,
    "</svg>\n",
  ].join("\n");
}

function cell(column: number, row: number, count: number, share: number): string {
  const [x, y] = [LEFT + column * CELL, TOP + row * CELL];
  const ink = share > 0.5 ? "white" : "#222";
  return `<rect x="${x + 1}" y="${y + 1}" width="${CELL - 2}" height="${CELL - 2}" rx="4" ` +
    `fill="${shade(share)}"/>` +
    text(
      x + CELL / 2,
      y + CELL / 2 + 6,
      `${count}`,
      `text-anchor="middle" font-size="18" fill="${ink}"`,
    );
}

/** From a light grey for nothing to a dark blue for everything. */
function shade(share: number): string {
  const mix = (from: number, to: number) => Math.round(from + (to - from) * share);
  return `rgb(${mix(240, 31)}, ${mix(243, 89)}, ${mix(247, 153)})`;
}

function text(x: number, y: number, content: string, attributes: string): string {
  const escaped = content.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<text x="${x}" y="${y}" ${attributes}>${escaped}</text>`;
}
