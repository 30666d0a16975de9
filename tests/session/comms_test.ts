import assert from "node:assert/strict";
import { CommRegistry } from "../../src/session/runtime/comms.ts";
import type { Comm, CommMessage, ReceivedMessage } from "../../src/session/runtime/comms.ts";
import type { UnplacedEvent } from "../../src/session/types.ts";
import { runProcess } from "../helpers/mod.ts";

/** A registry, and the comm messages it sent. */
function recordingComms(): { comms: CommRegistry; sent: unknown[] } {
  const sent: unknown[] = [];
  const comms = new CommRegistry((event: UnplacedEvent) => {
    assert.equal(event.type, "broadcast");
    if (event.type !== "broadcast") return;
    const { msgType, content, metadata, buffers } = event;
    sent.push([msgType, content, ...(buffers.length > 0 ? [metadata, buffers] : [])]);
  });
  return { comms, sent };
}

/** A message of the frontend. */
function message(
  msg_type: string,
  comm_id: string,
  content: Record<string, unknown>,
): ReceivedMessage {
  return { msg_type, content: { comm_id, ...content } };
}

Deno.test("the frontend opens a comm, both ends talk, and it closes it", () => {
  const { comms, sent } = recordingComms();
  const received: unknown[] = [];
  let comm: Comm | undefined;
  comms.registerTarget("slider", (opened, { data }) => {
    comm = opened;
    received.push(["open", data]);
    opened.onMessage((one) => received.push(["message", one]));
    opened.onClose((one) => received.push(["close", one.data]));
    opened.send({ hello: 1 });
  });
  comms.receive(message("comm_open", "c1", { target_name: "slider", data: { value: 5 } }));
  comms.receive({
    ...message("comm_msg", "c1", { data: { value: 6 } }),
    metadata: { a: 1 },
    buffers: ["AQI="],
  });
  assert.deepEqual(comms.info(), { c1: { target_name: "slider" } });
  assert.deepEqual(comms.info("other"), {});
  comms.receive(message("comm_close", "c1", {}));
  comms.receive(message("comm_msg", "c1", { data: {} }));
  assert.deepEqual(received, [
    ["open", { value: 5 }],
    [
      "message",
      {
        data: { value: 6 },
        metadata: { a: 1 },
        buffers: [Uint8Array.of(1, 2)],
      } satisfies CommMessage,
    ],
    ["close", {}],
  ]);
  assert.deepEqual(sent, [["comm_msg", { comm_id: "c1", data: { hello: 1 } }]]);
  assert.equal(comm!.closed, true);
  assert.deepEqual(comms.info(), {});
});

Deno.test("the session opens a comm, with bytes, and closes it", () => {
  const { comms, sent } = recordingComms();
  const comm = comms.open("jupyter.widget", { state: 1 }, {
    metadata: { version: "2.1.0" },
    buffers: [Uint8Array.of(1)],
  });
  comm.send({ a: 1 });
  comm.close();
  comm.close();
  const comm_id = comm.id;
  assert.match(comm_id, /^[0-9a-f]{32}$/);
  assert.deepEqual(sent, [
    [
      "comm_open",
      { comm_id, target_name: "jupyter.widget", data: { state: 1 } },
      { version: "2.1.0" },
      ["AQ=="],
    ],
    ["comm_msg", { comm_id, data: { a: 1 } }],
    ["comm_close", { comm_id, data: {} }],
  ]);
});

Deno.test("an unknown target, and one that was taken away, is closed", () => {
  const { comms, sent } = recordingComms();
  comms.registerTarget("gone", () => assert.fail("called"));
  comms.unregisterTarget("gone");
  comms.receive(message("comm_open", "c1", { target_name: "unknown" }));
  comms.receive(message("comm_open", "c2", { target_name: "gone" }));
  assert.deepEqual(sent, [
    ["comm_close", { comm_id: "c1", data: {} }],
    ["comm_close", { comm_id: "c2", data: {} }],
  ]);
  assert.deepEqual(comms.info(), {});
});

Deno.test("malformed messages are nothing", () => {
  const { comms, sent } = recordingComms();
  for (const content of [{}, { comm_id: 5 }, { comm_id: "unknown", data: 1 }]) {
    comms.receive({ msg_type: "comm_msg", content });
    comms.receive({ msg_type: "comm_close", content });
    comms.receive({ msg_type: "other", content });
  }
  comms.receive({ msg_type: "comm_open", content: { target_name: "x" } });
  assert.deepEqual(sent, []);
});

Deno.test("a comm says what cannot be done", () => {
  const { comms, sent } = recordingComms();
  const cases: [() => unknown, string][] = [
    [
      () => comms.registerTarget("", () => {}),
      'Cannot use a comm target: its name is "", expected a string that is not empty',
    ],
    [
      () => comms.registerTarget("a", 5 as never),
      "Cannot call registerTarget: handler is 5, expected a function",
    ],
    [
      () => comms.open(5 as never),
      "Cannot use a comm target: its name is 5, expected a string that is not empty",
    ],
    [
      () => comms.open("a", 1n),
      "Cannot send the comm's data: it cannot be written as JSON " +
      "(TypeError: Do not know how to serialize a BigInt)",
    ],
    [
      () => comms.open("a", {}, { buffer: [] } as never),
      'Cannot send to a comm: there is no option "buffer", expected metadata, buffers',
    ],
  ];
  for (const [call, text] of cases) assert.throws(call, { name: "TypeError", message: text });
  assert.deepEqual([sent, comms.info()], [[], {}]);
  const comm = comms.open("a");
  assert.throws(() => comm.onMessage(null as never), {
    name: "TypeError",
    message: "Cannot call onMessage: handler is null, expected a function",
  });
  comm.close();
  assert.throws(() => comm.send({}), {
    name: "TypeError",
    message: 'Cannot send to the comm of target "a": it is closed',
  });
});

Deno.test("what a handler throws is an uncaught error, and the other handlers run", async () => {
  const script = `
    import { CommRegistry } from "${new URL(
    "../../src/session/runtime/comms.ts",
    import.meta.url,
  )}";
    addEventListener("error", (event) => {
      event.preventDefault();
      console.log("uncaught:", event.error.message);
    });
    const comms = new CommRegistry(({ msgType }) => console.log("sent:", msgType));
    comms.registerTarget("a", (comm) => {
      comm.onMessage(() => { throw new Error("first handler"); });
      comm.onMessage(() => console.log("second handler"));
    });
    comms.registerTarget("b", () => { throw new Error("target"); });
    comms.receive({ msg_type: "comm_open", content: { comm_id: "1", target_name: "a" } });
    comms.receive({ msg_type: "comm_msg", content: { comm_id: "1" } });
    comms.receive({ msg_type: "comm_open", content: { comm_id: "2", target_name: "b" } });
    console.log(comms.info());
  `;
  const { stdout } = await runProcess("deno", { args: ["eval", "--quiet", script] });
  assert.deepEqual(stdout.trim().split("\n"), [
    "uncaught: first handler",
    "second handler",
    "uncaught: target",
    "sent: comm_close",
    '{ "1": { target_name: "a" } }',
  ]);
});
