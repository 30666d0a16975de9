/**
 * Parameters of a notebook, injected as papermill does.
 *
 * @see https://papermill.readthedocs.io/en/latest/usage-parameterize.html
 * @module
 */
import { type Cell, hasTag, type JsonObject, makeCell, type Notebook } from "../nbformat/mod.ts";

const PARAMETERS = "parameters";
const INJECTED = "injected-parameters";
const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;
/** Words that no module may declare. */
const RESERVED = new Set(
  ("arguments await break case catch class const continue debugger default delete do else enum eval " +
    "export extends false finally for function if implements import in instanceof interface let new " +
    "null package private protected public return static super switch this throw true try typeof var " +
    "void while with yield").split(" "),
);

/**
 * Reads the value of a parameter from a command line: JSON where it is JSON, else a text.
 *
 * @throws {RangeError} It is a whole number that JavaScript cannot hold exactly.
 */
export function readParameterValue(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return text; // What is no JSON is a text that nobody had to quote.
  }
  if (typeof value === "number" && /^-?\d+$/.test(text.trim()) && !Number.isSafeInteger(value)) {
    throw new RangeError(
      `Cannot use the parameter value ${text}: a number holds no more than 2^53, put it in quotes`,
    );
  }
  return value;
}

/**
 * Checks the name of a parameter.
 *
 * @throws {SyntaxError} It cannot be the name of a variable.
 */
export function checkParameterName(name: string): void {
  if (IDENTIFIER.test(name) && !RESERVED.has(name)) return;
  throw new SyntaxError(`Cannot use the parameter "${name}": expected the name of a variable`);
}

/**
 * Puts a cell with parameters into a notebook: in place of one that was injected before, else after
 * the cell that is tagged `parameters`, else at the top.
 *
 * @returns Whether the notebook has a cell that is tagged `parameters`.
 * @throws {SyntaxError} A name cannot be the name of a variable.
 */
export function injectParameters(notebook: Notebook, parameters: JsonObject): boolean {
  const { cells } = notebook;
  const defaults = cells.find((cell) => hasTag(cell, PARAMETERS));
  const before = cells.findIndex((cell) => hasTag(cell, INJECTED));
  const cell = makeCell(notebook, {
    cell_type: "code",
    source: parametersSource(parameters, defaults),
    metadata: { tags: [INJECTED] },
  });
  if (before >= 0) cells.splice(before, 1, cell);
  else cells.splice(defaults ? cells.indexOf(defaults) + 1 : 0, 0, cell);
  return defaults !== undefined;
}

function parametersSource(parameters: JsonObject, defaults: Cell | undefined): string {
  const lines = Object.entries(parameters).map(([name, value]) => {
    checkParameterName(name);
    return `${keywordOf(name, defaults)} ${name} = ${literal(value)};`;
  });
  return ["// Parameters", ...lines].join("\n");
}

/** What declares a name with the defaults: later cells may assign to what is not a const there. */
function keywordOf(name: string, defaults: Cell | undefined): string {
  const escaped = name.replaceAll("$", "\\$");
  const declared = new RegExp(
    `^\\s*(?:export\\s+)?(let|var)\\s+${escaped}(?![\\p{ID_Continue}$])`,
    "mu",
  );
  return declared.exec(defaults?.source ?? "")?.[1] ?? "const";
}

/** A value of JSON as an expression; `__proto__` is a name as any other. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([name, item]) => {
    const key = name === "__proto__" ? '["__proto__"]' : JSON.stringify(name);
    return `${key}: ${literal(item)}`;
  });
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}
