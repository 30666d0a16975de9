/** The oldest Deno that is said to be enough is enough, and an older one is refused. @module */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import { isTooOld, OLDEST_DENO, refuseOldDeno } from "../../src/session/oldest_deno.ts";
import { ROOT, runProcess, tempDir } from "../helpers/mod.ts";
import { kernelTest } from "./peer/mod.ts";

/** Whether npx, which brings other versions of Deno, is missing here, and may be. */
const isWithoutNpx = !Deno.env.get("CI") && !hasNpx();
/** Tests of the session that stand for the rest, by what their names begin with. */
const BEHAVIOURS = [
  "a changed module is read again",
  "a hundred thousand lines and a large text arrive whole",
  "a session that ends by Deno.exit",
  "an interrupt stops awaits",
  "an interrupt stops loops",
  "code has the session's permissions only",
  "everything of the stock kernel's object is there",
  "imports of every kind",
  "late output belongs to the cell",
  "nobody without the address",
  "prompt, confirm and alert",
  "text written by any road",
];

function hasNpx(): boolean {
  try {
    return new Deno.Command("npx", { args: ["--version"] }).outputSync().success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

let oldest: Promise<string> | undefined;

/** The path of the oldest Deno, downloaded where it is not there yet. */
function oldestDeno(): Promise<string> {
  return oldest ??= (async () => {
    const { code, stdout, stderr } = await runProcess("npx", {
      args: ["--yes", `deno@${OLDEST_DENO}`, "eval", "console.log(Deno.execPath())"],
      env: { npm_config_update_notifier: "false" },
      timeout: 180_000,
    });
    assert.equal(code, 0, `npx brings no Deno ${OLDEST_DENO}: ${stderr}`);
    return stdout.trim();
  })();
}

/** Runs something with the oldest Deno, and returns what it printed. */
async function withOldest(args: string[], cwd: string = ROOT): Promise<string> {
  const { code, stdout, stderr } = await runProcess(await oldestDeno(), {
    // Another version would write the lock file in its own way.
    args: [args[0]!, "-A", "--quiet", "--no-check", "--no-lock", ...args.slice(1)],
    cwd,
    timeout: 180_000,
  });
  assert.equal(code, 0, stripVTControlCharacters(stdout + stderr));
  return stripVTControlCharacters(stdout);
}

Deno.test("versions of Deno are told apart by their numbers", () => {
  const [major, minor, patch] = OLDEST_DENO.split(".").map(Number) as [number, number, number];
  const enough = [OLDEST_DENO, `${major}.${minor}.${patch + 1}`, `${major}.${minor + 10}.0`];
  const next = [`${major + 1}.0.0`, `${OLDEST_DENO}-rc.1`, `${OLDEST_DENO}+abcdef0`];
  assert.deepEqual([...enough, ...next].filter(isTooOld), []);
  const old = [`${major}.${minor - 1}.99`, `${major - 1}.99.99`, "0.9.0"];
  assert.deepEqual(old.filter(isTooOld), old);
  refuseOldDeno("start a session");
  assert.throws(
    () => refuseOldDeno("start a session", "2.8.3"),
    new Error(
      `Cannot start a session: Deno 2.8.3 is too old, expected ${OLDEST_DENO} or later (deno upgrade)`,
    ),
  );
});

Deno.test({
  name: "the oldest Deno, which npx brings, runs a notebook",
  ignore: isWithoutNpx,
  fn: async () => {
    using dir = tempDir();
    const output = dir.join("penguins.ipynb");
    await withOldest(["run", "src/cli/main.ts", "run", "notebooks/penguins.ipynb", "-o", output]);
    const { cells } = JSON.parse(readFileSync(output, "utf8"));
    const types = (cells as { outputs?: { output_type: string }[] }[])
      .flatMap(({ outputs = [] }) => outputs.map(({ output_type }) => output_type));
    assert.ok(types.length > 0 && !types.includes("error"), types.join());
  },
});

Deno.test({
  name: "the oldest Deno, which npx brings, has sessions that behave",
  ignore: isWithoutNpx,
  fn: async () => {
    const filter = `/^(${BEHAVIOURS.join("|")})/`;
    const told = await withOldest(["test", `--filter=${filter}`, "tests/session"]);
    assert.match(told, new RegExp(`^ok \\| ${BEHAVIOURS.length} passed`, "m"));
  },
});

const SERVES = "the oldest Deno, which npx brings, serves Jupyter";

if (isWithoutNpx) Deno.test.ignore(SERVES, () => {});
else {
  kernelTest(SERVES, async ({ dir, runClient }) => {
    await withOldest(["run", "src/cli/main.ts", "kernel", "install", "--prefix", dir.path]);
    const spec = readFileSync(dir.join("share/jupyter/kernels/labbook/kernel.json"), "utf8");
    assert.equal(JSON.parse(spec).argv[0], await oldestDeno());
    await runClient(new URL("programs.py", import.meta.url), ["lines_of_nbclient"]);
    await runClient(new URL("interrupt.py", import.meta.url), ["loop_of_awaits"]);
  });
}
