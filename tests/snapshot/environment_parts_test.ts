/** Packages, Python environments and GPUs, as their files and programs tell them. @module */

import assert from "node:assert/strict";
import { tempDir } from "../helpers/mod.ts";
import { parseCudaVersion, parseGpus } from "../../src/snapshot/gpus.ts";
import { parseJsonc } from "../../src/snapshot/jsonc.ts";
import { readLockedPackages } from "../../src/snapshot/packages.ts";
import { readPython } from "../../src/snapshot/python_packages.ts";

Deno.test("readLockedPackages() reads npm, jsr and URLs", () => {
  const lock = {
    version: "5",
    specifiers: { "npm:debug@^4": "4.4.3" },
    jsr: { "@std/fs@1.0.19": { integrity: "x" } },
    npm: {
      "debug@4.4.3_supports-color@8.1.1": {},
      "ms@2.1.3": {},
      "ms@2.0.0": {},
      "@types/node@24.0.0": {},
    },
    remote: {
      "https://deno.land/std@0.224.0/fs/mod.ts": "0".repeat(64),
      "https://deno.land/std@0.224.0/path/mod.ts": "0".repeat(64),
      "https://user:hush@example.com/tool.ts": "0123456789abcdef".repeat(4),
    },
  };
  assert.deepEqual(readLockedPackages(JSON.stringify(lock)), {
    "https://[redacted]@example.com/tool.ts": "sha256:0123456789ab",
    "https://deno.land/std": "0.224.0",
    "jsr:@std/fs": "1.0.19",
    "npm:@types/node": "24.0.0",
    "npm:debug": "4.4.3",
    "npm:ms": "2.1.3, 2.0.0",
  });
});

Deno.test("readLockedPackages() reads a lock file of version 3", () => {
  const lock = { version: "3", packages: { npm: { "ms@2.1.3": {} }, jsr: {} }, remote: {} };
  assert.deepEqual(readLockedPackages(JSON.stringify(lock)), { "npm:ms": "2.1.3" });
});

Deno.test("readLockedPackages() rejects what is no JSON", () => {
  assert.throws(() => readLockedPackages("{"), SyntaxError);
});

Deno.test("readPython() reads a virtual environment from its folders", async () => {
  using dir = tempDir();
  dir.write("pyvenv.cfg", "home = /usr/bin\nversion = 3.12.4\n");
  dir.write("bin/python", "");
  const site = "lib/python3.12/site-packages";
  dir.write(`${site}/numpy-2.1.0.dist-info/METADATA`, "");
  dir.write(`${site}/scikit_learn-1.5.1.dist-info/METADATA`, "");
  dir.write(`${site}/legacy-0.9-py3.12.egg-info/PKG-INFO`, "");
  dir.write(`${site}/torch-2.4.0+cu121.dist-info/METADATA`, "");
  dir.write(`${site}/numpy/__init__.py`, "");
  assert.deepEqual(await readPython(dir.path), {
    version: "3.12.4",
    executable: dir.join("bin", "python"),
    packages: {
      "legacy": "0.9",
      "numpy": "2.1.0",
      "scikit-learn": "1.5.1",
      "torch": "2.4.0+cu121",
    },
  });
});

Deno.test("readPython() reads conda's environments, and Windows' folders", async () => {
  using dir = tempDir();
  dir.write("conda-meta/python-3.11.9-h955ad1f_0.json", "{}");
  dir.write("python.exe", "");
  dir.write("Lib/site-packages/pandas-2.2.2.dist-info/METADATA", "");
  assert.deepEqual(await readPython(dir.path), {
    version: "3.11.9",
    executable: dir.join("python.exe"),
    packages: { pandas: "2.2.2" },
  });
});

Deno.test("readPython() makes do with a folder that holds nothing", async () => {
  using dir = tempDir();
  assert.deepEqual(await readPython(dir.path), { version: null, executable: null, packages: {} });
});

Deno.test("parseGpus() reads nvidia-smi's table", () => {
  const table = "NVIDIA A100-SXM4-40GB, 40960, 550.54.15\nNVIDIA T4, [N/A], [N/A]\n";
  assert.deepEqual(parseGpus(table), [
    {
      name: "NVIDIA A100-SXM4-40GB",
      memory_bytes: 40960 * 1024 * 1024,
      driver_version: "550.54.15",
    },
    { name: "NVIDIA T4", memory_bytes: null, driver_version: null },
  ]);
  assert.deepEqual(parseGpus(""), []);
});

Deno.test("parseCudaVersion() finds the version in nvidia-smi's page", () => {
  const page = "| NVIDIA-SMI 550.54.15   Driver Version: 550.54.15   CUDA Version: 12.4     |";
  assert.equal(parseCudaVersion(page), "12.4");
  assert.equal(parseCudaVersion(""), null);
});

Deno.test("parseJsonc() drops comments and trailing commas, and keeps strings", () => {
  const text = `\uFEFF{
    // a comment, with "quotes",
    "url": "https://example.com/*.ts", /* , */
    "list": [1, 2, /* three */],
    "text": "a \\" // b, }",
  }`;
  assert.deepEqual(parseJsonc(text), {
    url: "https://example.com/*.ts",
    list: [1, 2],
    text: 'a " // b, }',
  });
  assert.throws(() => parseJsonc("{ nothing }"), SyntaxError);
});
