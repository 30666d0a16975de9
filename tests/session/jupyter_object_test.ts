import assert from "node:assert/strict";
import { CommRegistry } from "../../src/session/runtime/comms.ts";
import { createJupyter } from "../../src/session/runtime/jupyter.ts";
import type { Jupyter } from "../../src/session/runtime/jupyter.ts";
import type { UnplacedEvent } from "../../src/session/types.ts";
import { tempDir } from "../helpers/mod.ts";

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** A `Deno.jupyter` and what it said. */
function recordingJupyter(): { jupyter: Jupyter; events: UnplacedEvent[] } {
  const events: UnplacedEvent[] = [];
  const emit = (event: UnplacedEvent) => events.push(event);
  const input = (prompt: string, password: boolean) => `${prompt}|${password}`;
  return { jupyter: createJupyter({ emit, input, comms: new CommRegistry(emit) }), events };
}

/** An error that a call ends with. */
function failure(name: string, message: string): { name: string; message: string } {
  return { name, message };
}

Deno.test("everything of the stock kernel's object is there", () => {
  const { jupyter } = recordingJupyter();
  for (const name of ["broadcast", "display", "format", "md", "html", "svg", "image", "$display"]) {
    assert.ok(name in jupyter, name);
  }
  assert.equal(jupyter.$display, Symbol.for("Jupyter.display"));
});

Deno.test("display shows a value at once, in its place among other outputs", async () => {
  const { jupyter, events } = recordingJupyter();
  const done = jupyter.display({ a: 1 });
  jupyter.clearOutput({ wait: true });
  await done;
  await jupyter.display(undefined);
  await jupyter.display(new Blob([PNG]), { display_id: "image" });
  assert.deepEqual(events, [
    display({ "text/plain": "{ a: 1 }" }),
    { type: "clear", wait: true },
    display({ "text/plain": "undefined" }),
    { ...display({ "image/png": "iVBORw0KGgo=" }, { display_id: "image" }) },
  ]);
});

/** The event of a display. */
function display(data: Record<string, unknown>, transient?: { display_id: string }): UnplacedEvent {
  const placed = transient === undefined ? {} : { transient };
  return { type: "display", update: false, display: { data, metadata: {}, ...placed } };
}

Deno.test("a raw bundle is shown as it is, under an id, and updated", async () => {
  const { jupyter, events } = recordingJupyter();
  const metadata = { "text/html": { isolated: true } };
  await jupyter.display({ "text/html": "<b>1</b>" }, { raw: true, display_id: "a", metadata });
  await jupyter.display({ "text/html": "<b>2</b>" }, { raw: true, display_id: "a", update: true });
  const transient = { display_id: "a" };
  assert.deepEqual(events, [
    {
      type: "display",
      update: false,
      display: { data: { "text/html": "<b>1</b>" }, metadata, transient },
    },
    {
      type: "display",
      update: true,
      display: { data: { "text/html": "<b>2</b>" }, metadata: {}, transient },
    },
  ]);
});

Deno.test("display says what is wrong with its options", async () => {
  const { jupyter, events } = recordingJupyter();
  const cases: [value: unknown, options: unknown, message: string][] = [
    [1, { display_id: 5 }, "Cannot display: display_id is 5, expected a string"],
    [1, { raw: "yes" }, 'Cannot display: raw is "yes", expected a boolean'],
    [1, { metadata: [] }, "Cannot display: metadata is [], expected an object"],
    [1, { update: true }, "Cannot display: update is true without a display_id"],
    [1, null, "Cannot display: options is null, expected an object"],
    [
      1,
      { displayId: "a" },
      'Cannot display: there is no option "displayId", expected raw, update, display_id, metadata',
    ],
    [
      5,
      { raw: true },
      "Cannot display a raw MIME bundle: value is 5, expected an object with MIME types as keys",
    ],
  ];
  for (const [value, options, message] of cases) {
    await assert.rejects(jupyter.display(value, options as never), failure("TypeError", message));
  }
  assert.deepEqual(events, []);
});

Deno.test("templates make values that display themselves", async () => {
  const { jupyter } = recordingJupyter();
  assert.deepEqual(await jupyter.format(jupyter.html`<b>${1}${undefined}${null}</b>`), {
    "text/html": "<b>1null</b>",
  });
  assert.deepEqual(await jupyter.format(jupyter.md`# ${"x"}`), { "text/markdown": "# x" });
  assert.deepEqual(await jupyter.format(jupyter.md`$\unit{${5}}$`), {
    "text/markdown": "$\\unit{5}$",
  });
  assert.deepEqual(await jupyter.format(jupyter.svg`<svg></svg>`), {
    "image/svg+xml": "<svg></svg>",
  });
  assert.deepEqual(await jupyter.format(jupyter.html("<i>${1}</i>")), {
    "text/html": "<i>${1}</i>",
  });
});

