/** Vega and Vega-Lite specifications. @module */

/**
 * The MIME type of a specification by its `$schema`, as frontends draw it: JupyterLab knows
 * `vega.v5` and `vegalite.v3` to `v5`, and draws newer specifications under the last of these.
 */
export function vegaType(spec: unknown): string | undefined {
  if (typeof spec !== "object" || spec === null) return undefined;
  const schema = "$schema" in spec ? spec.$schema : undefined;
  if (typeof schema !== "string") return undefined;
  const match = /\/schema\/(vega|vega-lite)\/v(\d+)[^/]*\.json$/.exec(schema);
  if (match === null) return undefined;
  if (match[1] === "vega") return "application/vnd.vega.v5+json";
  const version = Math.min(Math.max(Number(match[2]), 3), 5);
  return `application/vnd.vegalite.v${version}+json`;
}

/** What a chart is, for a frontend that draws none. */
export function vegaText(spec: object): string {
  const { $schema, title } = spec as { $schema?: unknown; title?: unknown };
  const kind = String($schema).includes("vega-lite") ? "Vega-Lite chart" : "Vega chart";
  const text = typeof title === "object" && title !== null
    ? (title as { text?: unknown }).text
    : title;
  return typeof text === "string" ? `${kind}: ${text}` : kind;
}
