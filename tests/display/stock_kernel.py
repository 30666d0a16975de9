"""Runs cells in the kernel that Deno brings, and prints what each displays, as JSON."""

import json
import sys

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager

# Nothing is expected to take this long: a machine under load must not fail a test.
TIMEOUT = 120


class StockKernel(KernelManager):
    """Deno's own kernel, without an installed kernelspec."""

    kernel_spec = KernelSpec(
        argv=[sys.argv[1], "jupyter", "--kernel", "--conn", "{connection_file}"],
        display_name="Deno",
        language="typescript",
    )


def displayed(client, code):
    """The data of the displays and the result of a cell."""
    shown = []
    message_id = client.execute(code)
    while True:
        message = client.get_iopub_msg(timeout=TIMEOUT)
        if message["parent_header"].get("msg_id") != message_id:
            continue
        kind, content = message["msg_type"], message["content"]
        if kind == "error":
            raise SystemExit("\n".join(content["traceback"]))
        if kind in ("display_data", "execute_result"):
            shown.append(content["data"])
        if kind == "status" and content["execution_state"] == "idle":
            return shown


def main():
    manager = StockKernel()
    manager.start_kernel()
    try:
        client = manager.client()
        client.start_channels()
        client.wait_for_ready(timeout=TIMEOUT)
        cells = json.loads(sys.argv[2])
        print(json.dumps([displayed(client, cell) for cell in cells]))
        client.stop_channels()
    finally:
        manager.shutdown_kernel(now=True)


main()
