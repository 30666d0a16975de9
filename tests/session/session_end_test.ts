import assert from "node:assert/strict";
import { sessionTest } from "./session_helper.ts";

const ENDS: [name: string, source: string, reason: string][] = [
  ["Deno.exit", "console.log('last words'); Deno.exit(3)", "the code called Deno.exit(3)"],
  ["process.exit", "console.log('last words'); process.exit(4)", "the code called Deno.exit(4)"],
  [
    "a kill",
    "console.log('last words'); await new Promise((resolve) => setTimeout(resolve, 60)); Deno.kill(Deno.pid, 'SIGKILL'); await new Promise(() => {})",
    "its process was killed by SIGKILL",
  ],
  [
    "the inspector's end",
    "console.log('last words'); await new Promise((resolve) => setTimeout(resolve, 50)); (await import('node:inspector')).close(); await new Promise(() => {})",
    "its code broke the session itself (its inspector's connection ended)",
  ],
];

for (const [name, source, reason] of ENDS) {
  sessionTest(`a session that ends by ${name} says so in its cell`, async (test) => {
    const { outcome, stdout } = await test.try(source);
    assert.equal(outcome.status, "ended");
    assert.equal(outcome.status === "ended" && outcome.reason, reason);
    assert.equal(
      outcome.status === "ended" && outcome.error.evalue,
      `The session ended while the cell ran: ${reason}`,
    );
    assert.equal(stdout, "last words\n");
    assert.deepEqual(await test.ended, { reason, expected: false });
  });
}

sessionTest("what the code says of its own end is shown", async (test) => {
  const { outcome, stdout } = await test.try(
    "addEventListener('unload', () => console.log('unloaded')); process.on('exit', (code) => { console.log('exit', code); process.exitCode = 5; }); process.exit(4);",
  );
  assert.equal(outcome.status === "ended" && outcome.reason, "the code called Deno.exit(5)");
  assert.equal(stdout, "exit 4\nunloaded\n");
});

sessionTest("a session that runs out of memory says so in its cell", async (test) => {
  const { outcome } = await test.try(
    "const all: unknown[] = []; for (;;) all.push(new Array(1_000_000).fill({}).map(() => ({ a: 1 })));",
  );
  assert.equal(
    outcome.status === "ended" && outcome.reason,
    "it ran out of memory, or the runtime failed",
  );
}, { permissions: ["-A", "--v8-flags=--max-old-space-size=200"] });

sessionTest("code has the session's permissions only, and is not asked for more", async (test) => {
  assert.equal((await test.run("Deno.readTextFileSync('own.txt')")).result, '"mine"');
  for (
    const source of [
      "Deno.readTextFileSync('/etc/hostname')",
      "await fetch('http://localhost:1234')",
      "Deno.env.get('HOME')",
      "new Deno.Command('ls').outputSync()",
    ]
  ) {
    const { outcome } = await test.try(source);
    assert.equal(outcome.status === "error" && outcome.error.ename, "NotCapable", source);
  }
  assert.equal(
    (await test.run("import { join } from 'node:path'; join('a', 'b')")).result,
    '"a/b"',
  );
}, { permissions: ["--allow-read=."], files: { "own.txt": "mine" } });

sessionTest("nobody without the address can reach the session", async ({ session }) => {
  const target = await session.openInspector();
  target.close();
  const { result } = await session.inspector.call<{ result: { value: string } }>(
    "Runtime.evaluate",
    {
      expression: "(await import('node:inspector')).url()",
      replMode: true,
      awaitPromise: true,
    },
  );
  const { host } = new URL(result.value);
  for (const path of ["json", "json/list", "json/version"]) {
    const answer = await fetch(`http://${host}/${path}`);
    assert.equal(answer.status, 404, path);
    await answer.body?.cancel();
  }
  const guess = await fetch(`http://${host}/${crypto.randomUUID()}`, {
    headers: { upgrade: "websocket" },
  });
  assert.notEqual(guess.status, 101);
  await guess.body?.cancel();
});

Deno.test("a session ends when the process that started it is killed", async () => {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", new URL("./orphan_script.ts", import.meta.url).pathname],
    stdout: "piped",
  }).spawn();
  const reader = child.stdout.getReader();
  const pid = Number(new TextDecoder().decode((await reader.read()).value));
  const isAlive = () => {
    try {
      Deno.kill(pid, "SIGCONT");
      return true;
    } catch {
      return false;
    }
  };
  assert.ok(isAlive());
  child.kill("SIGKILL");
  await child.status;
  await reader.cancel();
  const deadline = Date.now() + 10_000;
  while (isAlive() && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.ok(!isAlive());
});
