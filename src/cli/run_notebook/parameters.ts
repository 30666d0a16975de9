/**
 * The parameters of a notebook, from the command line and from a file.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { checkParameterName, type JsonObject, readParameterValue } from "../../notebook/mod.ts";
import { messageOf, UsageError } from "../errors.ts";

/**
 * Reads the parameters; those of the command line count more than those of the file.
 *
 * @throws {UsageError} The file is no JSON object, a name cannot be the name of a variable, or a
 *   number is too large.
 */
export function readParameters(
  given: [name: string, value: string][],
  file: string | undefined,
): JsonObject {
  const parameters = file === undefined ? {} : readFile(file);
  try {
    for (const [name, value] of given) parameters[name] = readParameterValue(value);
    for (const name of Object.keys(parameters)) checkParameterName(name);
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
  return parameters;
}

function readFile(path: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new UsageError(`Cannot read the parameters in "${path}": ${messageOf(error)}`);
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return { ...value };
  }
  throw new UsageError(
    `Cannot read the parameters in "${path}": expected a JSON object, such as { "lr": 0.1 }`,
  );
}
