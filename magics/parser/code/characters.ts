/** What single characters begin. @module */

/** Characters that begin something longer. */
export enum Code {
  doubleQuote = 0x22,
  singleQuote = 0x27,
  dot = 0x2e,
  slash = 0x2f,
  less = 0x3c,
  backtick = 0x60,
}

/** A number. */
export const NUMBER =
  /(?:0[xXbBoO][\da-fA-F_]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?[\d_]+)?)n?/y;

const WORD = /[#\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/uy;
const PUNCTUATOR =
  />>>=|\.\.\.|===|!==|\*\*=|<<=|>>=|>>>|&&=|\|\|=|\?\?=|=>|==|!=|<=|>=|&&|\|\||\?\?|\?\.(?!\d)|\+\+|--|\+=|-=|\*=|\/=|%=|&=|\|=|\^=|<<|>>|\*\*|[^]/y;

const BEGINS_WORD = flags((char) => /[#$\w]/.test(char) && !/\d/.test(char));
const CONTINUES_WORD = flags((char) => /[$\w]/.test(char));
const BEGINS_LONGER = flags((char) => ">.=!*<&|?+-/%^".includes(char));

function flags(holds: (char: string) => boolean): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, code) => holds(String.fromCharCode(code)) ? 1 : 0);
}

/** Whether a character is a digit. */
export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Whether a character may begin a word; beyond ASCII `wordEnd()` knows. */
export function isWordCode(code: number): boolean {
  return code >= 128 || BEGINS_WORD[code] === 1;
}

/** Where the word ends that begins at `start`, if one does. */
export function wordEnd(source: string, start: number): number {
  let end = start;
  while (CONTINUES_WORD[source.charCodeAt(end)] === 1 || end === start && source[end] === "#") {
    end++;
  }
  if (!(source.charCodeAt(end) >= 128)) return end;
  WORD.lastIndex = start;
  return WORD.test(source) ? WORD.lastIndex : start;
}

/** Where the punctuator ends that begins at `start`. */
export function punctuatorEnd(source: string, start: number, code: number): number {
  if (BEGINS_LONGER[code] !== 1) return start + 1;
  PUNCTUATOR.lastIndex = start;
  PUNCTUATOR.test(source);
  return PUNCTUATOR.lastIndex;
}
