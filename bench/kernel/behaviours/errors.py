"""Errors: shown, placed, and what follows from them."""

PLACE = ("const a = 1;\nfunction f(): never {\n  throw new Error('boom');\n}\nf();",
         "a = 1\ndef f():\n    raise ValueError('boom')\nf()")


def syntax_error(kernel):
    cell = kernel.execute("x = = 5" if kernel.python else "const = 5")
    if not cell.told:
        return "nothing is shown"
    place = any(mark in cell.outputs for mark in ("1:7", "^", "line 1"))
    return "shown, with its place" if place else "shown, no place"


def place(kernel):
    kernel.execute("1")
    cell = kernel.execute(PLACE[kernel.python])
    frames = [line.strip() for line in cell.traceback.splitlines()]
    named = [line for line in frames if line.startswith(("at f ", "Cell In"))]
    # Python's innermost frame comes last.
    frame = (named or ["no frame"])[-1 if kernel.python else 0]
    has_source = any("boom')" in line for line in frames)
    return f"`{frame}`" + (", with its source" if has_source else "")


def cause(kernel):
    code = "throw new Error('outer', { cause: new Error('inner') });"
    if kernel.python:
        code = "raise ValueError('outer') from ValueError('inner')"
    return "shown" if "inner" in kernel.execute(code).outputs else "not shown"


def queued_after(kernel):
    first = kernel.send("raise ValueError('x')" if kernel.python else "throw new Error('x');")
    second = kernel.send("print('ran')" if kernel.python else "console.log('ran');")
    kernel.until(lambda: kernel.of(first).status and kernel.of(second).status, 10)
    kernel.pump(1)
    ran = any("ran" in m["content"].get("text", "") for _, m in kernel.log)
    return "it runs all the same" if ran else f"{kernel.of(second).status}"


def lonely(kernel, code):
    cell = kernel.execute(code, settle=1.5)
    if not kernel.alive:
        return "the kernel dies"
    everything = "".join(str(m["content"]) for _, m in kernel.log if m["msg_type"] in ("stream", "error"))
    if "lonely" in cell.outputs:
        said = "shown in its cell"
    elif "lonely" in everything:
        said = "shown elsewhere"
    else:
        said = "not shown"
    return f"{said}{'' if kernel.answers() else ', no cell runs any more'}"


def rejection(kernel):
    if kernel.python:
        return lonely(kernel, """import asyncio, gc
async def fails(): raise ValueError('lonely')
task = asyncio.ensure_future(fails()); await asyncio.sleep(0.1); del task; gc.collect();""")
    return lonely(kernel, "void Promise.reject(new Error('lonely')); 1;")


def in_a_timer(kernel):
    if kernel.python:
        return lonely(kernel, """import asyncio
def fails(): raise ValueError('lonely')
_ = asyncio.get_running_loop().call_later(0.1, fails)""")
    return lonely(kernel, "setTimeout(() => { throw new Error('lonely'); }, 100); 1;")


def type_error(kernel):
    if kernel.python:
        return "–"
    cell = kernel.execute("const text: string = 5;\nconsole.log('ran');")
    ran = "ran" in cell.text
    if not ran:
        return "the cell does not run"
    return "told, and run" if "not assignable" in cell.outputs else "not told, and run"
