/** How JSX becomes calls. @module */

/** How JSX is compiled: as the compiler options of a `deno.json` say, without them as React's classic calls. */
export interface JsxOptions {
  /** `automatic` imports the functions it calls, `classic` calls what is in scope; `classic` by default. */
  runtime?: "automatic" | "classic";
  /** The function of classic calls; `React.createElement` by default. */
  factory?: string;
  /** What stands for a fragment in classic calls; `React.Fragment` by default. */
  fragmentFactory?: string;
  /** The package of automatic imports; `react` by default. */
  importSource?: string;
}

/** Reads the options of a `deno.json`'s `compilerOptions`. */
export function readJsxOptions(compilerOptions: Record<string, unknown>): JsxOptions {
  const { jsx, jsxFactory, jsxFragmentFactory, jsxImportSource } = compilerOptions;
  const options: JsxOptions = {};
  if (jsx === "react-jsx" || jsx === "react-jsxdev" || jsx === "precompile") {
    options.runtime = "automatic";
  }
  if (typeof jsxFactory === "string") options.factory = jsxFactory;
  if (typeof jsxFragmentFactory === "string") options.fragmentFactory = jsxFragmentFactory;
  if (typeof jsxImportSource === "string") options.importSource = jsxImportSource;
  return options;
}

/** Reads the pragmas in a cell's comments, or undefined where there are none. */
export function readJsxPragmas(comments: readonly { value: string }[]): JsxOptions | undefined {
  const options: JsxOptions = {};
  for (const { value } of comments) {
    for (const [, name, text] of value.matchAll(/@(jsx\w*)[ \t]+(\S+)/g)) {
      if (name === "jsx") Object.assign(options, { factory: text, runtime: "classic" });
      if (name === "jsxFrag") options.fragmentFactory = text;
      if (name === "jsxImportSource") {
        Object.assign(options, { importSource: text, runtime: "automatic" });
      }
      if (name === "jsxRuntime" && (text === "automatic" || text === "classic")) {
        options.runtime = text;
      }
    }
  }
  return Object.keys(options).length === 0 ? undefined : options;
}
