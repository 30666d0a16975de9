"""Starts the kernel under test, and talks to it as a frontend does.

A script defines functions and ends with `main()`, which calls the one that the command line names;
a function with a parameter gets a running `Kernel`.
"""

import inspect
import sys
import time
from queue import Empty

import psutil
import zmq
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager
from jupyter_client.session import Session
from jupyter_kernel_test.msgspec_v5 import schema_fragments, validate_message

KERNEL_NAME = "labbook"
# Nothing is expected to take this long: a machine under load must not fail a test.
TIMEOUT = 60


class Cell:
    """What became of one execute request."""

    def __init__(self, msg_id, reply, messages):
        self.msg_id = msg_id
        self.reply = reply
        self.messages = messages

    @property
    def content(self):
        return self.reply["content"]

    @property
    def status(self):
        return self.content["status"]

    @property
    def types(self):
        """The types of its messages on iopub in order, states by their names."""
        return [
            m["content"]["execution_state"] if m["msg_type"] == "status" else m["msg_type"]
            for m in self.messages
        ]

    def of_type(self, msg_type):
        return [m["content"] for m in self.messages if m["msg_type"] == msg_type]

    def text(self, name="stdout"):
        return "".join(c["text"] for c in self.of_type("stream") if c["name"] == name)

    @property
    def result(self):
        """The text of its result, or None."""
        results = self.of_type("execute_result")
        assert len(results) <= 1, results
        return results[0]["data"]["text/plain"] if results else None

    @property
    def error(self):
        errors = self.of_type("error")
        assert len(errors) == 1, self.types
        return errors[0]

    def ok(self):
        """Itself, where it succeeded."""
        assert self.status == "ok", (self.content, self.types)
        return self

    def failed(self, ename=None):
        """Itself, where it failed in an orderly way: one error, the same in reply and output."""
        assert self.status == "error", (self.content, self.types)
        for key in ("ename", "evalue", "traceback"):
            assert self.content[key] == self.error[key], (key, self.content, self.error)
        assert ename in (None, self.error["ename"]), self.error
        return self


class Client:
    """A client with channels of its own, which loses no message of another request."""

    def __init__(self, connection_file):
        self.channels = BlockingKernelClient(connection_file=connection_file)
        self.channels.load_connection_file()
        self.channels.start_channels()
        # Everything that came on iopub, in order, for whoever asks later.
        self.iopub = []
        self._replies = {}

    def wait_for_ready(self):
        self.channels.wait_for_ready(timeout=TIMEOUT)
        return self

    def close(self):
        self.channels.stop_channels()

    def send(self, code, **options):
        """Sends an execute request, and returns its id."""
        options.setdefault("allow_stdin", False)
        return self.channels.execute(code, **options)

    def execute(self, code, **options):
        """Executes a cell to its end."""
        return self.finish(self.send(code, **options))

    def finish(self, msg_id, timeout=TIMEOUT):
        """Waits for the reply and the idle state of an execute request."""
        reply = self.reply(msg_id, timeout)
        # The schemas call it "abort", the specification and all kernels "aborted".
        if reply["content"]["status"] != "aborted":
            validate_message(reply, "execute_reply")
        self.until(
            lambda m: m["parent_header"].get("msg_id") == msg_id
            and m["content"].get("execution_state") == "idle",
            timeout,
        )
        return Cell(msg_id, reply, self.of(msg_id))

    def of(self, msg_id):
        """What came on iopub for a request so far."""
        return [m for m in self.iopub if m["parent_header"].get("msg_id") == msg_id]

    def reply(self, msg_id, timeout=TIMEOUT, channel="shell"):
        """The reply to a request, whatever else is answered before."""
        deadline = time.monotonic() + timeout
        get = getattr(self.channels, f"get_{channel}_msg")
        while msg_id not in self._replies:
            try:
                reply = get(timeout=max(0, deadline - time.monotonic()))
            except Empty:
                raise TimeoutError(f"no reply on {channel}; iopub: {self._tail()}") from None
            self._replies[reply["parent_header"]["msg_id"]] = reply
        return self._replies.pop(msg_id)

    def ask(self, name, *args, channel="shell", **options):
        """The content of the reply to any other request, by the name of jupyter_client's method."""
        reply = self.reply(getattr(self.channels, name)(*args, **options), channel=channel)
        validate_message(reply)
        return reply["content"]

    def request(self, msg_type, content, channel="shell"):
        """The reply to a request that jupyter_client has no method for."""
        message = self.channels.session.msg(msg_type, content)
        getattr(self.channels, f"{channel}_channel").send(message)
        return self.reply(message["header"]["msg_id"], channel=channel)

    def until(self, matches, timeout=TIMEOUT):
        """The first message on iopub that matches, of those that came already too."""
        for message in self.iopub:
            if matches(message):
                return message
        deadline = time.monotonic() + timeout
        while True:
            try:
                message = self.channels.get_iopub_msg(timeout=max(0, deadline - time.monotonic()))
            except Empty:
                raise TimeoutError(f"not on iopub: {self._tail()}") from None
            if message["msg_type"] in schema_fragments:
                validate_message(message)
            self.iopub.append(message)
            if matches(message):
                return message

    def until_text(self, msg_id, text, name="stdout"):
        """Waits until a cell has printed a text."""
        self.until(lambda _: text in Cell(msg_id, None, self.of(msg_id)).text(name))

    def until_busy(self, msg_id):
        """Waits until a cell is executed."""
        self.until(
            lambda m: m["parent_header"].get("msg_id") == msg_id and m["msg_type"] == "execute_input"
        )

    def drain(self, seconds=0.3):
        """Takes what still comes on iopub within some time."""
        try:
            self.until(lambda _: False, seconds)
        except TimeoutError:
            pass

    def _tail(self):
        return [(m["msg_type"], m["content"]) for m in self.iopub[-5:]]


