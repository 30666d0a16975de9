/**
 * Times as text and back, to the microsecond.
 *
 * @module
 */

/** The second that was formatted last: points come in time order, so that it mostly fits again. */
let lastSecond = NaN;
let lastPrefix = "";

/** As far from the epoch as a Date goes, in milliseconds. */
const LIMIT = 8.64e15;

/**
 * ISO 8601 in UTC, with milliseconds, or microseconds where the time has them; empty where it is no
 * time, as that of another tool's point that has none.
 */
export function toIso(time: number): string {
  if (!(Math.abs(time) <= LIMIT)) return "";
  const second = Math.floor(time / 1000);
  if (second !== lastSecond) {
    lastPrefix = new Date(second * 1000).toISOString().slice(0, -4);
    lastSecond = second;
  }
  const micros = Math.round((time - second * 1000) * 1000);
  if (micros >= 1_000_000) return new Date(Math.round(time)).toISOString();
  const fraction = micros % 1000 === 0
    ? String(micros / 1000).padStart(3, "0")
    : String(micros).padStart(6, "0");
  return `${lastPrefix}${fraction}Z`;
}

const MICROSECONDS = /\.(\d{3})(\d{1,6})/;

/**
 * Milliseconds since the epoch of an ISO 8601 text; without a zone it is local time, as Python's
 * `datetime.now().isoformat()` writes it. NaN where it is no time.
 */
export function fromIso(text: unknown): number {
  if (typeof text === "number") return text;
  if (typeof text !== "string") return NaN;
  const fine = MICROSECONDS.exec(text);
  if (!fine) return Date.parse(text);
  return Date.parse(text.replace(MICROSECONDS, ".$1")) + Number(`0.${fine[2]}`);
}
