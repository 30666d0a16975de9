/** Vega and Vega-Lite specifications. @module */

/**
 * The MIME type of a specification by its `$schema`, as frontends draw it: JupyterLab knows
 * `vega.v5` and `vegalite.v3` to `v5`, and draws newer specifications under the last of these.
 */
export function vegaType(spec: unknown): string | undefined {
  if (typeof spec !== "object" || spec === null) return undefined;
  const schema = (spec as { $schema?: unknown }).$schema;
  if (typeof schema !== "string") return undefined;
  const match = /\/schema\/(vega|vega-lite)\/v(\d+)[^/]*\.json$/.exec(schema);
  if (match === null) return undefined;
  if (match[1] === "vega") return "application/vnd.vega.v5+json";
  const version = Math.min(Math.max(Number(match[2]), 3), 5);
  return `application/vnd.vegalite.v${version}+json`;
}
