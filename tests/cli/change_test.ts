/** `labbook tag`, `note`, `rename`, `delete` and `restore`. @module */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { tempDir } from "../helpers/mod.ts";
import { type CliOptions, labbook, writeRun } from "./fixture.ts";

/** Runs a command that must succeed and returns what it wrote. */
async function ok(dir: string, args: string[], options: CliOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await labbook([...args, "--dir", dir], options);
  assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
  return stdout;
}

Deno.test("tag sets and removes tags, also of a live run", async () => {
  using dir = tempDir();
  await writeRun(dir.path, { name: "one", tags: ["draft"] });
  await writeRun(dir.path, { name: "live", status: "none" });
  assert.equal(await ok(dir.path, ["tag", "one"]), "penguins/one  draft\n");
  assert.equal(
    await ok(dir.path, ["tag", "one", "+good", "-draft", "+手"]),
    "penguins/one  good, 手\n",
  );
  assert.equal(
    await ok(dir.path, ["tag", "one", "--remove", "good,手", "--add", "done"]),
    "penguins/one  done\n",
  );
  // "-done" is a tag here, and never the option -d with a value.
  assert.equal(await ok(dir.path, ["tag", "one", "-done"]), "penguins/one  no tags\n");
  assert.equal(await ok(dir.path, ["tag", "live", "+x"]), "penguins/live  x\n");
  // A run called "tag" is none of this command's concern.
  await writeRun(dir.path, { name: "tag" });
  assert.match(await ok(dir.path, ["list", "-n", "1"]), /^RUN/);
  assert.match(await ok(dir.path, ["export", "tag", "-f", "json"]), /"run": "penguins\/tag"/);
  const both = await labbook(["tag", "one", "+a", "-a", "--dir", dir.path]);
  assert.equal(both.stderr, 'labbook: Cannot both set and remove the tag "a"\n');
  assert.equal(both.code, 2);
});

Deno.test("note writes, shows and removes a note", async () => {
  using dir = tempDir();
  await writeRun(dir.path, { name: "one" });
  assert.equal(await ok(dir.path, ["note", "one"]), "");
  assert.equal(
    await ok(dir.path, ["note", "one", "two", "words"]),
    "penguins/one: note written.\n",
  );
  assert.equal(await ok(dir.path, ["note", "one"]), "two words\n");
  assert.equal(
    await ok(dir.path, ["note", "one", "-"], { stdin: "# From\na file\n" }),
    "penguins/one: note written.\n",
  );
  assert.equal(await ok(dir.path, ["note", "one"]), "# From\na file\n");
  assert.equal(await ok(dir.path, ["note", "one", ""]), "penguins/one: note removed.\n");
});

Deno.test("rename gives a name, and refuses one that is taken or is none", async () => {
  using dir = tempDir();
  const { dir: path } = await writeRun(dir.path, { name: "one" });
  await writeRun(dir.path, { name: "two" });
  assert.equal(
    await ok(dir.path, ["rename", "one", "first"]),
    "penguins/one is penguins/first now.\n",
  );
  assert(!existsSync(path) && existsSync(dir.join("penguins/first/summary.json")));
  const taken = await labbook(["rename", "first", "two", "--dir", dir.path]);
  assert.equal(
    taken.stderr,
    `labbook: Cannot rename the run ${dir.join("penguins/first")}: there is a run named "two"\n`,
  );
  const none = await labbook(["rename", "first", "a/b", "--dir", dir.path]);
  assert.match(none.stderr, /^labbook: Cannot use "a\/b" as the experiment name: .*\n$/);
  assert.deepEqual([taken.code, none.code], [1, 1]);
});

Deno.test("delete moves to the trash, restore brings back", async () => {
  using dir = tempDir();
  const { dir: path } = await writeRun(dir.path, { name: "one" });
  await writeRun(dir.path, { name: "two" });
  const unasked = await labbook(["delete", "one", "--dir", dir.path]);
  assert.equal(unasked.stderr, "labbook: Cannot ask before deleting: add --yes\n");
  assert.equal(unasked.code, 2);
  assert(existsSync(path));
  assert.equal(
    await ok(dir.path, ["delete", "one", "two", "--yes"]),
    "penguins/one is in the trash now.\npenguins/two is in the trash now.\n2 runs deleted.\n",
  );
  assert(!existsSync(path));
  assert.match(
    await ok(dir.path, ["restore"]),
    /^RUN {11}DELETED {11}NAME IN THE TRASH\n(penguins\/(one|two) {2}\S+ \S+ {2}penguins\/\S+\n){2}$/,
  );
  assert.equal(await ok(dir.path, ["restore", "penguins/one"]), "penguins/one is back.\n");
  const { trash } = JSON.parse(await ok(dir.path, ["restore", "--json"]));
  assert.equal(trash.length, 1);
  assert.equal(trash[0].run, "penguins/two");
  assert(Math.abs(Date.parse(trash[0].deleted_at) - Date.now()) < 600_000);
  await writeRun(dir.path, { name: "two" });
  assert.equal(await ok(dir.path, ["restore", trash[0].name]), "penguins/two-2 is back.\n");
  assert.equal(await ok(dir.path, ["restore"]), "The trash is empty.\n");
});

Deno.test("restore tells the nearest name, delete refuses a live run", async () => {
  using dir = tempDir();
  await writeRun(dir.path, { name: "baseline" });
  await writeRun(dir.path, { name: "live", status: "none" });
  await ok(dir.path, ["delete", "baseline", "-y"]);
  const missing = await labbook(["restore", "penguins/basline", "--dir", dir.path]);
  assert.equal(
    missing.stderr,
    'labbook: Cannot find "penguins/basline" in the trash: did you mean "penguins/baseline"?\n',
  );
  const live = await labbook(["delete", "live", "-y", "--dir", dir.path]);
  assert.match(live.stderr, /^labbook: Cannot delete the run .*live: it is still running/);
  assert.deepEqual([missing.code, live.code], [1, 1]);
});