Deno.test("format gives the bundle of a value, also of undefined", async () => {
  const { jupyter } = recordingJupyter();
  assert.deepEqual(await jupyter.format(10n), { "text/plain": "10n" });
  assert.deepEqual(await jupyter.format(undefined), { "text/plain": "undefined" });
});

Deno.test("image takes bytes, a path or a URL", async () => {
  await using dir = await tempDir();
  const path = `${dir.path}/plot.png`;
  await Deno.writeFile(path, PNG);
  const { jupyter } = recordingJupyter();
  for (const source of [PNG, PNG.buffer, path, new URL(`file://${path}`)]) {
    assert.deepEqual(await jupyter.format(jupyter.image(source)), { "image/png": "iVBORw0KGgo=" });
  }
  const expected = "expected a path or the bytes of a PNG, JPEG, GIF or WebP image";
  await Deno.writeTextFile(path, "text");
  assert.throws(
    () => jupyter.image(path),
    failure("TypeError", `Cannot show an image: source is of another format, ${expected}`),
  );
  assert.throws(
    () => jupyter.image(5 as never),
    failure("TypeError", `Cannot show an image: source is 5, ${expected}`),
  );
  assert.throws(() => jupyter.image(`${path}x`), Deno.errors.NotFound);
});

Deno.test("table shows rows, as many and as wide as asked for", async () => {
  const { jupyter } = recordingJupyter();
  const rows = Array.from({ length: 30 }, (_, step) => ({ step, loss: 1 / (step + 1) }));
  const data = await jupyter.format(jupyter.table(rows, { columns: ["step"], limit: 2 }));
  assert.deepEqual(data, {
    "text/html": "<table><thead><tr><th>step</th></tr></thead><tbody><tr><td>0</td></tr>" +
      "<tr><td>1</td></tr></tbody></table><p>2 of 30 rows</p>",
    "text/plain": "step\n   0\n   1\n2 of 30 rows",
  });
  const all = await jupyter.format(jupyter.table(rows, { limit: 100 }));
  assert.equal((all["text/plain"] as string).split("\n").length, 31);
  assert.throws(
    () => jupyter.table(5 as never),
    failure("TypeError", "Cannot show a table: rows is 5, expected an array of objects"),
  );
  assert.throws(
    () => jupyter.table(rows, { limit: -1 }),
    failure("RangeError", "Cannot show a table: limit is -1, expected a whole number from 0"),
  );
  assert.throws(
    () => jupyter.table(rows, { columns: "step" as never }),
    failure("TypeError", 'Cannot show a table: columns is "step", expected an array'),
  );
});

Deno.test("broadcast sends a message with metadata and bytes", async () => {
  const { jupyter, events } = recordingJupyter();
  const buffers = [Uint8Array.of(0, 1, 2, 3).subarray(1, 3), new Float32Array([1]).buffer];
  await jupyter.broadcast("custom", { at: new Date(0) }, { metadata: { a: 1 }, buffers });
  await jupyter.broadcast("plain", {});
  assert.deepEqual(events, [
    {
      type: "broadcast",
      msgType: "custom",
      content: { at: "1970-01-01T00:00:00.000Z" },
      metadata: { a: 1 },
      buffers: ["AQI=", "AACAPw=="],
    },
    { type: "broadcast", msgType: "plain", content: {}, metadata: {}, buffers: [] },
  ]);
});

Deno.test("broadcast says what cannot be sent", async () => {
  const { jupyter, events } = recordingJupyter();
  const cases: [values: unknown[], message: string][] = [
    [["", {}], 'Cannot broadcast: message type is "", expected a string'],
    [["a", 5], "Cannot broadcast: content is 5, expected an object"],
    [
      ["a", {}, { buffer: [] }],
      'Cannot broadcast: there is no option "buffer", expected metadata, buffers',
    ],
    [
      ["a", {}, { buffers: PNG }],
      "Cannot broadcast: buffers is Uint8Array(8) [ 137, 80, 78, 71, 13, 10, 26, 10 ], expected an array",
    ],
    [
      ["a", {}, { buffers: [5] }],
      "Cannot send buffers: one is 5, expected an ArrayBuffer or a typed array",
    ],
    [
      ["a", { a: 1n }],
      "Cannot send the message's content: it cannot be written as JSON (TypeError: Do not know how to serialize a BigInt)",
    ],
  ];
  for (const [values, message] of cases) {
    await assert.rejects(
      jupyter.broadcast(...values as [never, never]),
      failure("TypeError", message),
    );
  }
  assert.deepEqual(events, []);
});

Deno.test("clearOutput, page and input reach the session", async () => {
  const { jupyter, events } = recordingJupyter();
  jupyter.clearOutput();
  await jupyter.page("help");
  assert.equal(jupyter.input("name?"), "name?|false");
  assert.equal(jupyter.input("key?", { password: true }), "key?|true");
  assert.deepEqual(events, [
    { type: "clear", wait: false },
    { type: "page", data: { "text/plain": "help" } },
  ]);
});
