import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { runScript, startScript, tempDir } from "./mod.ts";

Deno.test("tempDir() removes its folder at the end of the block", () => {
  let path: string;
  {
    using dir = tempDir();
    path = dir.path;
    assert(existsSync(dir.write("deep/er/file.txt", "x")));
  }
  assert(!existsSync(path));
});

Deno.test("runScript() gives arguments, environment and input, and returns code and outputs", async () => {
  using dir = tempDir();
  const script = dir.write(
    "echo.ts",
    `console.log(Deno.args.join(), Deno.env.get("LABBOOK_A"), Deno.env.get("HOME"));
     console.error(await new Response(Deno.stdin.readable).text());
     Deno.exit(3);`,
  );
  const output = await runScript(script, {
    args: ["a", "b"],
    env: { LABBOOK_A: "1", HOME: undefined },
    stdin: "hello",
  });
  assert.deepEqual(output, {
    code: 3,
    signal: null,
    stdout: "a,b 1 undefined\n",
    stderr: "hello\n",
  });
});

Deno.test("runScript() grants no permission that was not given", async () => {
  using dir = tempDir();
  const script = dir.write(
    "states.ts",
    `for (const name of ["read", "env"] as const) {
       console.log((await Deno.permissions.query({ name })).state);
     }`,
  );
  const { stdout } = await runScript(script, { permissions: ["--allow-env"] });
  assert.equal(stdout, "prompt\ngranted\n");
});

Deno.test("startScript() waits for a line, talks back, and kills", async () => {
  using dir = tempDir();
  const script = dir.write(
    "loop.ts",
    `console.log("ready " + Deno.pid);
     for await (const text of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
       console.log("got " + text.trim());
     }`,
  );
  await using child = startScript(script, { stdin: "open" });
  assert.equal(await child.line(/^ready \d+$/), `ready ${child.pid}`);
  await child.write("ping\n");
  assert.equal(await child.line("got"), "got ping");
  child.kill("SIGKILL");
  const { code, signal } = await child.output;
  assert.deepEqual({ code, signal }, { code: 137, signal: "SIGKILL" });
});

Deno.test("line() of a process that ends without it rejects with all that it said", async () => {
  using dir = tempDir();
  const script = dir.write("short.ts", `console.error("oh"); Deno.exit(2);`);
  await using child = startScript(script);
  await assert.rejects(child.line("never"), /ended with code 2\n--- stdout\n\n--- stderr\noh\n$/);
});

Deno.test("a process that takes too long is killed, and its output rejects", async () => {
  using dir = tempDir();
  const script = dir.write("forever.ts", `setInterval(() => {}, 1000);`);
  await using child = startScript(script, { timeout: 100 });
  await assert.rejects(child.output, /it still ran after 100 ms/);
});
