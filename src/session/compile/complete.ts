/** Whether a cell is finished. @module */

import type { ParseProblem } from "./parse.ts";
import { parseTypeScript } from "./parse.ts";
import { STARTS_WITH_BRACE } from "./parse_cell.ts";

/** Whether code can run, and how its next line would begin. */
export interface Completeness {
  /** `incomplete` where more lines can make a program of it. */
  status: "complete" | "incomplete" | "invalid";
  /** The spaces before the next line; empty unless incomplete. */
  indent: string;
}

/** Problems of text that ends too early, wherever Babel says they are. */
const OPEN = new Set(["UnterminatedTemplate", "UnterminatedComment", "UnterminatedJsxContent"]);

/** Tells whether code is a whole cell. */
export function checkComplete(source: string): Completeness {
  const problem = findProblem(source);
  if (problem === undefined) return { status: "complete", indent: "" };
  if (OPEN.has(problem.reasonCode)) {
    // What a template or a comment holds is the user's own.
    return { status: "incomplete", indent: "" };
  }
  const isAtEnd = problem.pos >= source.trimEnd().length ||
    isRestComment(source.slice(problem.pos));
  const isString = problem.reasonCode === "UnterminatedString";
  if (isString && source.trimEnd().endsWith("\\")) return { status: "incomplete", indent: "" };
  const isOneLine = isString || problem.reasonCode === "UnterminatedRegExp";
  if (!isAtEnd && parses(`${source}\nfinally {}`)) return { status: "incomplete", indent: "" };
  if (!isAtEnd || isOneLine) return { status: "invalid", indent: "" };
  return { status: "incomplete", indent: nextIndent(source) };
}

function findProblem(source: string): ParseProblem | undefined {
  const texts = STARTS_WITH_BRACE.test(source) ? [source, `(${source}\n)`] : [source];
  let first: ParseProblem | undefined;
  for (const text of texts) {
    try {
      parseTypeScript(text);
      return undefined;
    } catch (error) {
      const problem = error as ParseProblem;
      if (typeof problem.pos !== "number") throw error;
      const pos = problem.pos - (text === source ? 0 : 1);
      if (first === undefined || pos > first.pos) {
        first = Object.assign(Object.create(problem), { pos, reasonCode: problem.reasonCode });
      }
    }
  }
  return first;
}

/** Whether text is a program: that of a `try` begins where its `finally` follows. */
function parses(text: string): boolean {
  try {
    parseTypeScript(text);
    return true;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return false;
  }
}

function isRestComment(text: string): boolean {
  return text.replace(/\/\/.*|\/\*[^]*?\*\//g, "").trim() === "";
}

/** The last line's own indent, one step deeper where the line opens something. */
function nextIndent(source: string): string {
  const lines = source.trimEnd().split(/\r\n|[\n\r]/);
  const last = lines.at(-1)!.replace(/\/\/.*$/, "").trimEnd();
  const [indent] = /^[ \t]*/.exec(last)!;
  const step = lines.some((line) => line.startsWith("\t"))
    ? "\t"
    : lines.some((line) => /^ {4}\S/.test(line)) && !lines.some((line) => /^ {2}\S/.test(line))
    ? "    "
    : "  ";
  return /[{[(]$|=>$|^\s*(?:if|for|while)\b.*\)$|\belse$|\bdo$/.test(last) ? indent + step : indent;
}
