/** Draws a chart, and prints how that went. @module */
import { chartBundle, renderSvg } from "../../src/charts/render/mod.ts";
import { curves } from "./render_sample.ts";

if (import.meta.main) {
  for (const draw of [() => renderSvg(curves(["a"])), () => chartBundle(curves(["a"]), "a")]) {
    try {
      await draw();
      console.log("drawn");
    } catch (error) {
      console.log((error as Error).message);
    }
  }
}
