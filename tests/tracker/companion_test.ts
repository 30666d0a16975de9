import assert from "node:assert/strict";
import { readMetrics, readSummary, toPoints } from "../../src/store/mod.ts";
import { parseGpuTable } from "../../src/tracker/system_metrics.ts";
import { ROOT, runProcess, runScript, tempDir } from "../helpers/mod.ts";
import { trackingScript } from "./helpers.ts";

Deno.test("the machine is sampled while a busy loop holds the training thread", async () => {
  using base = tempDir();
  const body = `await new Promise((r) => setTimeout(r, 700));
    const from = Date.now(); while (Date.now() - from < 1500);
    console.log(from, Date.now());
    await tracker.finish();`;
  const options = { saveCode: false, saveEnv: false, systemMetrics: { interval: 100 } };
  const script = base.write("train.ts", trackingScript(body, options));
  const { stdout, code, stderr } = await runScript(script, { args: [base.join("runs")] });
  assert.equal(code, 0, stderr);
  const [from, to] = stdout.split(" ").map(Number) as [number, number];
  const metrics = await readMetrics(base.join("runs/tests/run"));
  for (const name of ["system/cpu", "system/memory", "system/process_memory_bytes"]) {
    const during = toPoints(metrics.get(name)!).filter(({ timestamp }) =>
      Date.parse(timestamp) >= from && Date.parse(timestamp) <= to
    );
    assert(during.length >= 3, `${during.length} samples of ${name}`);
    assert(during.every(({ value }) => value >= 0));
  }
  assert.equal(readSummary(base.join("runs/tests/run")).status, "finished");
});

Deno.test("nvidia-smi's table becomes metrics, and what a GPU does not report is left out", () => {
  assert.deepEqual(parseGpuTable("37, 1024, 4096, 51, 70.5\n0, 0, 8192, 30, [N/A]\n"), {
    "system/gpu0": 37,
    "system/gpu0/memory": 25,
    "system/gpu0/memory_bytes": 1024 * 1024 * 1024,
    "system/gpu0/temperature": 51,
    "system/gpu0/power": 70.5,
    "system/gpu1": 0,
    "system/gpu1/memory": 0,
    "system/gpu1/memory_bytes": 0,
    "system/gpu1/temperature": 30,
  });
});

const hasTerminal = Deno.build.os === "linux" &&
  await runProcess("script", { args: ["--version"] }).then(() => true, () => false);

for (
  const flags of [["--allow-read", "--allow-write"], [
    "--allow-read",
    "--allow-write",
    "--allow-sys",
  ]]
) {
  Deno.test(`with only ${flags.join(" ")} nothing is asked for on a terminal`, {
    ignore: !hasTerminal,
  }, async () => {
    using base = tempDir();
    const body = `tracker.logMetric("loss", 1, 1);
      await new Promise((r) => setTimeout(r, 300));
      const summary = await tracker.finish();
      console.log("status", summary.status);`;
    const script = base.write(
      "train.ts",
      trackingScript(body, { systemMetrics: { interval: 100 } }),
    );
    const command = [Deno.execPath(), "run", "--quiet", "--config", `${ROOT}deno.json`, ...flags];
    const line = [...command, script, base.join("runs")].map((word) => `'${word}'`).join(" ");
    const { stdout } = await runProcess("script", {
      args: ["-qec", line, "/dev/null"],
      timeout: 20_000,
    });
    assert.match(stdout, /status finished/);
    assert.doesNotMatch(stdout, /Deno requests/);
  });
}
