"""A Jupyter client that costs next to nothing, so that it is the kernel that is timed."""

import time

import zmq
from jupyter_client.manager import KernelManager
from jupyter_client.session import Session

TIMEOUT = 45


class LightClient:
    """Starts a kernel, and sends and receives on sockets of its own; `with` ends both."""

    def __init__(self, kernel_name):
        self.started = time.perf_counter()
        self.manager = KernelManager(kernel_name=kernel_name)
        self.manager.start_kernel()
        info = self.manager.get_connection_info()
        self.session = Session(key=info["key"])
        self.context = zmq.Context()
        # A client that tries again after 100 ms, as is the default, would time its own pauses.
        self.context.setsockopt(zmq.RECONNECT_IVL, 5)
        self.context.setsockopt(zmq.LINGER, 0)
        self.context.setsockopt(zmq.RCVHWM, 0)
        self.shell = self._connect(zmq.DEALER, info["shell_port"])
        self.control = self._connect(zmq.DEALER, info["control_port"])
        self.iopub = self.context.socket(zmq.SUB)
        self.iopub.subscribe(b"")
        self.iopub.connect(f"tcp://127.0.0.1:{info['iopub_port']}")
        self.poller = zmq.Poller()
        self.poller.register(self.shell, zmq.POLLIN)
        self.poller.register(self.iopub, zmq.POLLIN)
        self._get_ready()

    def _connect(self, kind, port):
        socket = self.context.socket(kind)
        socket.connect(f"tcp://127.0.0.1:{port}")
        return socket

    def _get_ready(self):
        """As Jupyter's server does: until there is a reply, and something on iopub that answers."""
        replied = heard = False
        deadline = time.monotonic() + TIMEOUT
        while not (replied and heard):
            if time.monotonic() > deadline:
                raise TimeoutError("the kernel is not ready")
            sent = self.request("kernel_info_request", {})
            until = time.monotonic() + 0.1
            while time.monotonic() < until and not (replied and heard):
                for socket, message in self.receive(20):
                    if socket is self.shell:
                        replied = True
                    heard = heard or message["parent_header"].get("msg_id") == sent
        # What is left of the questions is no part of what is timed next.
        self.request("kernel_info_request", {})

    def request(self, msg_type, content, channel=None):
        message = self.session.send(channel or self.shell, msg_type, content)
        return message["header"]["msg_id"]

    def receive(self, milliseconds):
        """What comes next on shell and iopub."""
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
        deadline = time.monotonic() + TIMEOUT
        while not (replied and idle and complete()):
            if time.monotonic() > deadline:
                raise TimeoutError(f"not executed: {code[:60]}")
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
        deadline = time.monotonic() + TIMEOUT
        while time.monotonic() < deadline:
            for socket, message in self.receive(1000):
                if socket is self.shell and message["parent_header"].get("msg_id") == sent:
                    return message["content"]
        raise TimeoutError("not answered")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.context.destroy(linger=0)
        self.manager.shutdown_kernel(now=True)
        self.manager.cleanup_resources()
