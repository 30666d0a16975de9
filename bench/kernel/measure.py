"""Measures one thing of one kernel, and prints it as JSON: `measure.py KERNEL WHAT LANGUAGE`."""

import json
import sys
import time
from statistics import median

from light_client import LightClient
from processes_memory import Peak, memory_of, settled

NAME, WHAT, LANGUAGE = sys.argv[1:]
PYTHON = LANGUAGE == "python"
LINES = 100_000
MEGABYTES = 10_000_000


def milliseconds(since):
    return (time.perf_counter() - since) * 1000


def lines(count):
    if PYTHON:
        return f"for i in range({count}): print('line', i)"
    return f"for (let i = 0; i < {count}; i++) console.log('line', i)"


class Lines:
    """Counts lines, and the messages that they came in."""

    def __init__(self, expected):
        self.expected = expected
        self.lines = 0
        self.times = []

    def add(self, message):
        if message["msg_type"] == "stream":
            self.lines += message["content"]["text"].count("\n")
            self.times.append(time.perf_counter())

    def complete(self):
        return self.lines >= self.expected

    def a_second(self):
        """The most messages within any one second."""
        most = first = 0
        for last, at in enumerate(self.times):
            while self.times[first] < at - 1:
                first += 1
            most = max(most, last - first + 1)
        return most


def start(client):
    seen = []
    client.execute(lines(1), seen.append, lambda: any(m["msg_type"] == "stream" for m in seen))
    return {"ms": milliseconds(client.started)}


def round_trip(client):
    times = []
    for n in range(320):
        since = time.perf_counter()
        client.execute("1+1")
        if n >= 20:
            times.append(milliseconds(since))
    return {"ms": median(times)}


def many_lines(client):
    client.execute(lines(10))
    counted = Lines(LINES)
    since = time.perf_counter()
    client.execute(lines(LINES), counted.add, counted.complete)
    return {"ms": milliseconds(since), "aSecond": counted.a_second()}


def display(client):
    if PYTHON:
        client.execute(f"from IPython.display import display\nimage = 'A' * {MEGABYTES}")
        code = "display({'image/png': image}, raw=True)"
    else:
        client.execute(f"const image = 'A'.repeat({MEGABYTES})")
        code = "await Deno.jupyter.display({ 'image/png': image }, { raw: true })"
    times = []
    for n in range(6):
        seen = []
        since = time.perf_counter()
        client.execute(code, seen.append, lambda: any(m["msg_type"] == "display_data" for m in seen))
        times.append(milliseconds(since))
    return {"ms": median(times[1:])}


def completion(client):
    """The median idle, and while a cell runs for those that answer then."""
    define = "table = [1, 2, 3]" if PYTHON else "const table = { apple: [1, 2, 3], apricot: 'text' }"
    client.execute(define)
    texts = ["table."] if PYTHON else ["table.ap", "table.apple.fi", "Deno.readT", "'a'.toU", "tab"]

    def times(count):
        found = []
        for n in range(count):
            text = texts[n % len(texts)]
            since = time.perf_counter()
            sent = client.request("complete_request", {"code": text, "cursor_pos": len(text)})
            matches = client.reply(sent)["matches"]
            found.append(milliseconds(since))
            # The stock kernel knows globals and their properties only.
            if NAME == "labbook" and not matches:
                raise RuntimeError(f"nothing completes {text}")
        return found

    first = times(1)[0]
    # What completes from types is loaded behind the first answers.
    time.sleep(10 if NAME == "labbook" else 0)
    times(20)
    result = {"first": first, "idle": median(times(100)), "memory": memory_of(pid(client))["pss"]}
    if NAME == "labbook":
        busy = client.send("while (true);")
        time.sleep(0.5)
        result["busy"] = median(times(100))
        client.request("interrupt_request", {}, client.control)
        client.reply(busy)
    return result


def memory(client):
    client.execute("1+1")
    return settled(pid(client))


def growth(client):
    def cells(first, count):
        for n in range(first, first + count):
            client.execute(f"x{n % 50} = {n}\nprint(x{n % 50})\nx{n % 50}" if PYTHON
                           else f"let x{n % 50} = {n};\nconsole.log(x{n % 50});\nx{n % 50}")

    cells(0, 100)
    before = settled(pid(client))["own"]
    cells(100, 1000)
    return {"bytes": settled(pid(client))["own"] - before, "before": before}


def peak(client):
    counted = Lines(10 * LINES)
    since = time.perf_counter()
    with Peak(pid(client)) as measured:
        client.execute(lines(10 * LINES), counted.add, counted.complete)
    return {"bytes": measured.pss, "ms": milliseconds(since), "aSecond": counted.a_second()}


def pid(client):
    return client.manager.provisioner.pid


with LightClient(NAME) as client:
    print("\n" + json.dumps(globals()[WHAT](client)), flush=True)
