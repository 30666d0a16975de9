/** Whether a line that begins with `!` is meant for the shell. @module */

import { readExpression } from "./code/expression.ts";
import { BEFORE_EXPRESSION, STATEMENTS } from "./code/words.ts";

const WORD = /!\s*([\p{ID_Start}$_][\p{ID_Continue}$]*)/uy;
/** Words after which `!` negates what no command is called. */
const EXPRESSION_WORDS = /^(?:this|super|null|true|false|undefined|function|class|async)$/;

/**
 * Whether `!` at an offset begins a command. It does where what follows is no expression, and where the
 * expression begins with a name that nothing has: as code that could only fail.
 *
 * @param isKnown Whether a name is that of a variable.
 */
export function isCommand(
  source: string,
  at: number,
  isKnown: (name: string) => boolean,
): boolean {
  if (source[at + 1] === "=" || /^!\s*(?:$|[\r\n])/.test(source.slice(at, at + 80))) return false;
  const expression = readExpression(source, at);
  if (expression === undefined) return true;
  // A path in quotes; text that is negated is not worth a line of code.
  if (/^!\s*["']/.test(source.slice(at, at + 80))) return !expression.isPlainCode;
  WORD.lastIndex = at;
  const word = WORD.exec(source)?.[1];
  if (word === undefined || STATEMENTS.has(word) || BEFORE_EXPRESSION.has(word)) return false;
  if (EXPRESSION_WORDS.test(word) || word in globalThis || isKnown(word)) return false;
  return !expression.isPlainCode;
}
