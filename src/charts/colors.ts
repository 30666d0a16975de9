/**
 * The colours of charts: they read on white and on black pages, and to people who see fewer colours.
 *
 * @module
 */
/** Text: 4.5:1 on white, 4.1:1 on JupyterLab's dark pages. */
export const TEXT_COLOR = "#767676";

/** Axes and ticks. */
export const LINE_COLOR = "#888888";

/** Runs without a colour of their own. */
export const OTHERS_COLOR = "#8a8a8a";

/** From low to high, for a metric that is shown as a colour. */
export const RAMP = ["#3f63cc", "#7a5cc0", "#a84f9c", "#c0466a", "#c2501c"];

/** How a run is drawn wherever it is: by colour and by shape, each of which tells it. */
export interface RunStyle {
  /** The colour. */
  color: string;
  /** The shape of its points. */
  shape: string;
}

/**
 * Eight colours: the first three are Okabe's and Ito's, the others were searched so that no two look alike to people
 * with any kind of colour blindness, and that all of them have 3:1 contrast on white and on #111.
 */
export const STYLES: readonly RunStyle[] = [
  { color: "#0072b2", shape: "circle" },
  { color: "#d55e00", shape: "square" },
  { color: "#009e73", shape: "triangle-up" },
  { color: "#c078b4", shape: "diamond" },
  { color: "#845478", shape: "cross" },
  { color: "#8418fc", shape: "triangle-down" },
  { color: "#9c78fc", shape: "triangle-right" },
  { color: "#a84830", shape: "triangle-left" },
];

/** FNV-1a: the same for the same id, everywhere. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  }
  return value >>> 0;
}

/**
 * The style of each run: it follows the run's id, so that a run looks the same in each chart. Where two would look the
 * same, the one that started later takes the next style that is free; behind the first eight colours come again, with
 * the shape of another.
 *
 * @param runs The runs, in the order in which they started.
 */
export function runStyles(runs: readonly { readonly id: string }[]): RunStyle[] {
  let free = new Set(STYLES.keys());
  return runs.map((run, i) => {
    if (free.size === 0) free = new Set(STYLES.keys());
    const round = Math.floor(i / STYLES.length);
    let place = hash(run.id) % STYLES.length;
    while (!free.has(place)) place = (place + 1) % STYLES.length;
    free.delete(place);
    const { shape } = STYLES[(place + round * 3) % STYLES.length]!;
    return { color: STYLES[place]!.color, shape };
  });
}
