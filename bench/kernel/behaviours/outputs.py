"""Where outputs go, and which there are."""

LINES = 20_000


def plural(count, what):
    return f"{count:,} {what}"


def after_idle(kernel):
    if kernel.python:
        code = f"for i in range({LINES}): print('line', i)"
    else:
        code = f"for (let i = 0; i < {LINES}; i++) console.log('line', i);"
    sent = kernel.send(code)
    kernel.until(lambda: kernel.of(sent).status, 60)
    kernel.quiet(3)
    cell = kernel.of(sent)
    late = cell.late.count("\n")
    lost = LINES - cell.text.count("\n")
    if late == lost == 0:
        return "none"
    return ", ".join(plural(n, what) for n, what in ((late, "late"), (lost, "lost")) if n)


def queued(kernel):
    sent = []
    for tag in "abc":
        code = f"for (let i = 0; i < 1000; i++) console.log('{tag}');"
        if kernel.python:
            code = f"for i in range(1000): print('{tag}')"
        sent.append(kernel.send(code))
    kernel.until(lambda: all(kernel.of(s).status for s in sent), 60)
    kernel.quiet(2)
    right = sum(kernel.of(s).text.count(tag) for s, tag in zip(sent, "abc"))
    return "all" if right == 3000 else f"{right:,}"


def values(kernel):
    if kernel.python:
        return "`None` not, `nan`"
    shown = []
    missing = []
    for code in ("null", "NaN", "10n", "-0", "Symbol('s')", "'text'"):
        result = kernel.execute(code, settle=0.3).shown
        (missing if result is None else shown).append(f"`{result or code}`")
    return "all" if not missing else f"not {', '.join(missing)}"


def undefined(kernel):
    return "shown" if kernel.execute("None" if kernel.python else "undefined").shown else "not shown"


ROADS = {
    "Deno": "Deno.stdout.writeSync(new TextEncoder().encode('WORD\\n'))",
    "process": "process.stdout.write('WORD\\n')",
    "child": "new Deno.Command('echo', { args: ['WORD'], stdout: 'inherit' }).outputSync()",
    "worker": """{ const worker = new Worker("data:application/javascript,console.log('WORD');postMessage(1)",
      { type: "module" }); await new Promise((done) => worker.onmessage = done); }""",
}
NODE_ROADS = {
    "process": ROADS["process"],
    "child": "require('child_process').execFileSync('echo', ['WORD'], { stdio: 'inherit' });",
    "worker": """{ const { Worker } = require('worker_threads');
      const worker = new Worker("console.log('WORD')", { eval: true });
      await new Promise((done) => worker.on('exit', done)); }""",
}
PYTHON_ROADS = {
    "file descriptor": "import os; os.write(1, b'WORD\\n')",
    "child": "import subprocess; subprocess.run(['echo', 'WORD'])",
    "thread": """import threading
t = threading.Thread(target=print, args=('WORD',)); t.start(); t.join()""",
}


def roads(kernel):
    """What is written by another road than the console, in the cell that wrote it?"""
    found = []
    missing = []
    for road, code in (PYTHON_ROADS if kernel.python else NODE_ROADS if kernel.node else ROADS).items():
        cell = kernel.execute(code.replace("WORD", f"by {road}"), settle=0.7)
        (found if f"by {road}" in cell.text else missing).append(road)
    return " and ".join(
        f"{word} {', '.join(roads)}" for word, roads in (("", found), ("not", missing)) if roads
    ).strip()


def late_timer(kernel):
    if kernel.python:
        first = "import asyncio; _ = asyncio.get_running_loop().call_later(0.3, print, 'late')"
        second = "import asyncio; await asyncio.sleep(1)"
    else:
        first = "setTimeout(() => console.log('late'), 300); 1;"
        second = "await new Promise((done) => setTimeout(done, 1000));"
    one, two = kernel.send(first), kernel.send(second)
    kernel.until(lambda: kernel.of(two).status, 10)
    kernel.quiet(1)
    places = ((one, "its own cell"), (two, "the cell that runs then"))
    return next((where for sent, where in places if "late" in kernel.of(sent).text), "nowhere")


def progress(kernel):
    """Is a line shown while its cell still computes?"""
    code = "console.log('now'); { const end = Date.now() + 3000; while (Date.now() < end); }"
    if kernel.python:
        code = "import time\nprint('now'); end = time.time() + 3\nwhile time.time() < end: pass"
    sent = kernel.send(code)
    seen = kernel.until(lambda: "now" in kernel.of(sent).text, 2)
    return "at once" if seen and not kernel.of(sent).status else "at the cell's end"


def promise(kernel):
    if kernel.python:
        return "–"
    result = kernel.execute("new Promise((done) => setTimeout(done, 50, 5))").shown
    return f"`{result}`"


def input_asked(kernel):
    code = "const name = prompt('name?'); name"
    if kernel.python:
        code = "name = input('name?'); name"
    kernel.replies_to_input.append("Ada")
    cell = kernel.execute(code, seconds=5, allow_stdin=True)
    if cell.status == "error":
        return "no"
    return "yes" if "Ada" in (cell.shown or "") else "no"
