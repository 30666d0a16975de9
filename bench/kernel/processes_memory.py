"""The memory of a kernel and all the processes that it started."""

import threading
import time

import psutil


def memory_of(pid):
    """Bytes: `pss`, which counts what processes share once, and `rss`, which counts it in each."""
    root = psutil.Process(pid)
    pss = rss = 0
    for process in [root, *root.children(recursive=True)]:
        try:
            values = rollup(process.pid)
        except (FileNotFoundError, ProcessLookupError):
            continue
        pss += values["Pss"]
        rss += values["Rss"]
    return {"pss": pss, "rss": rss}


def rollup(pid):
    with open(f"/proc/{pid}/smaps_rollup") as file:
        lines = [line.split() for line in file.read().splitlines()[1:]]
    return {name.rstrip(":"): int(value) * 1024 for name, value, *_ in lines}


class Peak:
    """The largest PSS within a `with` block, looked at fifty times a second."""

    def __init__(self, pid):
        self.pss = 0
        self._pid = pid
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def _watch(self):
        while not self._done.wait(0.02):
            self.pss = max(self.pss, memory_of(self._pid)["pss"])

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._done.set()
        self._thread.join()


def settled(pid):
    """The memory once nothing has happened for a while."""
    time.sleep(3)
    return memory_of(pid)
