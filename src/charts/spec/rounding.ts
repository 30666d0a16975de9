/** Numbers as short as pixels allow. @module */

/** Rounds numbers. */
export type Rounding = (value: number) => number;

/** Rounds to the largest power of ten that is no more than `quantum`; not at all where it is 0. */
export function roundTo(quantum: number): Rounding {
  if (!(quantum > 0) || !Number.isFinite(quantum)) return (value) => value;
  const exponent = Math.floor(Math.log10(quantum));
  if (exponent < -300 || exponent > 300) return (value) => value;
  // Divided by a whole number, not multiplied by a fraction: the result is the shortest number then.
  if (exponent < 0) {
    const scale = 10 ** -exponent;
    return (value) => Number.isFinite(value * scale) ? Math.round(value * scale) / scale : value;
  }
  const scale = 10 ** exponent;
  return (value) => Math.round(value / scale) * scale;
}

/** Rounds so that no number is changed by more than the part `relative` of itself. */
export function roundRelative(relative: number): Rounding {
  const digits = Math.min(15, Math.max(2, Math.ceil(-Math.log10(relative)) + 1));
  return (value) => Number(value.toPrecision(digits));
}
