/** Cars of the years 1970 to 1982. @module */

import rows from "npm:vega-datasets@2.9.0/data/cars.json" with { type: "json" };

/** One car. */
export interface Car {
  /** The name. */
  name: string;
  /** The weight, with mean 0 and deviation 1. */
  weight: number;
  /** How far it goes, in miles per gallon. */
  distance: number;
}

/** Reads the cars whose consumption is known. */
export function loadCars(): Car[] {
  const known = rows.flatMap(({ Name: name, Weight_in_lbs: weight, Miles_per_Gallon: distance }) =>
    distance === null ? [] : [{ name, weight, distance }]
  );
  const mean = known.reduce((sum, { weight }) => sum + weight, 0) / known.length;
  const variance = known.reduce((sum, { weight }) => sum + (weight - mean) ** 2, 0) / known.length;
  return known.map((car) => ({ ...car, weight: (car.weight - mean) / Math.sqrt(variance) }));
}
