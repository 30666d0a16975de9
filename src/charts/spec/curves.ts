/** Curves: a panel a metric, a line a run. @module */

import { titleText } from "../labels.ts";
import { plainX, plainY } from "./curve_encoding.ts";
import { curveLayers, linesName } from "./curve_layers.ts";
import {
  type CurvesInput,
  type CurvesPlan,
  type PanelPlan,
  planCurves,
  putData,
} from "./curve_plan.ts";
import { axisRow, curveRows } from "./curve_rows.ts";
import { colorChannel, pickedParam } from "./run_channels.ts";
import {
  arrange,
  OVERVIEW,
  panelTitle,
  type Part,
  wholeSpec,
  wholeWidth,
  ZOOM_PARAM,
} from "./theme.ts";

export type { CurvePanel, CurvesInput } from "./curve_plan.ts";

/** The strip below the panels, on which a part of the axis is chosen. */
function overview(plan: CurvesPlan, panel: PanelPlan): Part {
  const rows = curveRows(plan, panel, plan.named, { points: 5000, columns: 0.5, parts: 1 });
  return {
    name: OVERVIEW,
    width: wholeWidth(plan.layout),
    height: 22,
    data: putData(plan, OVERVIEW, [...rows, axisRow(panel)]),
    transform: [{ flatten: ["x", "y"] }],
    mark: { type: "line", strokeWidth: 0.7, opacity: 0.5, aria: false },
    encoding: {
      x: {
        ...plainX(plan.input),
        axis: {
          title: "drag here to zoom",
          labels: false,
          ticks: false,
          grid: false,
          titleFontSize: 9,
          titlePadding: 2,
        },
      },
      y: { ...plainY(plan.input, panel), axis: null },
      color: colorChannel(plan.input, plan.input.width),
    },
  };
}

function paramsOf(plan: CurvesPlan, zooms: boolean): Part {
  const params: Part[] = [];
  if (plan.named.length > 0) params.push(pickedParam(plan.panels.map(linesName)));
  if (zooms) {
    params.push({
      name: ZOOM_PARAM,
      select: { type: "interval", encodings: ["x"] },
      views: [OVERVIEW],
    });
  }
  return params.length === 0 ? {} : { params };
}

/** The specification of curves; of one panel at least. */
export function curvesSpec(input: CurvesInput): Part {
  const plan = planCurves(input);
  const views = plan.panels.map((panel): Part => ({
    title: panelTitle(titleText(panel.metric)),
    width: plan.layout.width,
    height: plan.layout.height,
    layer: curveLayers(plan, panel),
  }));
  const panels = arrange(views, plan.layout);
  const zoomed = plan.panels.find(({ zooms }) => zooms);
  const parts = zoomed ? { vconcat: [panels, overview(plan, zoomed)], spacing: 8 } : panels;
  return wholeSpec(input.heading, {
    ...parts,
    ...paramsOf(plan, zoomed !== undefined),
    datasets: plan.datasets,
    resolve: { scale: { color: "shared", shape: "shared" } },
  });
}
