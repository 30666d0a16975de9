/** Errors as a person wants to read them. @module */

import type { ShownError } from "../cell_result.ts";
import type { ThrownError } from "../types.ts";
import { blue, dim, red } from "./ansi.ts";
import { codeFrame } from "./code_frame.ts";
import { type FindCell, locate, type Place } from "./locate.ts";
import { stackLines } from "./stack_lines.ts";
import { shorten } from "./text_limits.ts";

/** An error that names a place in a cell, such as one of syntax. */
export interface PlacedError {
  /** The error's name. */
  name: string;
  /** Its message. */
  message: string;
  /** The line, from 1. */
  line: number;
  /** The column, from 1. */
  column: number;
}

/** How many errors of an aggregate are shown. */
const MOST_ERRORS = 10;

/**
 * Formats what a cell threw: the message, the place with the lines around it, the calls that led there,
 * causes and the errors of an aggregate. The traceback has ANSI colours.
 *
 * @param error What was thrown.
 * @param cells Finds a cell by the URL of its code.
 * @param cwd The folder that paths of files are shown relative to.
 */
export function formatError(error: ThrownError, cells: FindCell, cwd: string): ShownError {
  return {
    ename: error.name,
    evalue: shorten(error.text ?? error.message),
    traceback: describe(error, cells, cwd, ""),
  };
}

/**
 * Formats the error of a cell that could not be compiled.
 *
 * @param error The error, with its place in the cell.
 * @param label What errors call the cell; empty where its text has no name.
 * @param source The cell's text.
 */
export function formatSyntaxError(
  error: PlacedError,
  label: string,
  source: string,
): ShownError {
  const { name, line, column } = error;
  const message = shorten(error.message);
  return {
    ename: name,
    evalue: message,
    traceback: [`${red(name)}: ${message}`, ...showPlace(label, source, line, column)],
  };
}

function describe(error: ThrownError, cells: FindCell, cwd: string, lead: string): string[] {
  const places = error.frames.map((frame) => locate(frame, cells, cwd))
    .filter((place) => place !== undefined);
  const lines = [`${lead}${headline(error)}`];
  const inCell = places.find((place): place is Required<Place> => place.cell !== undefined);
  if (inCell !== undefined) {
    const { cell, line, column } = inCell;
    lines.push(...showPlace(cell.label, cell.source, line, column));
  }
  // A stack of the one place that the frame shows says nothing new.
  if (places.length > 1 || (places.length === 1 && places[0] !== inCell)) {
    lines.push(...stackLines(places));
  }
  if (error.properties !== undefined) lines.push(dim(shorten(error.properties)));
  const { errors = [], errorCount = errors.length } = error;
  for (const [index, one] of errors.slice(0, MOST_ERRORS).entries()) {
    lines.push(...describe(one, cells, cwd, `${red(`Error ${index + 1} of ${errorCount}`)}: `));
  }
  const more = errorCount - Math.min(errors.length, MOST_ERRORS);
  if (more > 0) lines.push(dim(`… ${more} more ${more === 1 ? "error" : "errors"}`));
  if (error.cause !== undefined) {
    lines.push(...describe(error.cause, cells, cwd, `${red("Caused by")}: `));
  }
  return lines;
}

function headline({ name, message, text, code }: ThrownError): string {
  if (text !== undefined) return `${red("Thrown")}: ${shorten(text)}`;
  const known = code === undefined || message.includes(code) ? "" : ` ${dim(`[${code}]`)}`;
  return message === "" ? `${red(name)}${known}` : `${red(name)}: ${shorten(message)}${known}`;
}

/** Writes where a place in a cell is, and the lines around it. */
export function showPlace(label: string, source: string, line: number, column: number): string[] {
  const place = `line ${line}, column ${column}`;
  return [
    blue(label === "" ? place : `${label}, ${place}`),
    codeFrame(source, line, column),
  ];
}
