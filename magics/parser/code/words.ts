/** Words with a meaning of their own. @module */

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(" "));
}

/** Words that an expression follows. */
export const BEFORE_EXPRESSION = words(
  "return typeof instanceof in new delete void throw case await yield extends keyof export default import",
);

/** Words that are operators where an expression stands before them, and names elsewhere. */
export const BETWEEN_EXPRESSIONS = words("of as satisfies is in instanceof");

/** Words that a statement follows. */
export const BEFORE_STATEMENT = words("else do try finally");

/** Words that a bracket follows which belongs to them. */
export const BEFORE_HEADER = words("if while for with switch catch");

/** Words that a line break ends as a statement. */
export const LONE = words("return break continue debugger");

/** Words that leave open what the statement is. */
export const MODIFIERS = words("export default declare abstract async");

/** Words that begin statements which are no expressions. */
export const STATEMENTS = words(
  "const let var if for while do switch try throw return break continue with case default else finally catch export debugger enum extends",
);
