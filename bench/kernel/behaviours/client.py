"""Starts a kernel, and keeps everything that it says, in the order in which it came."""

import os
import re
import time

import zmq
from jupyter_client.manager import KernelManager
from jupyter_client.session import Session

ANSI = re.compile(r"\x1b\[[0-9;]*m")
LIMIT = 20


class Cell:
    """What became of one execute request so far."""

    def __init__(self, messages):
        self.messages = messages

    def of(self, msg_type):
        return [m["content"] for channel, m in self.messages if m["msg_type"] == msg_type]

    @property
    def status(self):
        replies = self.of("execute_reply")
        return replies[0]["status"] if replies else None

    @property
    def idle(self):
        return any(content["execution_state"] == "idle" for content in self.of("status"))

    @property
    def text(self):
        """What it printed to either stream."""
        return "".join(content["text"] for content in self.of("stream"))

    @property
    def late(self):
        """What it printed after its idle."""
        states = [m["content"].get("execution_state") for _, m in self.messages]
        after = self.messages[states.index("idle"):] if "idle" in states else []
        return "".join(m["content"]["text"] for _, m in after if m["msg_type"] == "stream")

    @property
    def result(self):
        """The text of its result, or None."""
        results = self.of("execute_result")
        return ANSI.sub("", results[0]["data"]["text/plain"]) if results else None

    @property
    def shown(self):
        """The text of its result, or, as some kernels print results, the last line that it printed."""
        return self.result if self.result is not None else (self.text.splitlines() or [None])[-1]

    @property
    def told(self):
        """Whether anything says that it failed."""
        return bool(self.of("error")) or any(s["name"] == "stderr" for s in self.of("stream"))

    @property
    def traceback(self):
        """Its error outputs, or what it printed to stderr, as text without colours."""
        printed = [s["text"] for s in self.of("stream") if s["name"] == "stderr"]
        lines = [line for error in self.of("error") for line in error["traceback"]] or printed
        return ANSI.sub("", "\n".join(lines))

    @property
    def outputs(self):
        """All that a person sees below it."""
        errors = "\n".join(f"{e['ename']}: {e['evalue']}" for e in self.of("error"))
        return "\n".join(part for part in (self.text, self.result, errors, self.traceback) if part)


class Kernel:
    """A running kernel with one client; `with` ends it."""

    def __init__(self, name):
        self.name = name
        self.python = name == "python"
        self.node = name == "tslab"
        self.log = []
        self.replies_to_input = []
        self.invalid = 0
        self.start()

    def start(self):
        self.manager = KernelManager(kernel_name=self.name)
        self.manager.start_kernel()
        info = self.manager.get_connection_info()
        self.info = info
        self.session = Session(key=info["key"])
        self.context = zmq.Context()
        self.context.setsockopt(zmq.LINGER, 0)
        self.context.setsockopt(zmq.RCVHWM, 0)
        identity = os.urandom(8)
        self.sockets = {}
        for channel in ("shell", "control", "stdin"):
            # Input is asked for from whoever has the identity of the shell.
            self.sockets[channel] = self.connect(channel, zmq.DEALER, identity)
        self.sockets["iopub"] = self.connect("iopub", zmq.SUB)
        self.poller = zmq.Poller()
        for socket in self.sockets.values():
            self.poller.register(socket, zmq.POLLIN)
        self.get_ready()

    def connect(self, channel, kind, identity=None):
        socket = self.context.socket(kind)
        if identity is not None:
            socket.identity = identity
        if kind == zmq.SUB:
            socket.subscribe(b"")
        socket.connect(f"tcp://127.0.0.1:{self.info[f'{channel}_port']}")
        return socket

    def get_ready(self):
        for _ in range(100):
            sent = self.request("kernel_info_request", {})
            if self.until(lambda: self.reply(sent) and self.of(sent).idle, 0.5):
                self.pump(0.3)
                return
        raise TimeoutError(f"{self.name} is not ready")

    def pump(self, seconds):
        """Takes what comes within some time."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            self.receive(left)

    def receive(self, seconds):
        names = {socket: channel for channel, socket in self.sockets.items()}
        for socket, _ in self.poller.poll(seconds * 1000):
            while socket.poll(0):
                frames = socket.recv_multipart()
                try:
                    _, parts = self.session.feed_identities(frames)
                    message = self.session.deserialize(parts)
                except ValueError:
                    self.invalid += 1
                    continue
                self.log.append((names[socket], message))
                if message["msg_type"] == "input_request" and self.replies_to_input:
                    value = {"value": self.replies_to_input.pop(0)}
                    self.session.send(socket, "input_reply", value, parent=message)

    def until(self, condition, seconds=LIMIT):
        """Takes what comes until a condition holds; whether it does."""
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                return False
            self.receive(0.1)
        return True

    def quiet(self, seconds):
        """Takes what comes until nothing has come for some time."""
        count = -1
        while count != len(self.log):
            count = len(self.log)
            self.pump(seconds)

    def request(self, msg_type, content, channel="shell"):
        return self.session.send(self.sockets[channel], msg_type, content)["header"]["msg_id"]

    def reply(self, sent):
        """The content of the reply to a request, once it is there."""
        for channel, message in self.log:
            if channel in ("shell", "control") and message["parent_header"].get("msg_id") == sent:
                return message["content"]

    def ask(self, msg_type, content, channel="shell", seconds=LIMIT):
        """The content of the reply to a request, or None."""
        sent = self.request(msg_type, content, channel)
        self.until(lambda: self.reply(sent), seconds)
        return self.reply(sent)

    def of(self, sent):
        return Cell([(c, m) for c, m in self.log if m["parent_header"].get("msg_id") == sent])

    def send(self, code, **options):
        content = {"code": code, "silent": False, "store_history": True, "allow_stdin": False}
        content |= {"stop_on_error": True, "user_expressions": {}}
        return self.request("execute_request", content | options)

    def execute(self, code, seconds=LIMIT, settle=0.4, **options):
        """Executes a cell; takes also what comes soon after it."""
        sent = self.send(code, **options)
        self.until(lambda: self.of(sent).status and self.of(sent).idle, seconds)
        self.pump(settle)
        return self.of(sent)

    @property
    def pid(self):
        return self.manager.provisioner.pid

    @property
    def alive(self):
        return self.manager.provisioner.process.poll() is None

    def answers(self):
        """Whether it executes another cell."""
        return self.alive and self.execute("1+1", seconds=5, settle=0).status == "ok"

    def after(self, value="kept"):
        """What is left, as words: the variable `kept`, or the kernel."""
        self.pump(0.3)
        if not self.alive:
            return "the kernel dies"
        cell = self.execute(value, seconds=6, settle=0.4)
        if cell.status == "aborted":
            cell = self.execute(value, seconds=6, settle=0.4)
        if cell.status is None:
            return "no cell runs any more" if self.alive else "the kernel dies"
        return "variables kept" if cell.shown == "1" else "variables lost"

    def stop(self):
        self.context.destroy(linger=0)
        self.manager.shutdown_kernel(now=True)
        self.manager.cleanup_resources()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
