import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { ROOT, runScript, tempDir } from "../helpers/mod.ts";
import {
  History,
  type HistoryEntry,
  historyPath,
  parseHistoryRequest,
} from "../../src/kernel/history/mod.ts";

/** A history whose warnings are kept. */
function open(path: string) {
  const warnings: string[] = [];
  const history = new History({ path, onWarning: (message) => warnings.push(message) });
  return {
    history,
    warnings,
    run(...sources: string[]): void {
      sources.forEach((source, i) => history.append(i + 1, source));
      history.flush();
    },
    read: (content: Record<string, unknown>): HistoryEntry[] =>
      history.read(parseHistoryRequest(content)),
    [Symbol.dispose]: () => history.close(),
  };
}

const tail = (n?: number) => ({ hist_access_type: "tail", n });
const search = (pattern: string, over = {}) => ({ hist_access_type: "search", pattern, ...over });
const range = (over = {}) => ({ hist_access_type: "range", ...over });

Deno.test("a history goes on over kernels", () => {
  using dir = tempDir();
  const path = dir.join("data", "labbook", "history.sqlite");
  {
    using first = open(path);
    first.run("a", "b");
  }
  using second = open(path);
  second.run("c");
  assert.deepEqual(second.read(tail()), [[1, 1, "a"], [1, 2, "b"], [2, 1, "c"]]);
  assert.deepEqual(second.read(tail(2)), [[1, 2, "b"], [2, 1, "c"]]);
  assert.deepEqual(second.read(tail(0)), []);
  assert.deepEqual(second.warnings, []);
});

Deno.test("two kernels share a file", () => {
  using dir = tempDir();
  const path = dir.join("history.sqlite");
  using one = open(path);
  using two = open(path);
  one.run("one");
  two.run("two");
  one.run("one", "one again");
  const all = [[1, 1, "one"], [1, 2, "one again"], [2, 1, "two"]];
  assert.deepEqual(one.read(tail()), all);
  assert.deepEqual(two.read(tail()), all);
  assert.deepEqual(two.read(range({ session: -1 })), all.slice(0, 2));
});

Deno.test("kernels that start and write at the same time lose nothing", async () => {
  using dir = tempDir();
  const path = dir.join("labbook", "history.sqlite");
  const door = pathToFileURL(`${ROOT}src/kernel/history/mod.ts`).href;
  const script = dir.write(
    "kernel.ts",
    `import { History } from ${JSON.stringify(door)};
    const history = new History({ path: Deno.args[0], onWarning: (text) => { throw text; } });
    for (let line = 1; line <= 100; line++) {
      history.append(line, "source " + line);
      history.setOutput(line, "output " + line);
    }
    history.close();`,
  );
  const ended = await Promise.all(
    Array.from({ length: 3 }, () => runScript(script, { args: [path] })),
  );
  assert.deepEqual(ended.map(({ code, stderr }) => [code, stderr]), Array(3).fill([0, ""]));
  using after = open(path);
  const entries = after.read({ ...tail(1_000), output: true });
  const expected = [1, 2, 3].flatMap((session) =>
    Array.from({ length: 100 }, (_, index) => {
      const line = index + 1;
      return [session, line, [`source ${line}`, `output ${line}`]];
    })
  );
  assert.deepEqual(entries, expected);
});

Deno.test("a range counts sessions from the current one and lines from either end", () => {
  using dir = tempDir();
  const path = dir.join("history.sqlite");
  {
    using first = open(path);
    first.run("a", "b", "c", "d");
  }
  using second = open(path);
  second.run("e", "f", "g");
  assert.deepEqual(second.read(range()), [[0, 1, "e"], [0, 2, "f"], [0, 3, "g"]]);
  assert.deepEqual(second.read(range({ session: 2, start: 2 })), [[2, 2, "f"], [2, 3, "g"]]);
  assert.deepEqual(second.read(range({ start: 0, stop: 2 })), [[0, 1, "e"]]);
  assert.deepEqual(second.read(range({ start: -2, stop: -1 })), [[0, 2, "f"]]);
  const before = { session: -1, start: 2, stop: 4 };
  assert.deepEqual(second.read(range(before)), [[1, 2, "b"], [1, 3, "c"]]);
  assert.deepEqual(second.read(range({ session: 1, start: -1 })), [[1, 4, "d"]]);
  for (const session of [-2, -100, 3, 100]) assert.deepEqual(second.read(range({ session })), []);
});

