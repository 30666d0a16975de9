"""A Jupyter server with its default limits on outputs drops nothing that the kernel publishes."""

import json
import os
import subprocess
import sys
import time
import urllib.request

import websocket

PORT, FOLDER = sys.argv[1], sys.argv[2]
TOKEN = os.environ["JUPYTER_TOKEN"]
BASE = f"127.0.0.1:{PORT}"


def post(path, body):
    request = urllib.request.Request(
        f"http://{BASE}{path}",
        json.dumps(body).encode(),
        {"Authorization": f"token {TOKEN}", "Content-Type": "application/json"},
    )
    return json.load(urllib.request.urlopen(request))


def run(socket, msg_id, code):
    """Runs a cell; returns its messages on iopub, up to idle."""
    header = {"msg_id": msg_id, "msg_type": "execute_request", "session": "s", "username": "u",
              "version": "5.5", "date": "2026-01-01T00:00:00Z"}
    content = {"code": code, "silent": False, "store_history": False, "user_expressions": {},
               "allow_stdin": False, "stop_on_error": True}
    socket.send(json.dumps({"header": header, "parent_header": {}, "metadata": {},
                            "content": content, "channel": "shell", "buffers": []}))
    seen = []
    while True:
        message = json.loads(socket.recv())
        if message["parent_header"].get("msg_id") != msg_id or message["channel"] != "iopub":
            continue
        seen.append(message)
        if message["content"].get("execution_state") == "idle":
            return seen


notebook = os.path.join(FOLDER, "rates.ipynb")
with open(notebook, "w") as file:
    json.dump({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, file)
session = post("/api/sessions", {"path": "rates.ipynb", "name": "rates.ipynb", "type": "notebook",
                                 "kernel": {"name": "labbook"}})
kernel = session["kernel"]["id"]
socket = websocket.create_connection(
    f"ws://{BASE}/api/kernels/{kernel}/channels?session_id=s",
    header=[f"Authorization: token {TOKEN}"], timeout=120)

messages = run(socket, "first", "1 + 1")
assert any(m["msg_type"] == "execute_result" for m in messages), messages

# Over twice of what three seconds may hold.
LINES = 70_000
messages = run(socket, "lines", f"for (let i = 0; i < {LINES}; i++) console.log('x'.repeat(92), i)")
text = "".join(m["content"]["text"] for m in messages if m["msg_type"] == "stream")
assert "rate exceeded" not in text, text[-500:]
expected = "".join(f"{'x' * 92} {i}\n" for i in range(LINES))
assert text == expected, (len(text), len(expected))

# More messages than three seconds may hold.
COUNT = 3500
messages = run(socket, "displays", f"for (let i = 0; i < {COUNT}; i++) await Deno.jupyter.display(i)")
shown = [m["content"]["data"]["text/plain"] for m in messages if m["msg_type"] == "display_data"]
assert shown == [str(i) for i in range(COUNT)], len(shown)
