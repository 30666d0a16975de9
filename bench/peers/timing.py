"""Times the calls of a peer, and prints the result as the benchmark expects it."""

import json
import platform
import time
from importlib.metadata import version


def time_calls(package, call, calls, warm_up):
    """Calls `call(value, step)`; prints how long one call took, and with which version."""
    for step in range(warm_up):
        call(1 / (step + 1), step)
    start = time.perf_counter()
    for step in range(warm_up, warm_up + calls):
        call(1 / (step + 1), step)
    seconds = time.perf_counter() - start
    return {
        "version": version(package),
        "python": platform.python_version(),
        "microseconds": seconds / calls * 1e6,
    }


def report(result):
    """Prints a result, behind whatever the peer has printed."""
    print("\n" + json.dumps(result), flush=True)
