import assert from "node:assert/strict";
import fc from "fast-check";
import { readSummary } from "../../src/store/mod.ts";
import { tempDir } from "../helpers/mod.ts";
import { quietTracker } from "./helpers.ts";

Deno.test("parameters keep their nesting, and what JSON lacks has a documented form", async () => {
  using base = tempDir();
  const tracker = quietTracker(base.path);
  class Schedule {
    rate = 0.5;
    #secret = 1;
    get secret(): number {
      return this.#secret;
    }
  }
  tracker.logParams({
    nested: { layers: [64, { units: 32 }], deep: { a: { b: { c: null } } } },
    missing: undefined,
    holes: [1, undefined, 3],
    inner: { gone: undefined, kept: 1 },
    fn: function relu() {},
    arrow: (() => () => 1)(),
    instance: new Schedule(),
    dated: new Date(0),
    invalid: new Date(NaN),
    big: 12345678901234567890n,
    small: 10n,
    typed: new Float32Array([0.5, NaN]),
    bigTyped: new BigInt64Array([1n]),
    map: new Map<unknown, unknown>([["a", 1], [2, new Set([1])]]),
    symbol: Symbol("s"),
    pattern: /a+/g,
    url: new URL("https://example.com/a"),
    error: new TypeError("bad"),
    bytes: new Uint8Array([1, 2]).buffer,
    boxed: Object(3),
    nan: NaN,
    inf: -Infinity,
    ["__proto__"]: "own",
  });
  await tracker.finish();
  const { params } = readSummary(tracker.path);
  assert.deepEqual({ ...params }, {
    nested: { layers: [64, { units: 32 }], deep: { a: { b: { c: null } } } },
    holes: [1, null, 3],
    inner: { kept: 1 },
    fn: "[Function: relu]",
    arrow: "[Function: anonymous]",
    instance: { rate: 0.5 },
    dated: "1970-01-01T00:00:00.000Z",
    invalid: "Invalid Date",
    big: "12345678901234567890",
    small: 10,
    typed: [0.5, "NaN"],
    bigTyped: [1],
    map: { a: 1, 2: [1] },
    symbol: "Symbol(s)",
    pattern: "/a+/g",
    url: "https://example.com/a",
    error: "TypeError: bad",
    bytes: [1, 2],
    boxed: 3,
    nan: "NaN",
    inf: "-Infinity",
    ["__proto__"]: "own",
  });
});

Deno.test("a parameter that contains itself is refused by name, and nothing is logged", async () => {
  using base = tempDir();
  const tracker = quietTracker(base.path);
  const cycle: Record<string, unknown> = { a: {} };
  (cycle.a as Record<string, unknown>).b = cycle;
  assert.throws(() => tracker.logParams({ fine: 1, cycle }), {
    name: "TypeError",
    message: "Cannot log parameters: the value contains itself at .cycle.a.b",
  });
  assert.throws(() => tracker.logParams({ a: { b: [Promise.resolve(1)] } }), {
    message: "Cannot log parameters: the value at .a.b.0 is a promise, await it first",
  });
  const shared = { x: 1 };
  tracker.logParams({ twice: [shared, shared] });
  await tracker.finish();
  assert.deepEqual(readSummary(tracker.path).params, { twice: [{ x: 1 }, { x: 1 }] });
});

Deno.test("a parameter that is logged again keeps the last value and records the change", async () => {
  using base = tempDir();
  const tracker = quietTracker(base.path);
  tracker.logParams({ lr: 0.1, same: [1] });
  tracker.logParams({ lr: 0.01, same: [1] });
  const summary = await tracker.finish();
  assert.deepEqual(summary.params, { lr: 0.01, same: [1] });
  assert.deepEqual(
    summary.param_changes.map(({ name, from, to }) => ({ name, from, to })),
    [{ name: "lr", from: 0.1, to: 0.01 }],
  );
});

