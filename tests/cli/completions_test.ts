/** Completion in shells. @module */
import assert from "node:assert/strict";
import { tempDir } from "../helpers/mod.ts";
import { cliCommand, labbook, writeRun, writeSamples } from "./fixture.ts";

async function words(dir: string, ...typed: string[]): Promise<string[]> {
  const { stdout } = await labbook(["complete", "--", ...typed], { env: { LABBOOK_DIR: dir } });
  const lines = stdout.split("\n").slice(0, -1);
  assert.equal(lines.pop(), ":4");
  return lines.map((line) => line.split("\t")[0]!);
}

Deno.test("completion offers commands, options, choices, runs, projects and metrics", async () => {
  using dir = tempDir();
  await writeSamples(dir.path);
  const runs = [
    "penguins/baseline",
    "penguins/diverged",
    "penguins/wide",
    "手書き/数字-ベースライン",
  ];
  assert.deepEqual(await words(dir.path, "re"), ["rename", "restore", "rerun", "recover"]);
  assert.deepEqual(await words(dir.path, "list", "--w"), ["--where"]);
  assert.deepEqual(await words(dir.path, "show", "--d"), ["--dir"]);
  assert.deepEqual(await words(dir.path, "list", "--status", "f"), ["finished", "failed"]);
  assert.deepEqual(await words(dir.path, "show", ""), runs);
  assert.deepEqual(await words(dir.path, "compare", runs[0]!, "penguins/w"), ["penguins/wide"]);
  assert.deepEqual(await words(dir.path, "diff", "penguins/b"), ["penguins/baseline"]);
  assert.deepEqual(await words(dir.path, "diff", runs[0]!, "penguins/w"), ["penguins/wide"]);
  assert.deepEqual(await words(dir.path, "list", ""), ["penguins", "手書き"]);
  assert.deepEqual(await words(dir.path, "best", "ac"), ["accuracy"]);
  assert.deepEqual(await words(dir.path, "best", "accuracy", ""), ["min", "max"]);
  assert.deepEqual(await words(dir.path, "best", "loss", "--project", "pen"), ["penguins"]);
  assert.deepEqual(await words("/nowhere", "show", "--dir", dir.path, ""), runs);
  assert.deepEqual(await words(dir.path, "completions", ""), ["bash", "zsh", "fish"]);
});

Deno.test("completion never offers what a shell would take for more than a word", async () => {
  using dir = tempDir();
  await writeRun(dir.path, {
    name: "with spaces",
    metrics: { "$(touch hacked)": [1], "`id`": [1], "val/loss@1": [1], "a;b": [1] },
  });
  dir.write("penguins/damaged/summary.json", "{");
  assert.deepEqual(await words(dir.path, "show", ""), ["penguins/damaged"]);
  assert.deepEqual(await words(dir.path, "best", ""), ["val/loss@1"]);
});

Deno.test({
  name: "the script of bash completes, may be read twice, and needs no other package",
  ignore: Deno.build.os === "windows",
  async fn() {
    using dir = tempDir();
    await writeSamples(dir.path);
    const { stdout } = await labbook(["completions", "bash"]);
    dir.write("labbook.bash", stdout);
    const command = [Deno.execPath(), ...cliCommand()].map((word) => `'${word}'`).join(" ");
    const script = `
      labbook() { ${command} "$@"; }
      source labbook.bash
      source labbook.bash
      COMP_WORDS=(labbook show penguins/w) COMP_CWORD=2
      __labbook_complete
      printf '%s\\n' "\${COMPREPLY[@]}"
    `;
    const child = new Deno.Command("bash", {
      args: ["--norc", "-c", script],
      cwd: dir.path,
      env: { LABBOOK_DIR: dir.path },
    });
    const { success, stdout: replies } = await child.output();
    assert.equal(new TextDecoder().decode(replies), "penguins/wide\n");
    assert(success);
  },
});

Deno.test("there is a script for zsh and fish", async () => {
  assert.match((await labbook(["completions", "zsh"])).stdout, /^#compdef labbook\n/);
  assert.match((await labbook(["completions", "fish"])).stdout, /complete -c labbook /);
});
