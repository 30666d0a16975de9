/** Colours of tracebacks, from the sixteen that every frontend has. @module */

const painter = (code: string) => (text: string): string => `\x1b[${code}m${text}\x1b[0m`;

/** What is wrong. */
export const red: (text: string) => string = painter("1;31");
/** What may be wrong. */
export const yellow: (text: string) => string = painter("33");
/** Where it is. */
export const blue: (text: string) => string = painter("34");
/** What stands around it. */
export const dim: (text: string) => string = painter("2");
/** What to look at. */
export const bold: (text: string) => string = painter("1");
