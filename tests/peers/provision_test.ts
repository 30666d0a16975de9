import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { runScript, tempDir } from "../helpers/mod.ts";
import { peerTest } from "./python.ts";
import { isProvisioned, provision } from "./provision.ts";

const MODULE = new URL("provision.ts", import.meta.url).href;

peerTest("provision() in two processes at once installs once, later calls reuse it", async () => {
  using dir = tempDir();
  const requirements = dir.write("requirements.txt", "# none\n");
  const directory = dir.join("venv");
  const script = dir.write(
    "provision.ts",
    `import { provision } from ${JSON.stringify(MODULE)};
     const [directory, requirements] = Deno.args;
     await provision({ directory, requirements, log: (message) => console.log(message) });`,
  );
  const options = { args: [directory, requirements] };
  const outputs = await Promise.all([runScript(script, options), runScript(script, options)]);
  assert.deepEqual(outputs.map(({ code }) => code), [0, 0], outputs[0].stderr + outputs[1].stderr);
  const logs = outputs.map(({ stdout }) => stdout).sort();
  assert.deepEqual(logs, ["", "Installing the Python packages that serve as peers (once)\n"]);

  const made = statSync(dir.join("venv/pyvenv.cfg")).mtimeMs;
  await provision({ directory, requirements });
  assert.equal(statSync(dir.join("venv/pyvenv.cfg")).mtimeMs, made);

  dir.write("requirements.txt", "# changed\n");
  assert(!isProvisioned({ directory, requirements }));
});

peerTest("provision() tries twice, then says what pip said", async () => {
  using dir = tempDir();
  const requirements = dir.write("requirements.txt", "./no-such-folder\n");
  const messages: string[] = [];
  await assert.rejects(
    provision({
      directory: dir.join("venv"),
      requirements,
      log: (message) => messages.push(message),
    }),
    /^Error: Cannot provision Python peers: -m pip install ended with code 1\n[^]*no-such-folder/,
  );
  assert.match(messages.join("\n"), /Trying once more, as the network may have failed/);
  assert(!isProvisioned({ directory: dir.join("venv"), requirements }));
});
