"""Notebooks run by the programs that people use for it."""

import os
import subprocess
import sys

import nbclient
import nbformat
from kernel_client import KERNEL_NAME, main
from nbformat.v4 import new_code_cell, new_notebook


def notebook(*cells):
    spec = {"name": KERNEL_NAME, "display_name": "TypeScript", "language": "typescript"}
    made = [new_code_cell(cell) if isinstance(cell, str) else cell for cell in cells]
    return new_notebook(cells=made, metadata={"kernelspec": spec})


def executed(book, **options):
    options = {"timeout": 120} | options
    nbclient.NotebookClient(book, kernel_name=KERNEL_NAME, **options).execute()
    nbformat.validate(book)
    return book


def outputs_of_nbclient():
    """1,000 outputs of several cells, none lost and none under another cell."""
    cells = [
        f"""for (let i = 0; i < 50; i++) {{
              console.log("out {n}", i);
              await Deno.jupyter.display({{ "text/plain": "{n} " + i }}, {{ raw: true }});
            }}"""
        for n in range(10)
    ]
    book = executed(notebook(*cells))
    assert sum(len(cell.outputs) for cell in book.cells) == 1000
    for n, cell in enumerate(book.cells):
        texts = [o.text if o.output_type == "stream" else o.data["text/plain"] for o in cell.outputs]
        expected = [t for i in range(50) for t in (f"out {n} {i}\n", f"{n} {i}")]
        assert texts == expected, (n, texts)
        assert cell.execution_count == n + 1


def lines_of_nbclient():
    book = executed(notebook("for (let i = 0; i < 20_000; i++) console.log(i)", "console.log('end')"))
    text = "".join(output.text for output in book.cells[0].outputs)
    assert text == "".join(f"{i}\n" for i in range(20_000))
    assert [output.text for output in book.cells[1].outputs] == ["end\n"]


def large_image_of_nbclient():
    """10 MB of one display, which has to be there before the cell ends."""
    code = """const bytes = new Uint8Array(10_000_000);
              bytes.set([137, 80, 78, 71, 13, 10, 26, 10]);
              await Deno.jupyter.display({ "image/png": bytes.toBase64() }, { raw: true })"""
    for cell in executed(notebook(code, code, code)).cells:
        (output,) = cell.outputs
        assert len(output.data["image/png"].replace("\n", "")) == 13_333_336


def error_of_nbclient():
    book = notebook("console.log('before')", "null.x", "console.log('never')")
    try:
        executed(book)
        raise AssertionError("nothing raised")
    except nbclient.exceptions.CellExecutionError as error:
        assert error.ename == "TypeError", error
    (output,) = book.cells[1].outputs
    assert output.output_type == "error" and output.traceback, output
    assert book.cells[2].outputs == []


def display_updates_of_nbclient():
    book = executed(notebook(
        "await Deno.jupyter.display({ 'text/plain': 'old' }, { raw: true, display_id: 'd' })",
        "await Deno.jupyter.display({ 'text/plain': 'new' }, { raw: true, display_id: 'd', update: true })",
    ))
    assert book.cells[0].outputs[0].data["text/plain"] == "new"
    assert book.cells[1].outputs == []


def timeout_of_nbclient():
    """nbclient interrupts a cell that takes too long, and goes on."""
    book = notebook("await new Promise(() => {})", "'next'")
    executed(book, timeout=3, interrupt_on_timeout=True, allow_errors=True)
    assert book.cells[0].outputs[-1].ename == "KeyboardInterrupt", book.cells[0].outputs
    assert "next" in book.cells[1].outputs[0].data["text/plain"]


def papermill():
    """papermill writes no TypeScript, but its C# is TypeScript as well, for numbers, texts and booleans."""
    parameters = new_code_cell("let lr = 1;\nlet name = 'default';", metadata={"tags": ["parameters"]})
    nbformat.write(notebook(parameters, "console.log(`${name}: ${lr * 2}`)"), "in.ipynb")
    command = [sys.executable, "-m", "papermill", "in.ipynb", "out.ipynb", "-k", KERNEL_NAME]
    given = ["--language", ".net-csharp", "-p", "lr", "0.25", "-p", "name", "given"]
    for more, expected in ((given, "given: 0.5\n"), ([], "default: 2\n")):
        done = subprocess.run([*command, *more], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        book = nbformat.read("out.ipynb", as_version=4)
        assert book.cells[-1].outputs[0].text == expected, book.cells
        tags = [tag for cell in book.cells for tag in cell.metadata.tags]
        assert tags == ["parameters", "injected-parameters"][: 1 + bool(more)], tags


def console():
    """jupyter console on a pipe: code from standard input, outputs on standard output."""
    code = "const a: number = 20\nconsole.log('said', a)\na + 22\nthrow new Error('thrown')\nexit\n"
    command = [sys.executable, "-m", "jupyter_console", "--kernel", KERNEL_NAME, "--simple-prompt"]
    done = subprocess.run(
        command, input=code, text=True, capture_output=True, timeout=120, env={**os.environ, "TERM": "dumb"}
    )
    for expected in ("said 20", "Out[3]: 42", "thrown"):
        assert expected in done.stdout + done.stderr, done
    assert done.returncode == 0, done


if __name__ == "__main__":
    main()
