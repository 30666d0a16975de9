import assert from "node:assert/strict";
import fc from "fast-check";
import { tempDir } from "../helpers/mod.ts";
import { parseConnectionFile, readConnectionFile } from "../../src/kernel/connection_file.ts";

const FIELDS = {
  shell_port: 1001,
  iopub_port: 1002,
  stdin_port: 1003,
  control_port: 1004,
  hb_port: 1005,
  ip: "127.0.0.1",
  key: "secret",
  transport: "tcp",
  signature_scheme: "hmac-sha256",
  kernel_name: "labbook",
  jupyter_session: "/home/me/a.ipynb",
};

const parse = (over: Record<string, unknown>) =>
  parseConnectionFile(JSON.stringify({ ...FIELDS, ...over }), "k.json");

const CANNOT = 'Cannot read connection file "k.json": ';

Deno.test("a connection file of jupyter_client is read", async () => {
  using dir = tempDir();
  const path = dir.write("kernel.json", JSON.stringify(FIELDS));
  assert.deepEqual(await readConnectionFile(path), {
    endpoints: {
      shell: "tcp://127.0.0.1:1001",
      iopub: "tcp://127.0.0.1:1002",
      stdin: "tcp://127.0.0.1:1003",
      control: "tcp://127.0.0.1:1004",
      hb: "tcp://127.0.0.1:1005",
    },
    key: "secret",
    signatureScheme: "hmac-sha256",
    kernelName: "labbook",
    sessionName: "/home/me/a.ipynb",
  });
});

Deno.test("endpoints follow the transport and the address", () => {
  const shell = (over: Record<string, unknown>) => parse(over).endpoints.shell;
  assert.equal(shell({ transport: "ipc", ip: "/run/kernel-ipc" }), "ipc:///run/kernel-ipc-1001");
  assert.equal(shell({ ip: "*" }), "tcp://*:1001");
  assert.equal(shell({ ip: "::1" }), "tcp://[::1]:1001");
  assert.equal(shell({ ip: "[::1]" }), "tcp://[::1]:1001");
});

Deno.test("what may be left out has its default", () => {
  const { endpoints, ...rest } = parse({
    ip: undefined,
    key: undefined,
    transport: undefined,
    signature_scheme: undefined,
    kernel_name: "",
    jupyter_session: undefined,
  });
  assert.equal(endpoints.hb, "tcp://127.0.0.1:1005");
  assert.deepEqual(rest, {
    key: "",
    signatureScheme: "hmac-sha256",
    kernelName: undefined,
    sessionName: undefined,
  });
});

Deno.test("each wrong field is told", () => {
  const port = "expected a whole number from 1 to 65535";
  const cases: [Record<string, unknown>, Error][] = [
    [{ shell_port: undefined }, new TypeError(`${CANNOT}shell_port is missing, ${port}`)],
    [{ hb_port: "5" }, new TypeError(`${CANNOT}hb_port is "5" (a string), ${port}`)],
    [{ hb_port: 0 }, new RangeError(`${CANNOT}hb_port is 0, ${port}`)],
    [{ iopub_port: 65536 }, new RangeError(`${CANNOT}iopub_port is 65536, ${port}`)],
    [{ stdin_port: 1.5 }, new RangeError(`${CANNOT}stdin_port is 1.5, ${port}`)],
    [{ control_port: [1] }, new TypeError(`${CANNOT}control_port is an array, ${port}`)],
    [{ key: 1 }, new TypeError(`${CANNOT}key is 1, expected a string`)],
    [{ key: {} }, new TypeError(`${CANNOT}key is an object, expected a string`)],
    [
      { transport: "udp" },
      new RangeError(`${CANNOT}transport is "udp" (a string), expected "tcp" or "ipc"`),
    ],
    [
      { ip: "" },
      new RangeError(`${CANNOT}ip is "" (a string), expected an address or, for ipc, a path`),
    ],
    [
      { transport: "ipc", ip: undefined },
      new TypeError(`${CANNOT}ip is missing, expected a string`),
    ],
  ];
  for (const [over, error] of cases) assert.throws(() => parse(over), error);
});

Deno.test("a file that is no JSON object is told", () => {
  assert.throws(
    () => parseConnectionFile("[]", "k.json"),
    new TypeError(`${CANNOT}it holds an array, expected a JSON object`),
  );
  assert.throws(() => parseConnectionFile("{", "k.json"), (error: Error) => {
    assert.ok(error instanceof SyntaxError);
    assert.ok(error.message.startsWith(`${CANNOT}it is not JSON: `));
    return true;
  });
});

Deno.test("a file that is not there is told", async () => {
  using dir = tempDir();
  const path = dir.join("none.json");
  await assert.rejects(readConnectionFile(path), (error: Error) => {
    assert.ok(error.message.startsWith(`Cannot read connection file ${JSON.stringify(path)}: `));
    assert.equal((error.cause as NodeJS.ErrnoException).code, "ENOENT");
    return true;
  });
});

Deno.test("whatever a file holds, it is read or told", () => {
  const text = fc.oneof(
    fc.string(),
    fc.json(),
    fc.record({
      shell_port: fc.jsonValue(),
      ip: fc.jsonValue(),
      key: fc.jsonValue(),
      transport: fc.jsonValue(),
    }).map((over) => JSON.stringify({ ...FIELDS, ...over })),
  );
  fc.assert(fc.property(text, (text) => {
    try {
      parseConnectionFile(text, "k.json");
    } catch (error) {
      assert.ok([SyntaxError, TypeError, RangeError].some((kind) => error instanceof kind));
      assert.ok((error as Error).message.startsWith(CANNOT));
    }
  }));
});
