"""Notebooks that track and compare runs, run by the programs that people use for it."""

import base64
import json
import re
import struct
import subprocess
import sys

import nbclient
import nbformat
from kernel_client import KERNEL_NAME, main
from nbformat.v4 import new_code_cell, new_notebook

TRAINING = """
for (const [name, rate] of [["slow", 0.01], ["fast", 0.05]]) {
  %track demo/${name} rate=${rate} --no-tensorboard
  for (let step = 0; step < steps; step++) tracker.logMetric("loss", Math.exp(-step * rate), step);
}
%track stop"""
WATCHING = """
%track demo/live --no-tensorboard
%watch loss
for (let step = 0, end = Date.now() + 1500; Date.now() < end; step++) {
  tracker.logMetric("loss", 1 / (1 + step), step);
  for (const next = Date.now() + 5; Date.now() < next;);
}"""
STEPS = "let steps = 100;"
CHART = {"application/vnd.vegalite.v5+json", "image/svg+xml", "image/png", "text/plain"}
HTML = {"text/html", "text/plain"}


def notebook():
    spec = {"name": KERNEL_NAME, "display_name": "TypeScript", "language": "typescript"}
    steps = new_code_cell(STEPS, metadata={"tags": ["parameters"]})
    cells = [new_code_cell(cell) for cell in (TRAINING, "%compare slow fast", WATCHING, "%track stop", "%runs")]
    return new_notebook(cells=[steps, *cells], metadata={"kernelspec": spec})


def size(output):
    """Width and height of the picture in pixels."""
    return struct.unpack(">II", base64.b64decode(output.data["image/png"])[16:24])


def check(cells, steps):
    """Asserts what cells of such a notebook show; the ones after `steps`."""
    training, compare, watching, stop, runs = cells
    assert [set(output.data) for output in training.outputs] == [HTML] * 3, training.outputs
    chart, table = compare.outputs
    assert set(chart.data) == CHART, chart.data.keys()
    assert size(chart) > (800, 400), size(chart)
    assert set(table.data) == HTML, table.data.keys()
    card, live = watching.outputs
    assert set(card.data) == HTML, card.data.keys()
    assert set(live.data) == CHART, live.data.keys()
    assert size(live) > (800, 400), size(live)
    assert [set(output.data) for output in stop.outputs + runs.outputs] == [HTML] * 2
    with open("experiments/demo/slow/summary.json", encoding="utf-8") as file:
        summary = json.load(file)
    assert summary["status"] == "finished", summary
    assert summary["metrics"]["loss"]["count"] == steps, summary


def nbclient_runs_it():
    book = notebook()
    nbclient.NotebookClient(book, kernel_name=KERNEL_NAME, timeout=120).execute()
    nbformat.validate(book)
    check(book.cells[1:], 100)


def papermill_runs_it():
    nbformat.write(notebook(), "in.ipynb")
    # It writes no TypeScript, but its C# is TypeScript as well.
    options = ["-k", KERNEL_NAME, "--language", ".net-csharp", "-p", "steps", "50"]
    command = [sys.executable, "-m", "papermill", "in.ipynb", "out.ipynb", *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    book = nbformat.read("out.ipynb", as_version=4)
    nbformat.validate(book)
    assert "steps = 50;" in book.cells[1].source, book.cells[1].source
    check(book.cells[2:], 50)


def nbconvert_runs_it():
    nbformat.write(notebook(), "in.ipynb")
    convert = [sys.executable, "-m", "jupyter", "nbconvert"]
    for command in (
        ["--execute", "--to", "notebook", "--output", "out.ipynb", "in.ipynb"],
        ["--to", "html", "--output", "out.html", "out.ipynb"],
    ):
        subprocess.run(convert + command, check=True, capture_output=True, timeout=300)
    check(nbformat.read("out.ipynb", as_version=4).cells[1:], 100)
    with open("out.html", encoding="utf-8") as file:
        page = file.read()
    found = re.findall(r'<img[^>]* src="data:image/svg\+xml;base64,([^"]+)"', page)
    pictures = [base64.b64decode(picture).decode() for picture in found]
    assert len(pictures) == 2, len(pictures)
    assert "slow · rate 0.01" in pictures[0], pictures[0]
    assert "demo/live" in pictures[1], pictures[1]


if __name__ == "__main__":
    main()
