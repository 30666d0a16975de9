"""A Jupyter client that costs next to nothing, so that it is the kernel that is timed."""

import math
import sys
import tempfile
import time

import zmq
from jupyter_client.manager import KernelManager
from jupyter_client.session import Session

LOG_CHARACTERS = 4000


class LightClient:
    """Starts a kernel, and sends and receives on sockets of its own; `with` ends both.

    Whatever takes longer than `seconds` from the start raises a TimeoutError."""

    def __init__(self, kernel_name, seconds):
        self.deadline = time.monotonic() + seconds
        # In a file: a kernel that outlives this process must not hold the pipe that is read from it.
        self.log = tempfile.TemporaryFile("w+", errors="replace")
        self.started = time.perf_counter()
        self.manager = KernelManager(kernel_name=kernel_name)
        self.manager.start_kernel(stdout=self.log, stderr=self.log)
        info = self.manager.get_connection_info()
        self.session = Session(key=info["key"])
        self.context = zmq.Context()
        # A client that tries again after 100 ms, as is the default, would time its own pauses.
        self.context.setsockopt(zmq.RECONNECT_IVL, 5)
        self.context.setsockopt(zmq.LINGER, 0)
        self.context.setsockopt(zmq.RCVHWM, 0)
        self.shell = self._connect(zmq.DEALER, info["shell_port"])
        self.iopub = self.context.socket(zmq.SUB)
        self.iopub.subscribe(b"")
        self.iopub.connect(f"tcp://127.0.0.1:{info['iopub_port']}")
        self.poller = zmq.Poller()
        self.poller.register(self.shell, zmq.POLLIN)
        self.poller.register(self.iopub, zmq.POLLIN)

    def _connect(self, kind, port):
        socket = self.context.socket(kind)
        socket.connect(f"tcp://127.0.0.1:{port}")
        return socket

    def _get_ready(self):
        """Until something is answered on both sockets: iopub is subscribed to at some moment."""
        heard = False
        while not heard:
            sent = self.request("kernel_info_request", {})
            until = math.inf
            while not (heard and until < math.inf) and time.monotonic() < until:
                for socket, message in self.receive(5):
                    if message["parent_header"].get("msg_id") != sent:
                        continue
                    if socket is self.shell:
                        until = time.monotonic() + 0.005
                    else:
                        heard = True

    def request(self, msg_type, content):
        return self.session.send(self.shell, msg_type, content)["header"]["msg_id"]

    def receive(self, milliseconds):
        """What comes next on shell and iopub."""
        if time.monotonic() > self.deadline:
            raise TimeoutError("the kernel did not answer in time")
        for socket, _ in self.poller.poll(milliseconds):
            while socket.poll(0):
                yield socket, self.session.recv(socket)[1]

    def send(self, code):
        content = {"code": code, "silent": False, "store_history": True, "allow_stdin": False}
        content |= {"stop_on_error": False, "user_expressions": {}}
        return self.request("execute_request", content)

    def execute(self, code, each=lambda message: None, complete=lambda: True):
        """Executes a cell; done with reply, idle and, as some send outputs later, what is to come."""
        sent = self.send(code)
        replied = idle = False
        while not (replied and idle and complete()):
            for socket, message in self.receive(1000):
                if message["parent_header"].get("msg_id") != sent:
                    continue
                if socket is self.shell:
                    replied = True
                    if message["content"]["status"] != "ok":
                        raise RuntimeError(message["content"])
                elif message["content"].get("execution_state") == "idle":
                    idle = True
                else:
                    each(message)

    def reply(self, sent):
        """The content of the reply to another request."""
        while True:
            for socket, message in self.receive(1000):
                if socket is self.shell and message["parent_header"].get("msg_id") == sent:
                    return message["content"]

    def __enter__(self):
        try:
            self._get_ready()
        except BaseException as error:
            self._close(error)
            raise
        return self

    def __exit__(self, _type, error, _traceback):
        self._close(error)

    def _close(self, error):
        self.context.destroy(linger=0)
        self.manager.shutdown_kernel(now=True)
        self.manager.cleanup_resources()
        if error is not None:
            self.log.seek(0)
            sys.stderr.write(self.log.read()[-LOG_CHARACTERS:])
        self.log.close()
