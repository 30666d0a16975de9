/**
 * Whether less or more of a metric is better, judged by its name.
 *
 * @module
 */

const LESS_IS_BETTER = new Set(
  ("loss error err errors mse rmse mae mape msle nll bce ce perplexity ppl wer cer ter bpc bpb fid " +
    "kl kld divergence distance regret brier ece time latency duration seconds ms cost misses")
    .split(" "),
);

/** Parts of names that tell of the data, not of the metric: `Loss/train` is a loss. */
const DATA = new Set(
  "train training val valid validation test testing eval dev holdout".split(" "),
);

/**
 * The direction in which a metric improves: `"min"` where a word of its name's last part says so
 * (`val/loss`, `Loss/train`, `rmse`, `word_error_rate`, `inference_time`), else `"max"`.
 *
 * @example Judge by the name
 * ```ts
 * import { metricDirection } from "@labbook/labbook";
 *
 * if (metricDirection("val/loss") !== "min") throw new Error("expected min");
 * if (metricDirection("accuracy") !== "max") throw new Error("expected max");
 * ```
 */
export function metricDirection(name: string): "min" | "max" {
  const parts = name.split("/");
  while (parts.length > 1 && DATA.has(parts.at(-1)!.toLowerCase())) parts.pop();
  const last = parts.at(-1)!;
  const words = last.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase().split(/[^\p{L}]+/u);
  return words.some((word) => LESS_IS_BETTER.has(word)) ? "min" : "max";
}
