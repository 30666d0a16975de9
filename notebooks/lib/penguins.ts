/** The Palmer penguins, ready to learn from. @module */

import rows from "npm:vega-datasets@2.9.0/data/penguins.json" with { type: "json" };
import { type Random, shuffled } from "./random.ts";

/** The species to tell apart; a penguin's label is a place in this list. */
export const SPECIES = ["Adelie", "Chinstrap", "Gentoo"];

/** What is measured of each penguin, as the data set calls it. */
export const FEATURES = [
  "Beak Length (mm)",
  "Beak Depth (mm)",
  "Flipper Length (mm)",
  "Body Mass (g)",
] as const;

/** One penguin. */
export interface Penguin {
  /** Its row in the data set, from 0. */
  row: number;
  /** The island it was met on. */
  island: string;
  /** Its species, as a place in {@linkcode SPECIES}. */
  label: number;
  /** The {@linkcode FEATURES}, in their order and units. */
  measured: number[];
  /** The same, standardised by {@linkcode splitPenguins}: what the model sees. */
  features: number[];
}

/** The penguins to learn from, and those to judge by. */
export interface Split {
  /** The training split. */
  train: Penguin[];
  /** The validation split. */
  validation: Penguin[];
}

/** How many penguins the data set has, those with missing values included. */
export const PENGUINS_IN_ALL: number = rows.length;

/** Reads all penguins with complete measurements. */
export function loadPenguins(): Penguin[] {
  return rows.flatMap((row, index) => {
    const measured = FEATURES.map((feature) => row[feature]);
    if (!measured.every((value) => value !== null)) return [];
    const label = SPECIES.indexOf(row.Species);
    return [{ row: index, island: row.Island, label, measured, features: [] }];
  });
}

/**
 * Splits the penguins at random, and standardises their features: to mean 0 and deviation 1 on the
 * training split, so that nothing of the validation split leaks into the training.
 */
export function splitPenguins(penguins: Penguin[], validationShare: number, random: Random): Split {
  const mixed = shuffled(penguins, random);
  const held = Math.round(mixed.length * validationShare);
  const train = mixed.slice(held);
  const scales = FEATURES.map((_, at) => scale(train.map(({ measured }) => measured[at]!)));
  const standardise = (penguin: Penguin): Penguin => ({
    ...penguin,
    features: penguin.measured.map((value, at) =>
      (value - scales[at]!.mean) / scales[at]!.deviation
    ),
  });
  return { train: train.map(standardise), validation: mixed.slice(0, held).map(standardise) };
}

function scale(values: number[]): { mean: number; deviation: number } {
  const mean = average(values);
  return { mean, deviation: Math.sqrt(average(values.map((value) => (value - mean) ** 2))) };
}

function average(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
