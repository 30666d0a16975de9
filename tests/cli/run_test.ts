/** `labbook run`. @module */
import assert from "node:assert/strict";
import { chmodSync, existsSync, readFileSync, statSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import { RunningProcess, type TempDir, tempDir } from "../helpers/mod.ts";
import { peerTest } from "../peers/python.ts";
import { cliCommand, labbook } from "./fixture.ts";

// deno-lint-ignore no-explicit-any -- a notebook of any form
type Json = any;

function write(dir: TempDir, name: string, ...sources: (string | Json)[]): string {
  const cells = sources.map((source, i) => ({
    cell_type: "code",
    id: `cell-${i}`,
    metadata: {},
    outputs: [],
    execution_count: null,
    ...typeof source === "string" ? { source } : source,
  }));
  const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells };
  return dir.write(name, JSON.stringify(notebook));
}

function read(path: string): Json {
  return JSON.parse(readFileSync(path, "utf8"));
}

function texts(path: string): string[] {
  return read(path).cells.flatMap(({ outputs = [] }: Json) =>
    outputs.map(({ text, data, ename }: Json) => (text ?? data?.["text/plain"])?.join("") ?? ename)
  );
}

const DEFAULTS = { source: "const lr = 1;", metadata: { tags: ["parameters"] } };

Deno.test("run executes a notebook in its folder, with parameters, beside the notebook", async () => {
  using dir = tempDir();
  dir.write("work/data.txt", "from the folder");
  dir.write("more.json", '{"lr": 5, "who": "file"}');
  const path = write(
    dir,
    "work/a.ipynb",
    DEFAULTS,
    "lr / 2",
    '// read it\nconst text: string = Deno.readTextFileSync("data.txt");\nconsole.log(text, who);',
  );
  const before = readFileSync(path, "utf8");
  const { code, stdout, stderr } = await labbook(
    ["run", "work/a.ipynb", "-p", "lr=0.5", "--parameters-file", "more.json"],
    { cwd: dir.path },
  );
  assert.equal(code, 0, stderr);
  assert.equal(readFileSync(path, "utf8"), before);
  assert.deepEqual(texts(dir.join("work/a.executed.ipynb")), ["0.25", "from the folder file\n"]);
  assert.deepEqual(
    stdout.replaceAll(/\s+[\d.]+ m?s(?= {2}|\n)/g, " TIME").split("\n"),
    [
      "✓ 1/4 TIME  const lr = 1;",
      "✓ 2/4 TIME  const lr = 0.5;",
      "✓ 3/4 TIME  lr / 2",
      '✓ 4/4 TIME  const text: string = Deno.readTextFileSync("data.txt");',
      "work/a.executed.ipynb  4 cells, TIME",
      "",
    ],
  );
});

Deno.test("run shows type errors where it or the notebook asks for them", async () => {
  using dir = tempDir();
  const path = write(dir, "a.ipynb", "const text: string = 5;\ntext");
  const stderr = (): string[] =>
    read(dir.join("a.executed.ipynb")).cells[0].outputs
      .filter(({ name }: Json) => name === "stderr")
      .map(({ text }: Json) => stripVTControlCharacters(text.join("")));
  assert.equal((await labbook(["run", "a.ipynb"], { cwd: dir.path })).code, 0);
  assert.deepEqual(stderr(), []);
  assert.equal((await labbook(["run", "a.ipynb", "--typecheck"], { cwd: dir.path })).code, 0);
  const warning = [`\
Type error TS2322: Type 'number' is not assignable to type 'string'.
cell [1], line 1, column 7
> 1 | const text: string = 5;
    |       ^
  2 | text
`];
  assert.deepEqual(stderr(), warning);
  const notebook = read(path);
  notebook.metadata.labbook = { typecheck: true };
  dir.write("a.ipynb", JSON.stringify(notebook));
  assert.equal((await labbook(["run", "a.ipynb"], { cwd: dir.path })).code, 0);
  assert.deepEqual(stderr(), warning);
});

Deno.test("run writes over the notebook only where it is asked to", async () => {
  using dir = tempDir();
  const path = write(dir, "a.ipynb", "6 * 7");
  const refused = await labbook(["run", "a.ipynb", "-o", "./a.ipynb"], { cwd: dir.path });
  assert.equal(
    refused.stderr,
    'labbook: Cannot write "./a.ipynb": it is the notebook itself, use --inplace\n',
  );
  assert.equal(refused.code, 2);
  chmodSync(path, 0o600);
  assert.equal((await labbook(["run", "a.ipynb", "--inplace"], { cwd: dir.path })).code, 0);
  assert.deepEqual(texts(path), ["42"]);
  if (Deno.build.os !== "windows") assert.equal(statSync(path).mode & 0o777, 0o600);
});

Deno.test("run ends at an error with its traceback and 1, and goes on where errors are allowed", async () => {
  using dir = tempDir();
  write(dir, "a.ipynb", "1", 'throw new TypeError("bad");', "3");
  const failed = await labbook(["run", "a.ipynb", "-o", "out.ipynb"], { cwd: dir.path });
  assert.equal(failed.code, 1);
  assert.match(failed.stderr, /\nCell \[2\]\nTypeError: bad\n/);
  assert.match(
    failed.stderr,
    /\nlabbook: Cannot run a\.ipynb to its end: cell \[2\] failed with TypeError: bad\n$/,
  );
  assert.deepEqual(texts(dir.join("out.ipynb")), ["1", "TypeError"]);
  const allowed = await labbook(["run", "a.ipynb", "-o", "out.ipynb", "--allow-errors"], {
    cwd: dir.path,
  });
  assert.equal(allowed.code, 0);
  assert.deepEqual(texts(dir.join("out.ipynb")), ["1", "TypeError", "3"]);
});

