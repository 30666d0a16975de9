import assert from "node:assert/strict";
import { join } from "node:path";
import { finishRun } from "../../src/store/mod.ts";
import { tempDir } from "../helpers/mod.ts";
import { peerTest } from "../peers/python.ts";
import { append, close, startRun } from "./helpers.ts";

/** A run with what is hard to store: NaN, infinities, missing and negative steps, names of all kinds. */
async function hardRun(baseDir: string): Promise<string> {
  const run = startRun(baseDir);
  const names = ["loss", "val/loss", "损失", "🙂", "__proto__", '"quoted"'];
  names.forEach((name, n) => {
    for (let i = 0; i < 3; i++) {
      append(run, {
        type: "metrics",
        time: 1_700_000_000_000 + i,
        ...n % 2 === 0 ? { step: i - 1 } : {},
        values: Object.fromEntries([[name, [0.1, "NaN", "-Infinity"][i] as number]]),
      });
    }
  });
  append(run, { type: "metrics", time: 1_700_000_000_000, step: 2 ** 53 - 1, values: { big: -0 } });
  close(run);
  await finishRun(run.dir);
  return join(run.dir, "metrics.parquet");
}

const EXPECTED = { rows: 19, names: 7, nulls: 9, nan: 6, infinite: 6, largest: 2 ** 53 - 1 };

peerTest("pandas reads metrics.parquet", async ({ run }) => {
  using base = tempDir();
  const found = await run(
    `
import json, sys, numpy, pandas
d = pandas.read_parquet(sys.argv[1])
assert list(d.columns) == ["metric", "step", "value", "timestamp"], d.columns
assert str(d.timestamp.dt.tz) == "UTC" and d.timestamp[0].isoformat() == "2023-11-14T22:13:20+00:00", d.timestamp[0]
print(json.dumps(dict(rows=len(d), names=d.metric.nunique(), nulls=int(d.step.isna().sum()),
    nan=int(numpy.isnan(d.value).sum()), infinite=int(numpy.isinf(d.value).sum()), largest=int(d.step.max()))))
`,
    [await hardRun(base.path)],
  );
  assert.deepEqual(JSON.parse(found), EXPECTED);
});

peerTest("Polars reads metrics.parquet", async ({ run }) => {
  using base = tempDir();
  const found = await run(
    `
import json, sys, polars
d = polars.read_parquet(sys.argv[1])
assert d.schema["step"] == polars.Int64 and d.schema["value"] == polars.Float64, d.schema
print(json.dumps(dict(rows=d.height, names=d["metric"].n_unique(), nulls=d["step"].null_count(),
    nan=int(d["value"].is_nan().sum()), infinite=int(d["value"].is_infinite().sum()), largest=d["step"].max())))
`,
    [await hardRun(base.path)],
  );
  assert.deepEqual(JSON.parse(found), EXPECTED);
});

peerTest("DuckDB reads metrics.parquet, one metric by its name", async ({ run }) => {
  using base = tempDir();
  const found = await run(
    `
import json, sys, duckdb
q = lambda sql: duckdb.sql(sql.replace("$F", "'" + sys.argv[1] + "'")).fetchone()
row = q("select count(*), count(distinct metric), count(*) - count(step), sum(isnan(value)::int), sum(isinf(value)::int), max(step) from $F")
print(json.dumps(dict(zip(["rows", "names", "nulls", "nan", "infinite", "largest"], row))))
assert q("select count(*) from $F where metric = '损失' and step >= 0") == (2,)
`,
    [await hardRun(base.path)],
  );
  assert.deepEqual(JSON.parse(found), EXPECTED);
});
