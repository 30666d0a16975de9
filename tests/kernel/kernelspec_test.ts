/** Kernelspecs on the disk. @module */
import assert from "node:assert/strict";
import fs from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { type Place, spellPermissions } from "../../src/kernel/mod.ts";
import { checkHistory, checkKernelDeno, checkSpec } from "../../src/kernel/kernelspec/doctor.ts";
import {
  installKernel,
  listKernels,
  uninstallKernel,
} from "../../src/kernel/kernelspec/installed.ts";
import {
  checkPermissions,
  isPermissionFlag,
} from "../../src/kernel/kernelspec/permission_flags.ts";
import { examineSession } from "../../src/kernel/kernelspec/session_check.ts";
import { tempDir } from "../helpers/mod.ts";

const MAIN = fileURLToPath(new URL("../../src/kernel/main.ts", import.meta.url));
const CONFIG = fileURLToPath(new URL("../../deno.json", import.meta.url));

Deno.test("a kernelspec starts our kernel with its session's permissions, and says them", async () => {
  using dir = tempDir();
  const place: Place = { kind: "prefix", prefix: dir.path };
  const path = await installKernel({ place, permissions: spellPermissions([]) });
  assert.equal(path, dir.join("share", "jupyter", "kernels", "labbook"));
  assert.deepEqual(fs.readdirSync(path).sort(), [
    "kernel.json",
    "logo-32x32.png",
    "logo-64x64.png",
    "logo-svg.svg",
  ]);
  const spec = JSON.parse(fs.readFileSync(`${path}/kernel.json`, "utf8"));
  assert.deepEqual(spec, {
    argv: [
      Deno.execPath(),
      "run",
      "--quiet",
      "--allow-all",
      "--config",
      CONFIG,
      MAIN,
      "{connection_file}",
      "--allow-all",
    ],
    display_name: "TypeScript (Labbook)",
    language: "typescript",
    interrupt_mode: "message",
    kernel_protocol_version: "5.5",
    env: { DENO_NO_UPDATE_CHECK: "1" },
    metadata: { debugger: true, labbook: { version: "0.1.0" } },
  });
  const permissions = spellPermissions(["-R=.", "--allow-net=example.com"]);
  await installKernel({ place, permissions, name: "Tight" });
  const [first, second] = listKernels([dir.join("share", "jupyter", "kernels")]);
  assert.equal(first!.name, "labbook");
  assert.equal(second!.name, "tight");
  assert.deepEqual(second!.permissions, ["--allow-read=.", "--allow-net=example.com"]);
  assert.equal(
    second!.spec.display_name,
    "TypeScript (Labbook, --allow-read=. --allow-net=example.com)",
  );
});

Deno.test("a kernelspec that shows type errors says so to its kernel", async () => {
  using dir = tempDir();
  const place: Place = { kind: "prefix", prefix: dir.path };
  const path = await installKernel({ place, permissions: ["--allow-all"], typecheck: true });
  const { env, metadata } = JSON.parse(fs.readFileSync(`${path}/kernel.json`, "utf8"));
  assert.deepEqual(env, { DENO_NO_UPDATE_CHECK: "1", LABBOOK_TYPECHECK: "1" });
  assert.deepEqual(metadata.labbook, { version: "0.1.0", typecheck: true });
});

Deno.test("our own kernelspec is replaced and removed, another's never", async () => {
  using dir = tempDir();
  const place: Place = { kind: "prefix", prefix: dir.path };
  const folder = dir.join("share", "jupyter", "kernels", "python3");
  dir.write("share/jupyter/kernels/python3/kernel.json", '{"argv":["python3"],"metadata":{}}');
  const permissions = spellPermissions([]);
  await assert.rejects(
    installKernel({ place, permissions, name: "python3" }),
    new Error(
      `Cannot install the kernel "python3": ${folder} belongs to another kernel, choose another name`,
    ),
  );
  await assert.rejects(
    uninstallKernel("python3", place),
    new Error(`Cannot uninstall the kernel "python3": ${folder} belongs to another kernel`),
  );
  await assert.rejects(
    uninstallKernel("nothing", place),
    new Error('Cannot uninstall the kernel "nothing": it is not installed'),
  );
  await assert.rejects(
    installKernel({ place, permissions, name: "../up" }),
    new RangeError(
      'Cannot use the kernel name "../up": expected letters of ASCII, digits, ".", "_" and "-"',
    ),
  );
  await installKernel({ place, permissions });
  const path = await installKernel({ place, permissions, displayName: "Mine" });
  assert.match(fs.readFileSync(`${path}/kernel.json`, "utf8"), /"display_name": "Mine"/);
  assert.equal(await uninstallKernel("LABBOOK", place), path);
  assert.deepEqual(fs.readdirSync(dir.join("share", "jupyter", "kernels")), ["python3"]);
});

