"""The tests that Jupyter has for all kernels, with samples for everything."""

import sys
import unittest

import jupyter_kernel_test
from kernel_client import KERNEL_NAME

COUNT = "Array.from({ length: 3 }, (_, i) => i * i)"


class Tests(jupyter_kernel_test.KernelTests):
    kernel_name = KERNEL_NAME
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = "console.log('hello, world')"
    code_stderr = "console.error('to stderr')"
    completion_samples = [
        {"text": "Number.MAX_S", "matches": {"MAX_SAFE_INTEGER"}},
        {"text": "encodeURIC", "matches": {"encodeURIComponent"}},
        {"text": "Math.sq"},
        {"text": "'text'.toUpp"},
    ]
    complete_code_samples = [
        "1 + 1",
        "const a: number = 1;",
        "function f() {\n  return 1;\n}",
        "await fetch",
        "import { join } from 'node:path'",
        "/re[(]gex/",
        "<T,>(x: T) => x",
        "enum Colour { Red }",
    ]
    incomplete_code_samples = [
        "function f() {",
        "1 +",
        "const a = [1,",
        "`open",
        "if (true) {\n  f(",
        "/* comment",
        "class A {\n  method() {\n  }",
    ]
    invalid_code_samples = ["const = 1", "1 + )", "let let = 1", "f(]"]
    code_page_something = "Math.sqrt?"
    code_generate_error = "throw new Error('on purpose')"
    code_execute_result = [
        {"code": "1 + 2 + 3", "result": "6"},
        {"code": COUNT, "result": "[ 0, 1, 4 ]"},
        {"code": "null", "result": "null"},
        {"code": "10n ** 20n", "result": "100000000000000000000n"},
        {"code": "Promise.resolve('x').then((x) => x.length)", "result": "1"},
        {"code": "enum Direction { Up = 1 } Direction.Up", "result": "1"},
        {"code": "Deno.jupyter.html`<b>bold</b>`", "mime": "text/html", "result": "<b>bold</b>"},
        {
            "code": "({ [Symbol.for('Jupyter.display')]: () => ({ 'text/plain': 'own' }) })",
            "result": "own",
        },
    ]
    code_display_data = [
        {"code": "await Deno.jupyter.display(Deno.jupyter.md`# title`)", "mime": "text/markdown"},
        {"code": "await Deno.jupyter.display(Deno.jupyter.svg`<svg></svg>`)", "mime": "image/svg+xml"},
        {
            "code": "await Deno.jupyter.display({ 'application/json': { a: 1 } }, { raw: true })",
            "mime": "application/json",
        },
    ]
    supported_history_operations = ("tail", "range", "search")
    code_history_pattern = "1 + 2*"
    code_inspect_sample = "Math.sqrt"
    code_clear_output = "await Deno.jupyter.broadcast('clear_output', { wait: false })"


class WelcomeTests(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = KERNEL_NAME
    support_iopub_welcome = True


if __name__ == "__main__":
    program = unittest.main(argv=[sys.argv[0], "-v"], exit=False)
    result = program.result
    assert result.testsRun == 13, result
    assert not result.skipped, result.skipped
    sys.exit(not result.wasSuccessful())
