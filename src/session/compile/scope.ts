/** The names that cells declare. @module */

import type { JsxOptions } from "./jsx.ts";

/**
 * What cells leave for later cells. V8 lets a later cell declare a name again only in the way in
 * which it was declared first: as a variable of the script (`let`, `class`), or of the global object
 * (`var`, `function`).
 */
export interface CellScope {
  /** Names that `let`, `const`, `class`, `using` or an import declared. */
  readonly lexical: ReadonlySet<string>;
  /** Names that `var`, `function`, `enum` or `namespace` declared. */
  readonly global: ReadonlySet<string>;
  /** Those of the names that may not be assigned. */
  readonly constants: ReadonlySet<string>;
  /** How JSX is compiled, where a cell's comments said so. */
  readonly jsx?: JsxOptions;
}

/** The scope of a new session. */
export const EMPTY_SCOPE: CellScope = {
  lexical: new Set(),
  global: new Set(),
  constants: new Set(),
};

/** The scope after a cell that ran after others. */
export function mergeScopes(earlier: CellScope, later: CellScope): CellScope {
  const jsx = later.jsx ?? earlier.jsx;
  return {
    lexical: earlier.lexical.union(later.lexical),
    global: earlier.global.union(later.global),
    constants: earlier.constants.difference(later.lexical).difference(later.global)
      .union(later.constants),
    ...(jsx === undefined ? {} : { jsx }),
  };
}
