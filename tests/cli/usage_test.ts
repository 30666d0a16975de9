/** Wrong calls, help, and exit codes. @module */
import assert from "node:assert/strict";
import { tempDir } from "../helpers/mod.ts";
import { buildProgram } from "../../src/cli/program.ts";
import { VERSION } from "../../src/cli/version.ts";
import { labbook } from "./fixture.ts";

Deno.test("a wrong call is told in one line, with the nearest name, and exits with 2", async () => {
  const cases: [string[], string][] = [
    [["lst"], 'Cannot find the command "lst": did you mean "list" or "ls"?'],
    [["frobnicate"], 'Cannot find the command "frobnicate": see "labbook --help"'],
    [["list", "--jsno"], 'Cannot use the option "--jsno": did you mean "--json"?'],
    [["show", "--frobnicate"], 'Cannot use the option "--frobnicate": see "labbook show --help"'],
    [["show"], 'Cannot run show: <run> is missing, see "labbook show --help"'],
    [["show", "a", "b"], "Cannot run show: expected 1 argument, got 2"],
    [["list", "--limit"], 'Cannot use the option "-n, --limit <count>": its value is missing'],
    [["list", "--limit", "x"], 'Cannot use --limit "x": expected a whole number, 1 or more'],
    [
      ["list", "--status", "done"],
      'Cannot use "done" for "--status <status>": ' +
      "expected running, finished, failed, killed or crashed",
    ],
    [["completions", "tcsh"], 'Cannot use "tcsh" for <shell>: expected bash, zsh or fish'],
    [["--dir", "."], 'Cannot run labbook: a command is missing, see "labbook --help"'],
  ];
  const results = await Promise.all(cases.map(([args]) => labbook(args)));
  for (const [i, [args, message]] of cases.entries()) {
    const { code, stdout, stderr } = results[i]!;
    assert.deepEqual([args, code, stdout, stderr], [args, 2, "", `labbook: ${message}\n`]);
  }
});

Deno.test("help of every command has examples and says what its exit code and options are", async () => {
  const commands = buildProgram().commands.map((command) => command.name());
  assert.deepEqual([...commands].sort(), [
    "best",
    "compare",
    "completions",
    "delete",
    "diff",
    "doctor",
    "export",
    "import",
    "kernel",
    "list",
    "note",
    "recover",
    "rename",
    "rerun",
    "restore",
    "run",
    "show",
    "sync",
    "tag",
  ]);
  const helps = await Promise.all(commands.map((command) => labbook([command, "--help"])));
  for (const [i, command] of commands.entries()) {
    const { code, stdout, stderr } = helps[i]!;
    assert.match(stdout, new RegExp(`^Usage: labbook ${command}`));
    assert.match(stdout, new RegExp(`\nExamples:\n  # .+\n  labbook .*${command}`));
    assert.match(stdout, /\n {2}-d, --dir <folder> /);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
  }
});

Deno.test("without arguments the help is shown; --version tells the version", async () => {
  const [bare, help, version] = await Promise.all([
    labbook([]),
    labbook(["--help"]),
    labbook(["--version"]),
  ]);
  assert.equal(bare.stdout, help.stdout);
  assert.match(bare.stdout, /^Usage: labbook \[options\] \[command\]\n/);
  assert.deepEqual(version, { code: 0, signal: null, stdout: `${VERSION}\n`, stderr: "" });
});

Deno.test("a failure is one line; LABBOOK_DEBUG adds the stack", async () => {
  using dir = tempDir();
  const show = (env: Record<string, string>) =>
    labbook(["show", "nothing", "--dir", dir.path], { env });
  const quiet = await show({});
  assert.equal(quiet.stderr, `labbook: Cannot find the run "nothing" in ${dir.path}\n`);
  assert.equal(quiet.code, 1);
  const loud = await show({ LABBOOK_DEBUG: "1" });
  assert.match(loud.stderr, /^labbook: Cannot find .*\nError: Cannot find .*\n {4}at /);
});
