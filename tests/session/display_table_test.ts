import assert from "node:assert/strict";
import * as arquero from "arquero";
import { formatValue, rowsOf, tableBundle } from "../../src/session/runtime/display/mod.ts";
import type { MimeBundle } from "../../src/session/runtime/display/mod.ts";

async function dataOf(value: unknown): Promise<MimeBundle> {
  return (await formatValue(value))!.data;
}

/** The table of values that are one. */
function tableOf(value: unknown, limit = 20, names?: string[]): MimeBundle {
  return tableBundle(rowsOf(value, limit, names)!);
}

/** What the frame of nodejs-polars has that counts here. */
class PolarsFrame {
  columns = ["loss", "name"];
  constructor(readonly records: Record<string, unknown>[]) {}
  get height(): number {
    return this.records.length;
  }
  head(rows: number): PolarsFrame {
    return new PolarsFrame(this.records.slice(0, rows));
  }
  toRecords(): Record<string, unknown>[] {
    return this.records;
  }
}

const RECORDS = [{ loss: 0.5, name: "<a>" }, { loss: 12, name: "b & c" }];
const HTML = "<table><thead><tr><th>loss</th><th>name</th></tr></thead><tbody>" +
  "<tr><td>0.5</td><td>&lt;a&gt;</td></tr><tr><td>12</td><td>b &amp; c</td></tr></tbody></table>";
const TEXT = "loss  name\n 0.5  <a>\n  12  b & c";

Deno.test("a frame of nodejs-polars is a table, escaped", async () => {
  const expected = { "text/html": HTML, "text/plain": TEXT };
  assert.deepEqual(await dataOf(new PolarsFrame(RECORDS)), expected);
});

Deno.test("a frame that displays itself without a text gets one", async () => {
  class Displayed extends PolarsFrame {
    [Symbol.for("Jupyter.display")](): MimeBundle {
      return { "text/html": "<table></table>" };
    }
  }
  const expected = { "text/html": "<table></table>", "text/plain": TEXT };
  assert.deepEqual(await dataOf(new Displayed(RECORDS)), expected);
});

Deno.test("a frame of danfojs is a table with its index", async () => {
  const frame = {
    columns: ["loss"],
    values: [[0.5], [NaN]],
    index: ["a", "b"],
    iloc: () => {},
    head: () => {},
  };
  assert.deepEqual(await dataOf(frame), {
    "text/html": "<table><thead><tr><th></th><th>loss</th></tr></thead><tbody>" +
      "<tr><th>a</th><td>0.5</td></tr><tr><th>b</th><td>NaN</td></tr></tbody></table>",
    "text/plain": "   loss\na   0.5\nb   NaN",
  });
});

Deno.test("long and wide tables are cut with a note", async () => {
  const wide = Object.fromEntries(Array.from({ length: 25 }, (_, at) => [`c${at}`, at]));
  const frame = new PolarsFrame(Array(5000).fill(wide));
  frame.columns = Object.keys(wide);
  const data = await dataOf(frame);
  const html = data["text/html"] as string;
  assert.equal(html.match(/<tr>/g)!.length, 21);
  assert.match(html, /<p>20 of 5,000 rows, 20 of 25 columns<\/p>$/);
  assert.match(data["text/plain"] as string, /\n20 of 5,000 rows, 20 of 25 columns$/);
});

Deno.test("rows are objects, arrays, values, or columns of an object", () => {
  assert.equal(tableOf(RECORDS)["text/html"], HTML);
  assert.equal(tableOf({ loss: [0.5, 12], name: ["<a>", "b & c"] })["text/html"], HTML);
  assert.equal(tableOf([{ a: 1 }, { b: 2n }])["text/plain"], "a  b\n1\n   2");
  assert.equal(tableOf([[1, "x"], [2]])["text/plain"], "0  1\n1  x\n2");
  assert.equal(tableOf(new Set([1, 2]))["text/plain"], "value\n    1\n    2");
  assert.equal(tableOf(RECORDS, 1, ["name", "none"])["text/plain"], "name  none\n<a>\n1 of 2 rows");
  assert.equal(rowsOf(5, 20), undefined);
  assert.equal(rowsOf({ a: 1 }, 20), undefined);
});

Deno.test("cells are one line each, however much they hold", () => {
  const row = { at: new Date(0), inner: { a: [1, { b: 2 }] }, long: "x".repeat(1000), two: "a\nb" };
  const [, line] = (tableOf([row])["text/plain"] as string).split("\n");
  assert.equal(
    line,
    `1970-01-01T00:00:00.000Z  { a: [ 1, [Object] ] }  ${"x".repeat(199)}…  a b`,
  );
});

Deno.test("tables of arquero, and the Arrow tables it makes, are tables", async () => {
  const table = arquero.table({
    loss: [0.5, 12],
    name: ["<a>", "b & c"],
    at: [new Date(0), new Date(86_400_000)],
    steps: [1n, 2n],
  });
  const text = "loss  name   at                        steps\n" +
    " 0.5  <a>    1970-01-01T00:00:00.000Z      1\n" +
    "  12  b & c  1970-01-02T00:00:00.000Z      2";
  assert.equal((await dataOf(table))["text/plain"], text);
  assert.equal((await dataOf(table.toArrow()))["text/plain"], text);
  const long = arquero.table({ step: Array.from({ length: 1000 }, (_, at) => at) });
  for (const value of [long, long.toArrow()]) {
    const data = await dataOf(value);
    assert.match(data["text/plain"] as string, /\n {2}19\n20 of 1,000 rows$/);
    assert.match(data["text/html"] as string, /<td>19<\/td><\/tr><\/tbody><\/table><p>20 of/);
  }
});