class Kernel:
    """A running kernel; `with` ends it."""

    def __init__(self, transport="tcp", **start_options):
        self.manager = KernelManager(kernel_name=KERNEL_NAME, transport=transport)
        self.manager.start_kernel(**start_options)
        self._clients = []
        self._seen = set()
        self.client = self.connect()

    def connect(self):
        """One more client, once it is ready."""
        client = Client(self.manager.connection_file)
        self._clients.append(client)
        return client.wait_for_ready()

    def raw(self, channel, identity=None):
        """A ZeroMQ socket of one's own on a channel, and the session that signs its messages."""
        info = self.manager.get_connection_info()
        kinds = {"shell": zmq.DEALER, "control": zmq.DEALER, "stdin": zmq.DEALER}
        kinds |= {"iopub": zmq.SUB, "hb": zmq.REQ}
        socket = zmq.Context.instance().socket(kinds[channel])
        socket.linger = 0
        socket.rcvtimeo = TIMEOUT * 1000
        if identity is not None:
            socket.identity = identity
        if channel == "iopub":
            socket.subscribe(b"")
        socket.connect(f"tcp://{info['ip']}:{info[channel + '_port']}")
        return socket, Session(key=info["key"])

    @property
    def process(self):
        return psutil.Process(self.manager.provisioner.pid)

    def processes(self):
        """The kernel's process and all that it started."""
        found = [self.process, *self.process.children(recursive=True)]
        self._seen.update(found)
        return found

    def interrupt(self):
        """Asks for an interrupt on the control channel, and returns the reply's content."""
        return self.client.request("interrupt_request", {}, "control")["content"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for client in self._clients:
            client.close()
        if self.manager.has_kernel:
            self.manager.shutdown_kernel()
        self.manager.cleanup_resources()
        # Where a test failed for what it left behind, its pipes would be held open.
        end(self._seen)


def gone(processes, timeout=TIMEOUT):
    """Waits until the processes have ended; tells which have not."""
    _, alive = psutil.wait_procs(processes, timeout=timeout)
    return [p for p in alive if p.status() != psutil.STATUS_ZOMBIE]


def end(processes):
    """Kills what still runs of some processes."""
    for process in processes:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            pass


def main():
    """Calls the function of the script that the command line names."""
    called = getattr(sys.modules["__main__"], sys.argv[1])
    if not inspect.signature(called).parameters:
        called()
        return
    with Kernel() as kernel:
        called(kernel)