Deno.test("a search takes a glob over whole cells", () => {
  using kernel = open(":memory:");
  kernel.run("let a = 1", "let b\n= 2", "A", "100%", "x[1]");
  const found = (pattern: string) => kernel.read(search(pattern)).map(([, line]) => line);
  assert.deepEqual(found("*"), [1, 2, 3, 4, 5]);
  assert.deepEqual(found("let*"), [1, 2]);
  assert.deepEqual(found("let ? = 1"), [1]);
  assert.deepEqual(found("let [a-c]*"), [1, 2]);
  assert.deepEqual(found("a"), []);
  assert.deepEqual(found("%"), []);
  assert.deepEqual(found("*%"), [4]);
  assert.deepEqual(found("x[[]1]"), [5]);
  assert.deepEqual(found("'; DROP TABLE cells; --"), []);
  assert.deepEqual(kernel.read({ hist_access_type: "search" }).length, 5);
});

Deno.test("a search for unique cells gives the last of each, and at most n", () => {
  using kernel = open(":memory:");
  kernel.run("a", "b", "a", "c", "b");
  const lines = (over: object) => kernel.read(search("*", over)).map(([, line]) => line);
  assert.deepEqual(lines({ unique: true }), [3, 4, 5]);
  assert.deepEqual(lines({ unique: true, n: 2 }), [4, 5]);
  assert.deepEqual(lines({ n: 2 }), [4, 5]);
  assert.deepEqual(lines({ n: 0 }), []);
});

Deno.test("outputs come where they are asked for", () => {
  using dir = tempDir();
  const path = dir.join("history.sqlite");
  {
    using first = open(path);
    first.run("6 * 7", "const quiet = 1", "'long'");
    first.history.setOutput(1, "42");
    first.history.setOutput(3, "x".repeat(20_000));
    first.history.setOutput(9, "of no cell");
    assert.deepEqual(first.read(range({ output: true, stop: 2 })), [[0, 1, ["6 * 7", "42"]]]);
  }
  using second = open(path);
  const cut = `${"x".repeat(10_000)}…`;
  assert.deepEqual(second.read({ ...tail(), output: true, raw: false }), [
    [1, 1, ["6 * 7", "42"]],
    [1, 2, ["const quiet = 1", null]],
    [1, 3, ["'long'", cut]],
  ]);
});

Deno.test("a line that comes again replaces the one before", () => {
  using kernel = open(":memory:");
  kernel.run("a", "b");
  kernel.history.setOutput(2, "2");
  kernel.history.append(2, "c");
  assert.deepEqual(kernel.read({ ...tail(), output: true }), [
    [1, 1, ["a", null]],
    [1, 2, ["c", null]],
  ]);
});

Deno.test("while another program has the file locked, lines wait, and the past can be read", () => {
  using dir = tempDir();
  const path = dir.join("history.sqlite");
  {
    using first = open(path);
    first.run("a");
  }
  const other = new DatabaseSync(path);
  using second = open(path);
  other.exec("BEGIN IMMEDIATE");
  second.run("b", "c");
  assert.deepEqual(second.read(tail()), [[1, 1, "a"]]);
  assert.deepEqual(second.read(range()), [[0, 1, "b"], [0, 2, "c"]]);
  assert.deepEqual(second.read(range({ session: -1 })), []);
  other.exec("COMMIT");
  other.close();
  assert.deepEqual(second.read(tail()), [[1, 1, "a"], [2, 1, "b"], [2, 2, "c"]]);
  assert.deepEqual(second.warnings, []);
});

Deno.test("what waits is written when the kernel ends", () => {
  using dir = tempDir();
  const path = dir.join("history.sqlite");
  const other = open(path);
  other.run("a");
  const lock = new DatabaseSync(path);
  {
    using kernel = open(path);
    lock.exec("BEGIN IMMEDIATE");
    kernel.run("b");
    lock.exec("COMMIT");
    lock.close();
  }
  assert.deepEqual(other.read(tail()), [[1, 1, "a"], [2, 1, "b"]]);
  other.history.close();
});

