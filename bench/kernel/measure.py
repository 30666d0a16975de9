"""Measures one thing of one kernel, and prints it as JSON:
`measure.py KERNEL WHAT LANGUAGE SECONDS`, where it fails after so many seconds."""

import json
import sys
import time
from statistics import median

from light_client import LightClient
from processes_memory import Peak, memory_of, settled

NAME, WHAT, LANGUAGE, SECONDS = sys.argv[1:]
PYTHON = LANGUAGE == "python"
LINES = 100_000
IMAGE_BYTES = 10_000_000
WARM_UP_CELLS = 200
CELLS = 1000
# Seconds without work after which V8 has collected what is left.
V8_RESTS = 12
# Only types complete it: nothing has run that has made this name.
UNKNOWN = "const later = new Map(); later.ge"


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
        self.texts = []
        self.times = []

    def add(self, message):
        if message["msg_type"] == "stream":
            self.texts.append(message["content"]["text"])
            self.lines += self.texts[-1].count("\n")
            self.times.append(time.perf_counter())

    def complete(self):
        return self.lines >= self.expected

    def check(self):
        """A kernel that drops or mixes lines is none that is fast."""
        if "".join(self.texts) != "".join(f"line {i}\n" for i in range(self.expected)):
            raise RuntimeError(f"not the {self.expected} lines that the cell printed")

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
    result = {"ms": milliseconds(since), "aSecond": counted.a_second()}
    counted.check()
    return result


def display(client):
    if PYTHON:
        client.execute(f"from IPython.display import display\nimage = 'A' * {IMAGE_BYTES}")
        code = "display({'image/png': image}, raw=True)"
    else:
        client.execute(f"const image = 'A'.repeat({IMAGE_BYTES})")
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
    client.execute("table = [1, 2, 3]" if PYTHON else "const table = { apple: [1, 2], apricot: 'a' }")
    texts = ["table."] if PYTHON else ["table.ap", "table.apple.fi", "Deno.readT", "'a'.toU", "tab"]

    def complete(text):
        since = time.perf_counter()
        sent = client.request("complete_request", {"code": text, "cursor_pos": len(text)})
        matches = client.reply(sent)["matches"]
        return milliseconds(since), matches

    def times(count):
        found = []
        for n in range(count):
            taken, matches = complete(texts[n % len(texts)])
            # The stock kernel knows globals and their properties only.
            if NAME == "labbook" and not matches:
                raise RuntimeError(f"nothing completes {texts[n % len(texts)]}")
            found.append(taken)
        return found

    first = times(1)[0]
    if NAME == "labbook":
        # The language server is started by the first request, which does not wait for it.
        while not complete(UNKNOWN)[1]:
            time.sleep(0.2)
        texts.append(UNKNOWN)
    times(20)
    result = {"first": first, "idle": median(times(100)), "memory": memory_of(pid(client))["pss"]}
    if NAME == "labbook":
        client.send("console.log('busy'); while (true);")
        while not any(message["msg_type"] == "stream" for _, message in client.receive(1000)):
            pass
        result["busy"] = median(times(100))
    return result


def memory(client):
    client.execute("1+1")
    return settled(pid(client), 3)


def growth(client):
    def run(first, count):
        for n in range(first, first + count):
            name = f"x{n % 50}"
            client.execute(f"{name} = {n}\nprint({name})\n{name}" if PYTHON
                           else f"let {name} = {n};\nconsole.log({name});\n{name}")

    run(0, WARM_UP_CELLS)
    before = settled(pid(client), V8_RESTS)["own"]
    run(WARM_UP_CELLS, CELLS)
    return {"before": before, "after": settled(pid(client), V8_RESTS)["own"]}


def peak(client):
    counted = Lines(10 * LINES)
    with Peak(pid(client)) as measured:
        since = time.perf_counter()
        client.execute(lines(10 * LINES), counted.add, counted.complete)
        taken = milliseconds(since)
    counted.check()
    return {"bytes": measured.pss, "ms": taken}


def pid(client):
    return client.manager.provisioner.pid


with LightClient(NAME, float(SECONDS)) as client:
    print("\n" + json.dumps(globals()[WHAT](client)), flush=True)
