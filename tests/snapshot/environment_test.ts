/** What environment.json tells. @module */

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import os from "node:os";
import { ROOT, runScript, type ScriptOptions, type TempDir, tempDir } from "../helpers/mod.ts";
import { restoreCode } from "../../src/snapshot/mod.ts";

const SCRIPT = new URL("./environment_script.ts", import.meta.url);
const FACTS_ONLY: Record<string, undefined> = { VIRTUAL_ENV: undefined, CONDA_PREFIX: undefined };

async function capture(
  run: TempDir,
  options: ScriptOptions = {},
): Promise<{ environment: Record<string, unknown>; text: string; warnings: string[] }> {
  const { args = [], env, ...rest } = options;
  const { code, stdout, stderr } = await runScript(SCRIPT, {
    cwd: ROOT,
    args: [run.path, "--no-code", ...args],
    env: { ...FACTS_ONLY, ...env },
    ...rest,
  });
  assert.equal(stderr, "");
  assert.equal(code, 0);
  const text = readFileSync(run.join("environment.json"), "utf8");
  return { environment: JSON.parse(text), text, warnings: JSON.parse(stdout).warnings };
}

Deno.test("takeSnapshot() records what a run ran on", async () => {
  using run = tempDir();
  const { environment, warnings } = await capture(run, {
    args: ["--lr", "0.1"],
    flags: ["--seed=3"],
  });
  assert.deepEqual(warnings, []);
  assert.ok(!existsSync(run.join("code")));
  assert.equal(environment.deno_version, Deno.version.deno);
  assert.equal(environment.v8_version, Deno.version.v8);
  assert.equal(environment.typescript_version, Deno.version.typescript);
  assert.equal(environment.hostname, os.hostname());
  assert.equal(environment.memory_bytes, os.totalmem());
  assert.deepEqual(environment.os, { name: os.type(), release: os.release(), arch: os.arch() });
  assert.equal((environment.cpu as { count: number }).count, os.cpus().length);
  assert.equal(environment.user, os.userInfo().username);
  assert.equal(environment.cwd, ROOT.replace(/[\\/]$/, ""));
  assert.equal(environment.python, null);
  assert.deepEqual(environment.args, [run.path, "--no-code", "--lr", "0.1"]);
  assert.equal(environment.args_redacted, false);
  const packages = environment.packages as Record<string, string>;
  assert.equal(packages["npm:simple-git"], "4.0.2");
  assert.equal(packages["npm:@babel/parser"], "8.1.3");
  const permissions = environment.permissions as Record<string, string>;
  assert.deepEqual(new Set(Object.values(permissions)), new Set(["granted"]));
  if (os.type() === "Linux") {
    assert.ok((environment.command_line as string[]).includes("--seed=3"));
  }
});

Deno.test("takeSnapshot() writes the keys of the Python tool", async () => {
  using run = tempDir();
  const { environment } = await capture(run);
  assert.match(String(environment.platform), new RegExp(`^${os.type()}-.*${os.arch()}$`));
  assert.ok(Math.abs(Date.parse(String(environment.timestamp)) - Date.now()) < 600_000);
  assert.equal(typeof environment.packages, "object");
  assert.equal(typeof environment.cuda_available, "boolean");
  assert.equal(environment.cuda_available, (environment.gpu_count as number) > 0);
  assert.equal((environment.gpu_names as string[]).length, environment.gpu_count);
  assert.ok("cuda_version" in environment);
});

Deno.test("takeSnapshot() without permissions records what it may, and asks for none", async () => {
  using run = tempDir();
  const permissions = [`--allow-read=${run.path}`, `--allow-write=${run.path}`];
  const { environment, warnings } = await capture(run, { permissions });
  assert.deepEqual(warnings, []);
  assert.equal(environment.deno_version, Deno.version.deno);
  for (const fact of ["cpu", "memory_bytes", "hostname", "user", "gpus", "gpu_count"]) {
    assert.equal(environment[fact], null, fact);
  }
  assert.deepEqual(environment.packages, {});
  assert.deepEqual(environment.environment_variables, {});
  assert.deepEqual(
    new Set(Object.values(environment.permissions as Record<string, string>)),
    new Set(["denied"]),
  );
});