Deno.test("metrics take every number and refuse everything else by name and value", async () => {
  using base = tempDir();
  const tracker = quietTracker(base.path);
  const refused: [unknown, string][] = [
    ["0.5", '"0.5" (string)'],
    [1n, "1 (bigint)"],
    [null, "null"],
    [undefined, "undefined"],
    [true, "true (boolean)"],
    [{}, "an object"],
    [[1], "an array"],
  ];
  for (const [value, shown] of refused) {
    const message = `Cannot log metric "loss": the value is ${shown}, expected a number`;
    assert.throws(() => tracker.logMetric("loss", value as number, 1), {
      name: "TypeError",
      message,
    });
    assert.throws(() => tracker.logMetrics({ ok: 1, loss: value as number }, 1), {
      name: "TypeError",
      message,
    });
  }
  for (const step of [1.5, NaN, 2 ** 53, "3", 3n, true]) {
    assert.throws(
      () => tracker.logMetric("loss", 1, step as number),
      /^TypeError: Cannot log metric "loss": the step is .*, expected a safe integer$/,
    );
    assert.throws(
      () => tracker.logMetrics({ loss: 1, b: 2 }, { step: step as number }),
      /expected a safe integer$/,
    );
  }
  assert.throws(() => tracker.logMetric("loss", 1, { timestamp: new Date(NaN) }), {
    message:
      'Cannot log metric "loss": the timestamp is an object, expected a Date or milliseconds since the epoch',
  });
  assert.throws(() => tracker.logMetrics({ loss: 1 }, { stp: 1 } as never), {
    message: 'Cannot log metric "loss": its place has the key "stp", expected step and timestamp',
  });
  assert.throws(() => tracker.logMetrics([1] as never), {
    message: "Cannot log metrics: got an array, expected an object of numbers by name",
  });
  assert.equal(tracker.getBestMetric("ok", "max"), null);
  assert.equal(tracker.getBestMetric("loss", "max"), null);
  const summary = await tracker.finish();
  assert.deepEqual(summary.metrics, {});
});

Deno.test("every value, step and name comes back as it was logged", async () => {
  const point = fc.record({
    name: fc.string({ minLength: 1, maxLength: 60, unit: "binary" }),
    value: fc.double(),
    step: fc.option(fc.maxSafeInteger(), { nil: undefined }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(point, { minLength: 1, maxLength: 30 }), async (points) => {
      using base = tempDir();
      const tracker = quietTracker(base.path);
      const expected = new Map<string, [number, number | null][]>();
      for (const { name, value, step } of points) {
        tracker.logMetric(name, value, step);
        expected.set(name, [...expected.get(name) ?? [], [value, step ?? null]]);
      }
      const check = async (): Promise<void> => {
        for (const [name, list] of expected) {
          const found = await tracker.getMetricHistory(name);
          assert.deepEqual(found.map(({ value, step }) => [value, step]), list);
        }
      };
      await check();
      await tracker.finish();
      await check();
    }),
    { numRuns: 40 },
  );
});

Deno.test("the best value leaves NaN out and is the first of equal ones", async () => {
  using base = tempDir();
  const tracker = quietTracker(base.path);
  [NaN, 0.5, 0.9, 0.9, NaN, -Infinity].forEach((value, step) => {
    tracker.logMetric("accuracy", value, step);
  });
  tracker.logMetric("broken", NaN);
  const best = (mode: "min" | "max"): unknown => {
    const found = tracker.getBestMetric("accuracy", mode);
    return [found?.value, found?.step];
  };
  assert.deepEqual(best("max"), [0.9, 2]);
  assert.deepEqual(best("min"), [-Infinity, 5]);
  assert.equal(tracker.getBestMetric("broken", "min"), null);
  assert.throws(() => tracker.getBestMetric("accuracy", "best" as "min"), TypeError);
  const { metrics } = await tracker.finish();
  assert.equal(metrics.accuracy!.max!.step, 2);
  assert.equal(metrics.broken!.max, null);
});

Deno.test("a point may have a time of its own", async () => {
  using base = tempDir();
  const tracker = quietTracker(base.path);
  tracker.logMetrics({ a: 1, b: 2 }, { step: 1, timestamp: new Date("2020-01-02T03:04:05.678Z") });
  await tracker.finish();
  const [point] = await tracker.getMetricHistory("a");
  assert.deepEqual(point, { value: 1, step: 1, timestamp: "2020-01-02T03:04:05.678Z" });
});

Deno.test("wrong options are refused by name, and leave no folder", async () => {
  using base = tempDir();
  const refused: [Record<string, unknown>, string][] = [
    [{ project: "a/b" }, 'Cannot use "a/b" as the project name'],
    [{ experimentName: ".." }, 'Cannot use ".." as the experiment name: it starts with a dot'],
    [{ tags: "x" }, 'Cannot set the tags "x" (string): expected an array of strings'],
    [{ tags: [1] }, "Cannot set the tag 1 (number): a tag is a string of 1 to 100 characters"],
    [{ saveCode: "no" }, 'the option saveCode is "no" (string), expected true or false'],
    [{ experiment: "x" }, 'Cannot start a run: there is no option "experiment", expected one of'],
    [{ systemMetrics: { interval: 1 } }, "expected true, false, or { interval } of at least 100"],
  ];
  for (const [options, message] of refused) {
    assert.throws(() => quietTracker(base.path, options), (error: Error) => {
      assert(error instanceof TypeError);
      assert(error.message.includes(message), error.message);
      return true;
    });
  }
  assert.deepEqual(await Array.fromAsync(Deno.readDir(base.path)), []);
});
