"""Type errors as a frontend sees them: switched on by the notebook, and asked for."""

import os
import re

import nbformat
from kernel_client import Kernel, main


def plain(text):
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def by_notebook():
    """A warning in the cell's outputs, before its reply, where the notebook's metadata asks for it."""
    notebook = nbformat.v4.new_notebook(metadata={"labbook": {"typecheck": True}})
    nbformat.write(notebook, "typed.ipynb")
    path = os.path.abspath("typed.ipynb")
    with Kernel(env={**os.environ, "JPY_SESSION_NAME": path}) as kernel:
        client = kernel.client
        # The server is ready once it has answered.
        diagnose(client, "1")
        client.execute("const n: number = 5").ok()
        cell = client.execute("console.log('runs'); const text: string = n").ok()
        assert cell.types == ["busy", "execute_input", "stream", "stream", "idle"], cell.types
        assert cell.text() == "runs\n", cell.text()
        warning = plain(cell.text("stderr"))
        assert warning.startswith("Type error TS2322: Type 'number' is not"), warning
        assert "\ncell [2], line 1, column 28\n" in warning, warning
        # Switched off, and saved, while the kernel runs.
        nbformat.write(nbformat.v4.new_notebook(), "typed.ipynb")
        assert client.execute("const more: string = n").ok().text("stderr") == ""




def send(client, msg_type, content, metadata):
    """Sends a request with metadata, as JupyterLab does, and returns its id."""
    message = client.channels.session.msg(msg_type, content, metadata=metadata)
    client.channels.shell_channel.send(message)
    return message["header"]["msg_id"]


def diagnose(client, code, **metadata):
    reply = client.reply(send(client, "labbook_diagnostics_request", {"code": code}, metadata))
    assert reply["msg_type"] == "labbook_diagnostics_reply", reply
    return reply["content"]


def on_request(kernel):
    """What is wrong with a cell that was not executed, by a request of our own."""
    client = kernel.client
    cell = {"code": "const n: number = 5"}
    client.finish(send(client, "execute_request", cell, {"cellId": "one"})).ok()
    assert diagnose(client, "n.toFixed()") == {"status": "ok", "diagnostics": []}
    found = diagnose(client, "// a comment\nn.nothing")
    assert found == {
        "status": "ok",
        "diagnostics": [
            {
                "line": 2,
                "column": 3,
                "endLine": 2,
                "endColumn": 10,
                "code": "TS2339",
                "severity": "error",
                "message": "Property 'nothing' does not exist on type 'number'.",
            }
        ],
    }, found
    # A cell is checked in its own place: what it declared before counts no more.
    assert diagnose(client, "let n = 'text'; n.charAt(0)", cellId="one")["diagnostics"] == []
    # While a cell runs, too.
    running = client.send("await new Promise((done) => globalThis.finish = done)")
    client.until_busy(running)
    assert [d["code"] for d in diagnose(client, "n.other")["diagnostics"]] == ["TS2339"]
    kernel.interrupt()
    client.finish(running).failed("KeyboardInterrupt")
    wrong = client.request("labbook_diagnostics_request", {})["content"]
    assert wrong["status"] == "error" and wrong["ename"] == "TypeError", wrong
    assert wrong["evalue"] == "Cannot answer the request: code is undefined, expected a string"


if __name__ == "__main__":
    main()