Deno.test("doctor tells of what is gone, of what hides a kernel, and of other versions", async () => {
  using dir = tempDir();
  const folders = ["a", "b"].map((name) => dir.join(name, "share", "jupyter", "kernels"));
  const permissions = spellPermissions([]);
  for (const name of ["a", "b"]) {
    await installKernel({ place: { kind: "prefix", prefix: dir.join(name) }, permissions });
  }
  const [first, second] = listKernels(folders);
  assert.equal(checkSpec(first!).state, "ok");
  const hidden = {
    name: "kernel",
    state: "note",
    message: `labbook: Jupyter takes ${first!.path} in place of ${second!.path}`,
    remedy: "remove one of the two, or install ours with another --name",
  };
  assert.deepEqual(checkSpec(second!), hidden);
  const foreign = dir.write("c/kernel.json", '{"argv":["python3"],"metadata":{}}');
  assert.deepEqual(checkSpec({ ...second!, hiddenBy: dirname(foreign) }), {
    ...hidden,
    state: "problem",
    message: `labbook: Jupyter takes ${dirname(foreign)} in place of ${second!.path}`,
  });
  const gone = { ...first!.spec, argv: ["/nowhere/deno", ...first!.spec.argv.slice(1)] };
  assert.deepEqual(checkSpec({ ...first!, spec: gone }), {
    name: "kernel",
    state: "problem",
    message: "labbook: /nowhere/deno is gone",
    remedy: "labbook kernel install --name labbook",
  });
  assert.equal(checkSpec({ ...first!, version: "0.0.9" }).state, "note");
  assert.deepEqual(["2.8.3", "2.9.0", "3.0.0"].map((version) => checkKernelDeno(version).state), [
    "problem",
    "ok",
    "ok",
  ]);
  assert.equal(checkHistory(dir.join("not", "there", "history.sqlite")).state, "ok");
});

Deno.test("doctor tells why no code can be run", async () => {
  assert.deepEqual(await examineSession(), {
    name: "session",
    state: "ok",
    message: "it starts, and runs TypeScript",
  });
  assert.deepEqual(await examineSession('throw new RangeError("broken")'), {
    name: "session",
    state: "problem",
    message: "it runs no code: RangeError: broken",
  });
});

Deno.test("permission flags are spelled out, and wrong ones told", async () => {
  assert.deepEqual(spellPermissions(["-RW=data", "--deny-net", "-R"]), [
    "--allow-read",
    "--allow-write=data",
    "--deny-net",
  ]);
  assert.deepEqual(spellPermissions([]), ["--allow-all"]);
  assert.deepEqual(spellPermissions(["-A", "--deny-run"]), ["--allow-all", "--deny-run"]);
  assert.throws(
    () => spellPermissions(["-A", "--allow-read"]),
    new RangeError('Cannot use "--allow-all" beside "--allow-read": it allows all already'),
  );
  assert.throws(
    () => spellPermissions(["--allow-raed"]),
    (error: Error) =>
      error instanceof RangeError &&
      error.message.startsWith(
        'Cannot use the permission flag "--allow-raed": expected one of --a',
      ),
  );
  assert.deepEqual(
    ["-A", "-RWN=x", "--allow-net=a:1", "-p", "--allow-errors", "-Rx", "--allow-read-x"].map(
      isPermissionFlag,
    ),
    [true, true, true, false, false, false, false],
  );
  await checkPermissions(["--allow-read=data", "--deny-env=HOME"]);
  await assert.rejects(
    checkPermissions(["--allow-net=http://a"]),
    new RangeError(
      "Cannot use the permissions --allow-net=http://a: invalid value 'http://a': URLs are not " +
        "supported, only domains and IPs",
    ),
  );
});
