/** Durations as IPython writes them. @module */

const UNITS = ["s", "ms", "μs", "ns"] as const;
const LONG_UNITS = [["d", 86_400], ["h", 3600], ["min", 60], ["s", 1]] as const;

/** Writes seconds with as many significant digits: `12.3 ms`; from a minute on `1min 5s`. */
export function formatDuration(seconds: number, digits = 3): string {
  if (seconds >= 60) return formatLong(seconds);
  const thousands = seconds > 0 ? -Math.floor(Math.log10(seconds) / 3) : UNITS.length - 1;
  const order = Math.max(0, Math.min(thousands, UNITS.length - 1));
  return `${Number((seconds * 1000 ** order).toPrecision(digits))} ${UNITS[order]}`;
}

function formatLong(seconds: number): string {
  let left = seconds;
  const parts: string[] = [];
  for (const [unit, length] of LONG_UNITS) {
    const count = Math.floor(left / length);
    left -= count * length;
    if (count > 0) parts.push(`${count}${unit}`);
  }
  return parts.join(" ");
}