Deno.test("a file that is no database is left alone, which is told once", () => {
  using dir = tempDir();
  const path = dir.write("history.sqlite", "not a database ".repeat(100));
  using kernel = open(path);
  kernel.run("a", "b");
  assert.deepEqual(kernel.read(tail()), [[1, 1, "a"], [1, 2, "b"]]);
  assert.deepEqual(kernel.warnings, [
    `Cannot keep the history in ${JSON.stringify(path)}: file is not a database; ` +
    "it ends with this kernel",
  ]);
  assert.equal(Deno.readTextFileSync(path), "not a database ".repeat(100));
});

Deno.test("a folder that cannot be made is told once, and the history is in memory", () => {
  using dir = tempDir();
  const path = dir.join(dir.write("file", "").slice(dir.path.length + 1), "history.sqlite");
  using kernel = open(path);
  kernel.run("a", "b");
  assert.deepEqual(kernel.read(search("b")), [[1, 2, "b"]]);
  assert.equal(kernel.warnings.length, 1);
  assert.ok(kernel.warnings[0]!.startsWith(`Cannot keep the history in ${JSON.stringify(path)}: `));
});

Deno.test("a file that breaks while it is used costs what was before, but nothing of this kernel", () => {
  using dir = tempDir();
  const path = dir.join("history.sqlite");
  using kernel = open(path);
  kernel.run("a", "b");
  const other = new DatabaseSync(path);
  other.exec("DROP TABLE cells");
  other.close();
  kernel.history.append(3, "c");
  assert.deepEqual(kernel.read(tail()).map(([, line, source]) => [line, source]), [
    [1, "a"],
    [2, "b"],
    [3, "c"],
  ]);
  assert.equal(kernel.warnings.length, 1);
});

Deno.test("a file of a newer version is left alone", () => {
  using dir = tempDir();
  const path = dir.join("history.sqlite");
  const newer = new DatabaseSync(path);
  newer.exec("PRAGMA user_version = 9");
  newer.close();
  using kernel = open(path);
  kernel.run("a");
  assert.deepEqual(kernel.warnings, [
    `Cannot keep the history in ${JSON.stringify(path)}: ` +
    "it has version 9, expected 1; a newer Labbook made it; it ends with this kernel",
  ]);
});

Deno.test("only the user can read the file", { ignore: Deno.build.os === "windows" }, () => {
  using dir = tempDir();
  const path = dir.join("labbook", "history.sqlite");
  using kernel = open(path);
  kernel.run("a");
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.equal(statSync(dir.join("labbook")).mode & 0o777, 0o700);
});

Deno.test("the file lies in the platform's folder for data", {
  ignore: Deno.build.os === "windows",
}, () => {
  const path = (platform: string, env = {}) => historyPath({ platform, home: "/home/me", env });
  const file = "labbook/kernel_history.sqlite";
  assert.equal(path("linux"), `/home/me/.local/share/${file}`);
  assert.equal(path("linux", { XDG_DATA_HOME: "/data" }), `/data/${file}`);
  assert.equal(path("linux", { XDG_DATA_HOME: "data" }), `/home/me/.local/share/${file}`);
  assert.equal(
    path("darwin", { XDG_DATA_HOME: "/x" }),
    `/home/me/Library/Application Support/${file}`,
  );
  assert.equal(path("win32"), `/home/me/AppData/Local/${file}`);
  assert.equal(path("win32", { LOCALAPPDATA: "/appdata" }), `/appdata/${file}`);
});

Deno.test("a request of the wrong shape is told", () => {
  const refused = (content: Record<string, unknown>, error: Error) =>
    assert.throws(() => parseHistoryRequest(content), error);
  const message = (reason: string) => `Cannot read the history: ${reason}`;
  refused(
    { hist_access_type: "all" },
    new RangeError(message('hist_access_type is "all", expected "range", "tail" or "search"')),
  );
  refused(tail(-1), new RangeError(message("n is -1, expected 0 or more")));
  refused(tail(1.5), new TypeError(message("n is 1.5, expected a whole number")));
  refused({ ...tail(), output: 1 }, new TypeError(message("output is 1, expected true or false")));
  refused(
    range({ session: "1" }),
    new TypeError(message('session is "1", expected a whole number')),
  );
  refused(
    { hist_access_type: "search", pattern: 1 },
    new TypeError(message("pattern is 1, expected a string")),
  );
  refused(
    search("*".repeat(50_001)),
    new RangeError(message("pattern has over 50000 bytes, expected fewer")),
  );
});
