"""Interrupts, signals, and the end of the process that runs the user's code."""

import os
import signal

LOOP = ("while (true);", "while True: pass")
AWAIT = ("await new Promise(() => {});", "import asyncio; await asyncio.Event().wait()")
AWAITS = (
    "while (true) await new Promise((done) => setTimeout(done, 5));",
    "import asyncio\nwhile True: await asyncio.sleep(0.005)",
)


def stop(kernel, codes, by_message):
    kernel.execute("kept = 1" if kernel.python else "var kept = 1;")
    sent = kernel.send(codes[kernel.python])
    kernel.pump(1)
    if by_message:
        kernel.request("interrupt_request", {}, "control")
    else:
        kernel.manager.interrupt_kernel()
    kernel.until(lambda: kernel.of(sent).status or not kernel.alive, 5)
    status = kernel.of(sent).status
    left = kernel.after()
    if left == "the kernel dies":
        return left
    if status is None:
        late = kernel.of(sent).status
        return f"{'goes on until the next cell is sent' if late else 'goes on'}, {left}"
    kernel.pump(0.2)
    shown = "" if kernel.of(sent).told else ", nothing is said"
    return f"stops, {left}{shown}"


def loop(kernel):
    return stop(kernel, LOOP, False)


def pending_await(kernel):
    return stop(kernel, AWAIT, False)


def awaits(kernel):
    return stop(kernel, AWAITS, False)


def loop_by_message(kernel):
    return stop(kernel, LOOP, True)


def pending_await_by_message(kernel):
    return stop(kernel, AWAIT, True)


def awaits_by_message(kernel):
    return stop(kernel, AWAITS, True)


def idle_signal(kernel):
    kernel.execute("kept = 1" if kernel.python else "var kept = 1;")
    os.killpg(os.getpgid(kernel.pid), signal.SIGINT)
    kernel.pump(1)
    return kernel.after()


def exits(kernel):
    code = "import os; os._exit(3)" if kernel.python else "process.exit(3)"
    if not kernel.node and not kernel.python:
        code = "Deno.exit(3)"
    sent = kernel.send(code)
    kernel.until(lambda: kernel.of(sent).status or not kernel.alive, 5)
    kernel.pump(1)
    if not kernel.alive:
        return "the kernel dies"
    told = "an error says so" if kernel.of(sent).told else "nothing is said"
    return f"{told}, the next cell {'runs' if kernel.answers() else 'does not run'}"
