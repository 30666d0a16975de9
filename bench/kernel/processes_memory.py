"""The memory of a kernel and all the processes that it started."""

import threading
import time

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
    """The memory once nothing has happened for a while, after which V8 collects what is left."""
    time.sleep(12)
    return memory_of(pid)
