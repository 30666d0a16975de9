/** Draws a chart, and prints how that went. @module */
import { chartBundle, renderSvg } from "../../src/charts/render/mod.ts";
import { curves } from "./render_sample.ts";

if (import.meta.main) {
  const spec = curves(["a"]);
  const bundle = async (): Promise<string> =>
    Object.keys((await chartBundle(spec, "a")).data).join(" ");
  for (const draw of [() => renderSvg(spec).then(() => "drawn"), bundle, bundle]) {
    try {
      console.log(await draw());
    } catch (error) {
      console.log((error as Error).message);
    }
  }
}
