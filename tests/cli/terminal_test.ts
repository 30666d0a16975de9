/** What a person at a terminal sees, and what a pipe gets. @module */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { tempDir } from "../helpers/mod.ts";
import { textWidth } from "../../src/display/mod.ts";
import { cliCommand, labbook, writeSamples } from "./fixture.ts";

const COMMAND = [Deno.execPath(), ...cliCommand()].map((word) => `'${word}'`).join(" ");
const HAS_SCRIPT = existsSync("/usr/bin/script");

async function shell(line: string, env: Record<string, string>): Promise<string> {
  const child = new Deno.Command("sh", {
    args: ["-c", line],
    env: { TZ: "UTC", NO_COLOR: "", FORCE_COLOR: "", ...env },
    stdin: "null",
  });
  const { stdout } = await child.output();
  return new TextDecoder().decode(stdout).replaceAll("\r\n", "\n");
}

/** Runs the command line in a pseudo-terminal of so many columns. */
function inTerminal(
  columns: number,
  args: string,
  env: Record<string, string> = {},
): Promise<string> {
  const line = `stty cols ${columns} rows 40; ${COMMAND} ${args}`;
  return shell(`script -qec "${line}" /dev/null`, { TERM: "xterm", ...env });
}

// deno-lint-ignore no-control-regex -- colours are control sequences
const COLOR = /\x1b\[\d+m/g;

Deno.test({
  name: "tables fit the terminal, whatever its width, and say what they leave out",
  ignore: !HAS_SCRIPT,
  async fn() {
    using dir = tempDir();
    await writeSamples(dir.path);
    const env = { LABBOOK_DIR: dir.path };
    for (const columns of [100, 60, 40]) {
      for (const args of ["list", "compare baseline wide diverged", "list --help"]) {
        const text = (await inTerminal(columns, args, env)).replace(COLOR, "");
        const table = text.split("\n\n").filter((part) => !/run|labbook/.test(part)).join("\n");
        for (const row of table.split("\n")) {
          assert(textWidth(row) <= columns, `${columns}: ${row}`);
        }
      }
    }
    const narrow = (await inTerminal(60, "list", env)).replace(COLOR, "");
    assert.match(narrow, /\n4 runs, without STARTED, TOOK, TAGS for want of space\n$/);
  },
});

Deno.test({
  name: "colours are for terminals, unless the environment says otherwise",
  ignore: !HAS_SCRIPT,
  async fn() {
    using dir = tempDir();
    await writeSamples(dir.path);
    const env = { LABBOOK_DIR: dir.path };
    assert.match(await inTerminal(100, "list", env), COLOR);
    assert.doesNotMatch(await inTerminal(100, "list", { ...env, NO_COLOR: "1" }), COLOR);
    assert.doesNotMatch(await inTerminal(100, "list", { ...env, TERM: "dumb" }), COLOR);
    assert.match(await inTerminal(100, "--help", env), COLOR);
    assert.doesNotMatch(await shell(`${COMMAND} list`, env), COLOR);
    assert.doesNotMatch(await shell(`${COMMAND} --help`, env), COLOR);
    assert.match(await shell(`${COMMAND} list`, { ...env, FORCE_COLOR: "1" }), COLOR);
  },
});

Deno.test({
  name: "delete asks at a terminal, and does nothing without a yes",
  ignore: !HAS_SCRIPT,
  async fn() {
    using dir = tempDir();
    await writeSamples(dir.path);
    const answer = (text: string) =>
      shell(
        `printf '${text}\\n' | script -qec "${COMMAND} delete wide" /dev/null`,
        { LABBOOK_DIR: dir.path, NO_COLOR: "1" },
      );
    assert.match(
      await answer("n"),
      /Move penguins\/wide to the trash\? \[y\/N\] labbook: Cannot delete: it was not confirmed\n$/,
    );
    assert(existsSync(dir.join("penguins/wide")));
    assert.match(await answer("y"), /penguins\/wide is in the trash now\.\n$/);
    assert(!existsSync(dir.join("penguins/wide")));
  },
});

Deno.test({
  name: "a reader that goes away is no error",
  ignore: Deno.build.os === "windows",
  async fn() {
    using dir = tempDir();
    await writeSamples(dir.path);
    const text = await shell(
      `exec 3>&1; { ${COMMAND} list --json 2>&3; echo "code $?" >&3; } | head -1; ` +
        `{ sleep 0.2; ${COMMAND} export --metrics-history 2>&3; echo "code $?" >&3; } | true`,
      { LABBOOK_DIR: dir.path },
    );
    assert.equal(text.match(/^code 0$/gm)?.length, 2, text);
    assert.doesNotMatch(text, /[Ee]rror|Cannot/);
  },
});

Deno.test("control characters of names never reach the terminal", async () => {
  using dir = tempDir();
  dir.write("p/run/summary.json", '{"tags": ["\\u001b[2Jgone"], "final_metrics": {"\\u009bm": 1}}');
  const { stdout } = await labbook(["list", "--dir", dir.path]);
  assert.match(stdout, /\\u009bm/);
  assert.match(stdout, /\\u001b\[2Jgone/);
});
