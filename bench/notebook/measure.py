"""Measures what cells of a notebook cost, as a Jupyter client sees it, and prints it as JSON:
`measure.py WHAT SECONDS ARGUMENTS`, with the arguments as JSON; it fails after so many seconds."""

import json
import sys
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent.parent / "kernel"))
import psutil  # noqa: E402
from light_client import LightClient  # noqa: E402

WHAT, SECONDS, ARGUMENTS = sys.argv[1:]
# Seconds that a run lasts: longer than the snapshot of its code, for which its end waits.
REST = 3
CHART = "application/vnd.vegalite.v5+json"


def milliseconds(since):
    return (time.perf_counter() - since) * 1000


def work(client):
    """The milliseconds that the kernel's processes have computed, on whichever core."""
    kernel = psutil.Process(client.manager.provisioner.pid)
    times = [process.cpu_times() for process in [kernel, *kernel.children(recursive=True)]]
    return sum(one.user + one.system for one in times) * 1000


def comparison(client, cell, warm):
    """From a cell's request to its chart: in the fresh kernel, and then `warm` times."""

    def chart():
        found = {}

        def look(message):
            if message["msg_type"] == "display_data" and CHART in message["content"]["data"]:
                found["ms"] = milliseconds(since)
                found["work"] = work(client) - before
                found["spec"] = message["content"]["data"][CHART]

        before = work(client)
        since = time.perf_counter()
        client.execute(cell, look)
        return found

    first = chart()
    size = len(json.dumps(first.pop("spec"), ensure_ascii=False, separators=(",", ":")).encode())
    later = [chart() for _ in range(warm)]
    return {
        "bytes": size,
        "first": first,
        "warm": {what: median(one[what] for one in later) for what in first},
    }


def tracking(client, count):
    """From the request of `%track` to the input of the cell behind it, which is queued at once."""

    def start(name):
        since = time.perf_counter()
        client.send(f"%track bench/{name}")
        following = client.send("1 + 1")
        taken = None
        idle = False
        while not idle:
            for socket, message in client.receive(1000):
                if socket is client.shell and message["content"].get("status") == "error":
                    raise RuntimeError(message["content"])
                if message["parent_header"].get("msg_id") != following:
                    continue
                if message["msg_type"] == "execute_input":
                    taken = milliseconds(since)
                idle |= message["content"].get("execution_state") == "idle"
        return taken

    worked = work(client)
    first = start("first")
    computing = work(client) - worked
    after = []
    for n in range(count):
        time.sleep(REST)
        after.append(start(f"after-{n}"))
    alone = []
    for n in range(count):
        client.execute("%track stop")
        alone.append(start(f"alone-{n}"))
    return {
        "first": first,
        "work": computing,
        "after": median(after),
        "alone": median(alone),
    }


def notebook(client, before, cells):
    """All cells, one after the other."""
    for cell in before:
        client.execute(cell)
    worked = work(client)
    since = time.perf_counter()
    for cell in cells:
        client.execute(cell)
    return {"ms": milliseconds(since), "work": work(client) - worked}


with LightClient("labbook", float(SECONDS)) as client:
    print("\n" + json.dumps(globals()[WHAT](client, **json.loads(ARGUMENTS))), flush=True)
