/** Notebook files as text. @module */
import assert from "node:assert/strict";
import { parseNotebook, stringifyNotebook } from "../../src/nbformat/mod.ts";

const TEXT = `{
 "cells": [
  {
   "cell_type": "markdown",
   "id": "first",
   "metadata": {
    "unknown": {
     "a": 1.0,
     "big": 123456789012345678901
    }
   },
   "source": [
    "# Title\\n",
    "text"
   ]
  },
  {
   "cell_type": "code",
   "execution_count": 3,
   "id": "second",
   "metadata": {},
   "outputs": [
    {
     "name": "stdout",
     "output_type": "stream",
     "text": [
      "50%\\r",
      "100%\\n"
     ]
    },
    {
     "data": {
      "application/json": {
       "lines": [
        "stay"
       ]
      },
      "image/png": "aGVsbG8=\\n",
      "image/svg+xml": [
       "<svg>\\n",
       "</svg>"
      ],
      "text/plain": [
       "a"
      ]
     },
     "metadata": {},
     "output_type": "display_data"
    }
   ],
   "source": []
  }
 ],
 "metadata": {
  "10": 1,
  "9": 2,
  "ärger": "é\u2028"
 },
 "nbformat": 4,
 "nbformat_minor": 5,
 "unknown": true
}
`;

Deno.test("a notebook comes out as it went in, with what is unknown", () => {
  const notebook = parseNotebook(TEXT, "a.ipynb");
  const [title, code] = notebook.cells;
  assert.equal(title!.source, "# Title\ntext");
  assert.equal(code!.source, "");
  assert.equal(code!.outputs![0]!.text, "50%\r100%\n");
  assert.equal(stringifyNotebook(notebook), TEXT);
  assert.equal(stringifyNotebook(parseNotebook("\ufeff" + TEXT, "a.ipynb")), TEXT);
});

Deno.test("cells get ids where the format has them and theirs are missing, wrong or twice there", () => {
  const cell = { cell_type: "raw", metadata: {}, source: "" };
  const ids = (minor: number): unknown[] => {
    const cells = [cell, { ...cell, id: "a b" }, { ...cell, id: "x" }, { ...cell, id: "x" }];
    const text = JSON.stringify({ nbformat: 4, nbformat_minor: minor, metadata: {}, cells });
    return parseNotebook(text, "a.ipynb").cells.map(({ id }) => id);
  };
  assert.deepEqual(ids(4), [undefined, "a b", "x", "x"]);
  const given = ids(5);
  assert.equal(given[2], "x");
  assert.equal(new Set(given).size, 4);
  for (const id of given) assert.match(String(id), /^[a-zA-Z0-9_-]{1,64}$/);
});

Deno.test("what is no notebook is refused with its reason", () => {
  const cases: [text: string, reason: string][] = [
    ["[]", "it is no JSON object"],
    ["{}", 'its "nbformat" or "nbformat_minor" is missing, it is no notebook'],
    [
      '{"nbformat":3,"nbformat_minor":0}',
      "it is of version 3 of the format, expected 4: jupyter nbconvert --to notebook converts it",
    ],
    ['{"nbformat":4,"nbformat_minor":5,"metadata":[]}', 'its "metadata" is no object'],
    ['{"nbformat":4,"nbformat_minor":5}', 'its "cells" are no list'],
    ['{"nbformat":4,"nbformat_minor":5,"cells":[1]}', "cell 1: it is no object"],
    ['{"nbformat":4,"nbformat_minor":5,"cells":[{}]}', 'cell 1: its "cell_type" is no string'],
    [
      '{"nbformat":4,"nbformat_minor":5,"cells":[{"cell_type":"code","source":[1]}]}',
      'cell 1: its "source" is neither text nor lines',
    ],
    [
      '{"nbformat":4,"nbformat_minor":5,"cells":[{"cell_type":"code","source":"","outputs":[1]}]}',
      'cell 1: its "outputs" are no list of outputs',
    ],
    [
      '{"nbformat":4,"nbformat_minor":5,"cells":[{"cell_type":"code","source":"","execution_count":"1"}]}',
      'cell 1: its "execution_count" is neither a number nor null',
    ],
  ];
  for (const [text, reason] of cases) {
    assert.throws(
      () => parseNotebook(text, "a.ipynb"),
      new SyntaxError(`Cannot read the notebook "a.ipynb": ${reason}`),
    );
  }
  assert.throws(() => parseNotebook("{", "a.ipynb"), {
    name: "SyntaxError",
    message: /^Cannot read the notebook "a\.ipynb": Expected property name/,
  });
});
