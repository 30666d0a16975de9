"""The memory of a kernel and all the processes that it started."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import psutil


def memory_of(pid):
    """Bytes: `pss`, which counts what processes share once, `rss`, which counts it in each, and
    `own`, the part of `pss` that is no page of a file such as the program, which others read too."""
    root = psutil.Process(pid)
    pss = rss = own = 0
    for process in [root, *root.children(recursive=True)]:
        try:
            values = rollup(process.pid)
        except (FileNotFoundError, ProcessLookupError):
            # It ended after it was listed.
            continue
        pss += values["Pss"]
        rss += values["Rss"]
        own += values["Pss_Anon"]
    return {"pss": pss, "rss": rss, "own": own}


def rollup(pid):
    with open(f"/proc/{pid}/smaps_rollup") as file:
        lines = [line.split() for line in file.read().splitlines()[1:]]
    return {name.rstrip(":"): int(value) * 1024 for name, value, *_ in lines}


class Peak:
    """The largest PSS within a `with` block, looked at a hundred times a second and at its end."""

    def __init__(self, pid):
        self.pss = 0
        self._pid = pid
        self._done = threading.Event()
        self._executor = ThreadPoolExecutor(1)

    def _watch(self):
        done = False
        while not done:
            done = self._done.wait(0.01)
            self.pss = max(self.pss, memory_of(self._pid)["pss"])

    def __enter__(self):
        self._watching = self._executor.submit(self._watch)
        return self

    def __exit__(self, *_):
        self._done.set()
        # Raises what ended the watching: a peak that nobody watched would be a small one.
        self._watching.result()
        self._executor.shutdown()


def settled(pid, seconds):
    """The memory after some seconds in which nothing is asked of the kernel."""
    time.sleep(seconds)
    return memory_of(pid)