Deno.test("takeSnapshot() tells permissions that were given in part", async () => {
  using run = tempDir();
  const permissions = [
    `--allow-read=${run.path},${ROOT}`,
    `--allow-write=${run.path}`,
    "--allow-env",
    "--deny-env=SECRET",
    "--allow-sys=hostname",
  ];
  const { environment } = await capture(run, { permissions });
  assert.deepEqual(environment.permissions, {
    read: "partial",
    write: "denied",
    net: "denied",
    env: "partial",
    sys: "partial",
    run: "denied",
    ffi: "denied",
  });
  assert.equal(environment.hostname, os.hostname());
});

const SECRETS = [
  "hunter2-abc",
  "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
  "hf_abcdefghijklmnopqrstuvwxyz01234567",
  "sk-proj-abcdefghijklmnopqrstuvwxyz0123",
  "AKIAIOSFODNN7EXAMPLE",
  "0123456789abcdef0123456789abcdef01234567",
  "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dBjftJeZ4CVP-mB92K27",
];

Deno.test("takeSnapshot() keeps no secret of the command line, the environment, or a URL", async () => {
  using run = tempDir();
  const [password, ...tokens] = SECRETS as [string, ...string[]];
  const args = [
    `--api-key=${password}`,
    "--token",
    password,
    `password=${password}`,
    `https://user:${password}@example.com/data`,
    `https://example.com/?access_token=${password}`,
    ...tokens,
    ...tokens.map((token) => `--name=${token}`),
    "--tokenizer=bpe",
  ];
  const env = { WANDB_API_KEY: password, LANG: tokens[0]!, NODE_OPTIONS: `--x=${tokens[1]}` };
  const { environment, text } = await capture(run, { args, env });
  for (const secret of SECRETS) assert.ok(!text.includes(secret), secret);
  assert.equal(environment.args_redacted, true);
  assert.equal((environment.args as string[]).at(-1), "--tokenizer=bpe");
  assert.ok(!text.includes("WANDB_API_KEY"));
});

Deno.test("takeSnapshot() records variables of an allow-list only", async () => {
  using run = tempDir();
  const env = { CUDA_VISIBLE_DEVICES: "0,1", TZ: "UTC", MY_VARIABLE: "mine" };
  const { environment, text } = await capture(run, { env });
  const recorded = environment.environment_variables as Record<string, string>;
  assert.equal(recorded.CUDA_VISIBLE_DEVICES, "0,1");
  assert.equal(recorded.TZ, "UTC");
  assert.ok(!text.includes("MY_VARIABLE"));
});

Deno.test("restoreCode() tells how the run was started", async () => {
  using run = tempDir();
  const { code, stderr } = await runScript(SCRIPT, { cwd: ROOT, args: [run.path, "--lr", "0.1"] });
  assert.equal(code, 0, stderr);
  using target = tempDir();
  const restored = await restoreCode(run.path, target.path);
  assert.equal(restored.entry, target.join("tests", "snapshot", "environment_script.ts"));
  assert.equal(restored.configFile, target.join("deno.json"));
  assert.deepEqual(restored.args, [run.path, "--lr", "0.1"]);
  assert.equal(restored.argsReason, undefined);
  assert.equal(restored.cwd, ROOT.replace(/[\\/]$/, ""));
  assert.deepEqual(restored.permissionFlags, ["--allow-all"]);
  assert.deepEqual(restored.partialPermissions, []);
  assert.deepEqual(restored.flags, [`--lock=${target.join("deno.lock")}`]);
});

Deno.test("restoreCode() gives no arguments that were redacted, and only permissions that were given", async () => {
  using run = tempDir();
  const permissions = ["--allow-read", `--allow-write=${run.path}`, "--allow-env"];
  const args = [run.path, "--token", "hush"];
  const { code, stderr } = await runScript(SCRIPT, { cwd: ROOT, args, permissions });
  assert.equal(code, 0, stderr);
  using target = tempDir();
  const restored = await restoreCode(run.path, target.path);
  assert.equal(restored.args, null);
  assert.equal(restored.argsReason, "they held what looks like a secret");
  assert.deepEqual(restored.permissionFlags, ["--allow-read", "--allow-env"]);
});
