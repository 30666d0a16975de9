"""Runs cells in the kernel that Deno brings, and prints the displays of the last one until it is final, as JSON."""

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


def main():
    manager = StockKernel()
    manager.start_kernel()
    try:
        client = manager.client()
        client.start_channels()
        client.wait_for_ready(timeout=TIMEOUT)
        for cell in json.loads(sys.argv[2]):
            client.execute(cell)
        shown = []
        while not shown or "image/svg+xml" not in shown[-1][2]:
            message = client.get_iopub_msg(timeout=TIMEOUT)
            kind, content = message["msg_type"], message["content"]
            if kind == "error":
                raise SystemExit("\n".join(content["traceback"]))
            if kind in ("display_data", "update_display_data"):
                shown.append([kind, content["transient"]["display_id"], content["data"]])
        print(json.dumps(shown))
        client.stop_channels()
    finally:
        manager.shutdown_kernel(now=True)


main()
