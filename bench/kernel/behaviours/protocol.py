"""What the messaging specification asks for, memory, and the debugger."""

import sys
import time
from pathlib import Path

import zmq
from jupyter_client.session import Session

sys.path.insert(0, str(Path(__file__).parent.parent))
from processes_memory import memory_of  # noqa: E402


def version(kernel):
    return kernel.ask("kernel_info_request", {})["protocol_version"]


def info_on_control(kernel):
    return "yes" if kernel.ask("kernel_info_request", {}, "control", 3) else "no"


def welcome(kernel):
    socket = kernel.connect("iopub", zmq.SUB)
    deadline = time.monotonic() + 2
    while time.monotonic() < deadline:
        if socket.poll(100):
            _, message = kernel.session.recv(socket)
            if message["msg_type"] == "iopub_welcome":
                return "yes"
    return "no"


def silent(kernel):
    cell = kernel.execute("1+1", silent=True, store_history=False)
    return "yes" if {m["msg_type"] for c, m in cell.messages if c == "iopub"} <= {"status"} else "no"


def user_expressions(kernel):
    cell = kernel.execute("x = 1" if kernel.python else "var x = 1;", user_expressions={"two": "x + 1"})
    replies = cell.of("execute_reply")
    found = (replies[0].get("user_expressions") or {}).get("two", {}) if replies else {}
    return "yes" if found.get("data", {}).get("text/plain") == "2" else "no"


def unknown_comm(kernel):
    content = {"comm_id": "abc", "target_name": "nobody", "data": {}}
    sent = kernel.request("comm_open", content)
    kernel.pump(1.5)
    closed = {c for c, m in kernel.of(sent).messages if m["msg_type"] == "comm_close"}
    return f"closed on {', '.join(sorted(closed))}" if closed else "not closed"


def comms(kernel):
    info = kernel.ask("comm_info_request", {}, seconds=3)
    return "answered" if info is not None and "comms" in info else "not answered"


def history(kernel):
    kernel.execute("1 + 41")
    content = {"hist_access_type": "tail", "n": 5, "output": False, "raw": True}
    kernel.pump(0.5)
    now = kernel.ask("history_request", content, seconds=3)
    kernel.request("shutdown_request", {"restart": False}, "control")
    kernel.pump(1.5)
    kernel.stop()
    kernel.log.clear()
    kernel.start()
    later = kernel.ask("history_request", content, seconds=3)
    found = ["1 + 41" in str(reply) for reply in (now, later)]
    return "kept" if found[1] else "until the restart" if found[0] else "none"


def forged(kernel):
    """A message that another than the holder of the connection file signed."""
    content = {"code": "1", "silent": False, "store_history": True, "allow_stdin": False}
    sent = Session(key=b"another").send(kernel.sockets["shell"], "execute_request", content)
    kernel.pump(1.5)
    if not kernel.alive:
        return "the kernel dies"
    did = "executed" if kernel.of(sent["header"]["msg_id"]).messages else "ignored"
    return did if kernel.answers() else f"{did}, no cell runs any more"


def memory(kernel):
    kernel.execute("1+1")
    time.sleep(8)
    return f"{memory_of(kernel.pid)['pss'] / 1e6:.0f} MB"


class Debug:
    def __init__(self, kernel):
        self.kernel = kernel
        self.seq = 0

    def ask(self, command, **arguments):
        self.seq += 1
        content = {"type": "request", "seq": self.seq, "command": command, "arguments": arguments}
        reply = self.kernel.ask("debug_request", content, "control", 8)
        return (reply or {}).get("body") or {}


def debugger(kernel):
    code = "let a = 20;\nlet b = a + 1;\nb;"
    if kernel.python:
        code = "a = 20\nb = a + 1\nb"
    debug = Debug(kernel)
    if "isStarted" not in debug.ask("debugInfo"):
        return "no"
    debug.ask("initialize", clientID="jupyterlab", adapterID="", linesStartAt1=True,
              columnsStartAt1=True, pathFormat="path")
    debug.ask("attach")
    path = debug.ask("dumpCell", code=code).get("sourcePath")
    debug.ask("setBreakpoints", source={"path": path}, breakpoints=[{"line": 2}])
    debug.ask("configurationDone")
    sent = kernel.send(code)
    events = lambda: {m["content"].get("event") for _, m in kernel.log if m["msg_type"] == "debug_event"}
    stopped = kernel.until(lambda: "stopped" in events() or kernel.of(sent).status, 10)
    if not stopped or "stopped" not in events():
        return "does not stop at a breakpoint"
    threads = debug.ask("threads").get("threads", [{"id": 1}])
    frames = debug.ask("stackTrace", threadId=threads[0]["id"]).get("stackFrames", [])
    values = debug.ask("evaluate", expression="a", frameId=frames[0]["id"], context="repl")
    debug.ask("continue", threadId=threads[0]["id"])
    return "stops, shows values" if values.get("result") == "20" else "stops"
