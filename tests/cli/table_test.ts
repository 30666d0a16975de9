/** Tables fit. @module */
import assert from "node:assert/strict";
import { type Column, renderBlocks, renderPairs, renderTable } from "../../src/cli/table.ts";
import type { Output } from "../../src/cli/terminal.ts";
import { textWidth } from "../../src/display/mod.ts";

const same = (text: string): string => text;

function screen(width: number | undefined): Output {
  return {
    isTerminal: width !== undefined,
    width,
    style: { bold: same, dim: same, red: same, green: same, yellow: same, cyan: same },
    write: () => {},
  };
}

const COLUMNS: Column[] = [
  { header: "RUN", minWidth: 8, cut: "middle" },
  { header: "STATUS" },
  { header: "loss", align: "right", expendable: 1 },
  { header: "TAGS", minWidth: 4, expendable: 2 },
];
const ROWS = [
  ["penguins/baseline", "finished", "0.42", "small, first"],
  ["手書き/数字", "failed", "12.5", "🐧"],
];

Deno.test("renderTable() without a width cuts nothing and counts wide characters", () => {
  assert.deepEqual(renderTable(COLUMNS, ROWS, screen(undefined)), {
    text: "RUN                STATUS    loss  TAGS\n" +
      "penguins/baseline  finished  0.42  small, first\n" +
      "手書き/数字        failed    12.5  🐧\n",
    leftOut: [],
  });
});

Deno.test("renderTable() cuts first, then leaves out the expendable", () => {
  assert.deepEqual(renderTable(COLUMNS, ROWS, screen(40)), {
    text: "RUN          STATUS    loss  TAGS\n" +
      "pengu…eline  finished  0.42  small, fir…\n" +
      "手書き/数字  failed    12.5  🐧\n",
    leftOut: [],
  });
  assert.deepEqual(renderTable(COLUMNS, ROWS, screen(25)), {
    text: "RUN        STATUS    loss\npeng…line  finished  0.42\n手書…数字  failed    12.5\n",
    leftOut: ["TAGS"],
  });
  assert.deepEqual(renderTable(COLUMNS, ROWS, screen(20)).leftOut, ["loss", "TAGS"]);
});

Deno.test("renderTable() never writes a line longer than the terminal, as long as it can", () => {
  for (let width = 18; width < 60; width++) {
    for (const line of renderTable(COLUMNS, ROWS, screen(width)).text.split("\n")) {
      assert(textWidth(line) <= width, `${width}: ${line}`);
    }
  }
});

Deno.test("renderBlocks() leaves nothing out: it goes on below", () => {
  const columns: Column[] = [{ header: "" }, { header: "run-a" }, { header: "run-b" }, {
    header: "run-c",
  }];
  const rows = [["lr", "1", "2", "3"]];
  assert.equal(
    renderBlocks(columns, rows, screen(undefined)),
    "    run-a  run-b  run-c\nlr  1      2      3\n",
  );
  assert.equal(
    renderBlocks(columns, rows, screen(17)),
    "    run-a  run-b\nlr  1      2\n\n    run-c\nlr  3\n",
  );
});

Deno.test("renderPairs() aligns values and cuts them at the edge", () => {
  assert.equal(
    renderPairs([["lr", "0.1"], ["optimizer", "stochastic gradient descent"]], screen(28)),
    "  lr         0.1\n  optimizer  stochastic gra…\n",
  );
  assert.equal(renderPairs([], screen(28)), "");
});