Deno.test("run gives the code the permissions of the flags, and no more", async () => {
  using dir = tempDir();
  dir.write("data.txt", "read");
  const path = write(
    dir,
    "a.ipynb",
    'Deno.readTextFileSync("data.txt")',
    'Deno.writeTextFileSync("new.txt", "")',
  );
  for (const flags of [["--allow-read=."], ["--", "-R=."]]) {
    const { code, stderr } = await labbook(["run", path, ...flags], { cwd: dir.path });
    assert.equal(code, 1);
    assert.match(stderr, /cell \[2\] failed with NotCapable: Requires write access to "new.txt"/);
  }
  const typo = await labbook(["run", path, "--allow-raed=."]);
  assert.deepEqual([typo.code, typo.stderr], [
    2,
    'labbook: Cannot use the option "--allow-raed=.": did you mean "--allow-read"?\n',
  ]);
});

Deno.test("run takes no input, stops a cell after its time, and tells so", async () => {
  using dir = tempDir();
  write(dir, "a.ipynb", 'prompt("name?")');
  const asked = await labbook(["run", "a.ipynb"], { cwd: dir.path });
  assert.equal(asked.code, 1);
  assert.match(asked.stderr, /this frontend does not take input/);
  write(dir, "b.ipynb", "while (true) {}", "2");
  const late = await labbook(["run", "b.ipynb", "--timeout", "1"], { cwd: dir.path });
  assert.equal(late.code, 1);
  assert.match(
    late.stderr,
    /cell \[1\] failed with TimeoutError: The cell took longer than 1 s\n$/,
  );
});

const FOREVER = 'console.log("begun");\nDeno.writeTextFileSync("begun", "");\nwhile (true) {}';

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}

function start(dir: TempDir): RunningProcess {
  return new RunningProcess(Deno.execPath(), {
    args: [...cliCommand(), "run", "a.ipynb"],
    cwd: dir.path,
  });
}

Deno.test({
  name: "Ctrl-C stops the cell, writes what is there, and ends with 130",
  ignore: Deno.build.os === "windows",
  async fn() {
    using dir = tempDir();
    write(dir, "a.ipynb", "1", FOREVER, "3");
    await using child = start(dir);
    await until(() => existsSync(dir.join("begun")));
    child.kill("SIGINT");
    const { code, stderr } = await child.output;
    assert.equal(code, 130, stderr);
    assert.match(
      stderr,
      /labbook: Cannot run a\.ipynb to its end: it was stopped by SIGINT, the outputs so far are in a\.executed\.ipynb\n$/,
    );
    const [first, begun] = texts(dir.join("a.executed.ipynb"));
    assert.deepEqual([first, begun], ["1", "begun\n"]);
  },
});

Deno.test({
  name: "after kill -9 all cells that ended are there",
  ignore: Deno.build.os === "windows",
  async fn() {
    using dir = tempDir();
    write(dir, "a.ipynb", "1", "2", FOREVER);
    await using child = start(dir);
    await until(() => existsSync(dir.join("begun")));
    child.kill("SIGKILL");
    await child.output;
    assert.deepEqual(texts(dir.join("a.executed.ipynb")), ["1", "2"]);
  },
});

Deno.test("run tells what it cannot read or use", async () => {
  using dir = tempDir();
  const path = write(dir, "a.ipynb", "1");
  dir.write("bad.ipynb", "{}");
  dir.write("list.json", "[1]");
  const cases: [args: string[], code: number, message: RegExp][] = [
    [["none.ipynb"], 1, /Cannot read the notebook "none\.ipynb": ENOENT/],
    [["bad.ipynb"], 1, /Cannot read the notebook "bad\.ipynb": its "nbformat" or/],
    [[path, "-p", "lr"], 2, /Cannot use the parameter "lr": expected name=value/],
    [[path, "-p", "a-b=1"], 2, /Cannot use the parameter "a-b": expected the name of a variable/],
    [[path, "--parameters-file", "list.json"], 2, /"list\.json": expected a JSON object, such as/],
    [[path, "--timeout", "0"], 2, /Cannot use --timeout "0": expected a whole number, 1 or more/],
    [[path, "--inplace", "-o", "x"], 2, /Cannot use --output and --inplace together/],
  ];
  for (const [args, code, message] of cases) {
    const result = await labbook(["run", ...args], { cwd: dir.path });
    assert.equal(result.code, code, result.stderr);
    assert.match(result.stderr, message);
  }
});

peerTest("nbformat finds no fault with what run wrote", async (peer) => {
  using dir = tempDir();
  write(
    dir,
    "a.ipynb",
    DEFAULTS,
    'console.log("a\\nb"); console.error("e");',
    "Deno.jupyter.html`<b>${lr}</b>`",
    "null.x",
  );
  await labbook(["run", "a.ipynb", "-p", "lr=0.1"], { cwd: dir.path });
  const path = dir.join("a.executed.ipynb");
  const again = dir.join("again.ipynb");
  await peer.run(
    "import sys, nbformat\nnb = nbformat.read(sys.argv[1], as_version=4)\n" +
      "nbformat.validate(nb)\nnbformat.write(nb, sys.argv[2])",
    [path, again],
  );
  assert.equal(readFileSync(again, "utf8"), readFileSync(path, "utf8"));
  assert.deepEqual(texts(path).sort(), ["TypeError", "a\nb\n", "e\n", undefined].sort());
});
