/** `labbook doctor`. @module */
import assert from "node:assert/strict";
import { tempDir } from "../helpers/mod.ts";
import { checkDeno } from "../../src/cli/doctor/programs.ts";
import { labbook, writeRun } from "./fixture.ts";

Deno.test("doctor finds all well, and says which optional programs there are", async () => {
  using dir = tempDir();
  await writeRun(dir.path, { name: "one" });
  await writeRun(dir.path, { name: "live", status: "none" });
  dir.write("penguins/no run/notes.txt", "");
  const { code, stdout } = await labbook(["doctor", "--dir", dir.path], { env: { PATH: "" } });
  assert.equal(
    stdout.replace(/✓ space.*\n/, ""),
    `\
✓ deno         ${Deno.version.deno}
✓ folder       ${dir.path}
✓ runs         1 complete, 1 running
! git          not found: runs record no commit and no changes
! python       not found: only needed to record Python packages
! tensorboard  not found: only needed to look at event files
               pip install tensorboard

All is well.
`,
  );
  assert.equal(code, 0);
});

Deno.test("doctor tells of damaged runs, and exits with 1", async () => {
  using dir = tempDir();
  dir.write("penguins/damaged/summary.json", "{");
  await writeRun(dir.path, { name: "rubbish" });
  dir.write("penguins/rubbish/.summary.json.0123abcd.tmp", "half");
  const { code, stdout } = await labbook(["doctor", "--json", "--dir", dir.path]);
  const { ok, checks } = JSON.parse(stdout);
  assert.equal(ok, false);
  assert.deepEqual(
    checks.filter(({ name }: { name: string }) => name === "runs").map((
      { state, message, remedy }: Record<string, string>,
    ) => [state, message!.replace(/damaged: .*/s, "damaged"), remedy]),
    [
      ["ok", "1 complete, 0 running", undefined],
      ["note", "1 run with files that a crash left behind: penguins/rubbish", "labbook recover"],
      ["problem", "penguins/damaged is damaged", undefined],
    ],
  );
  assert.equal(code, 1);
});

Deno.test("doctor takes a folder that is not there for a beginning, a file for a problem", async () => {
  using dir = tempDir();
  const file = dir.write("file", "");
  const fresh = await labbook(["doctor", "--dir", dir.join("new")]);
  assert.match(fresh.stdout, /\n! folder .*new does not exist yet: the first run makes it\n/);
  assert.equal(fresh.code, 0);
  const wrong = await labbook(["doctor", "--dir", file]);
  assert.match(wrong.stdout, /\n✗ folder .*file is a file\n/);
  assert.match(wrong.stdout, /\n1 problem found\.\n$/);
  assert.equal(wrong.code, 1);
});

Deno.test("checkDeno() asks for a Deno that is new enough", () => {
  assert.equal(checkDeno("2.4.9").state, "problem");
  assert.deepEqual(["2.5.0", "2.10.1", "3.0.0"].map((version) => checkDeno(version).state), [
    "ok",
    "ok",
    "ok",
  ]);
});
