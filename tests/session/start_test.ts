import assert from "node:assert/strict";
import { Session } from "../../src/session/mod.ts";
import { tempDir } from "../helpers/mod.ts";

Deno.test("a session that cannot start says why", async () => {
  using folder = tempDir();
  const start = (options: { permissions?: string[]; cwd?: string; config?: string }) =>
    Session.start({ permissions: ["-A"], cwd: folder.path, ...options, onEvent: () => {} });
  Deno.writeTextFileSync(`${folder.path}/deno.json`, '{ "imports": ');
  await assert.rejects(start({ config: `${folder.path}/deno.json` }), (error: Error) => {
    assert.match(error.message, /^Cannot start a session: /);
    assert.match(error.message, /deno\.json/);
    return true;
  });
  await assert.rejects(start({ permissions: ["--allow-nonsense"] }), {
    message: /^Cannot start a session: .*--allow-nonsense/s,
  });
  const gone = `${folder.path}/gone`;
  await assert.rejects(start({ cwd: gone }), {
    message: `Cannot start a session in "${gone}": No such cwd '${gone}'`,
  });
});
