"""What an interrupt stops, and that everything else goes on."""

import os
import signal
import socket
import threading
import time

from kernel_client import gone, main

INTERRUPTED = "KeyboardInterrupt"


def stops(kernel, code, interrupt=None):
    """Interrupts a cell once it has printed `go`; variables must stay, the next cell run."""
    client = kernel.client
    client.execute("var kept = 'kept'; var steps = 0").ok()
    session = {process.pid for process in kernel.processes()}
    msg_id = client.send(f"console.log('go'); {code}; console.log('not reached')")
    client.until_text(msg_id, "go\n")
    time.sleep(0.2)
    if interrupt is None:
        assert kernel.interrupt()["status"] == "ok"
    else:
        interrupt()
    cell = client.finish(msg_id).failed(INTERRUPTED)
    assert "not reached" not in cell.text(), cell.text()
    assert client.execute("kept.length").ok().result == "4"
    assert {process.pid for process in kernel.processes()} >= session
    return cell


def endless_loop(kernel):
    stops(kernel, "while (true) steps++")


def pending_await(kernel):
    stops(kernel, "await new Promise(() => {})")


def sleep(kernel):
    stops(kernel, "await new Promise((done) => setTimeout(done, 1e6))")


def loop_of_awaits(kernel):
    stops(
        kernel,
        """while (true) {
             await new Promise((done) => setTimeout(done, 5));
             const end = performance.now() + 5;
             while (performance.now() < end);
             steps++;
           }""",
    )
    stands_still(kernel)


def loop_of_microtasks(kernel):
    stops(kernel, "while (true) { await null; steps++ }")
    stands_still(kernel)


def loop_in_a_function(kernel):
    kernel.client.execute(
        "async function train() { for (;;) { await new Promise((d) => setTimeout(d, 1)); steps++; } }"
    ).ok()
    stops(kernel, "await train()")
    stands_still(kernel)


def stands_still(kernel):
    before = int(kernel.client.execute("steps").ok().result)
    assert before > 0
    time.sleep(0.3)
    assert int(kernel.client.execute("steps").ok().result) == before


def timers(kernel):
    stops(kernel, "setInterval(() => steps++, 2); await new Promise(() => {})")
    stands_still(kernel)


def loop_in_a_timer(kernel):
    stops(kernel, "setTimeout(() => { while (true) steps++ }, 10); await new Promise(() => {})")


def catch_all_loop(kernel):
    stops(kernel, "while (true) { try { while (true) steps++ } catch { } }")


def silent_server(kernel):
    """A request to a server that never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=accept, args=(server,), daemon=True).start()
        stops(kernel, f"await fetch('http://127.0.0.1:{server.getsockname()[1]}/')")


def accept(server):
    connections = []
    try:
        while True:
            connections.append(server.accept())
    except OSError:
        pass


def prompt(kernel):
    client = kernel.client
    client.execute("var kept = 'kept'").ok()
    msg_id = client.send("prompt('name?')", allow_stdin=True)
    assert client.channels.get_stdin_msg(timeout=60)["msg_type"] == "input_request"
    assert kernel.interrupt()["status"] == "ok"
    client.finish(msg_id).failed(INTERRUPTED)
    assert client.execute("kept.length").ok().result == "4"


def child_process(kernel):
    stops(kernel, "await new Deno.Command('sleep', { args: ['60'] }).output()")


def queued_cells(kernel):
    client = kernel.client
    running = client.send("console.log('go'); while (true);")
    queued = [client.send(f"console.log('never {n}')") for n in range(3)]
    client.until_text(running, "go\n")
    kernel.interrupt()
    client.finish(running).failed(INTERRUPTED)
    for msg_id in queued:
        cell = client.finish(msg_id)
        assert cell.status == "aborted" and cell.text() == "", (cell.content, cell.types)
    client.execute("1").ok()


def nothing_runs(kernel):
    client = kernel.client
    client.execute("var kept = 1").ok()
    for _ in range(3):
        assert kernel.interrupt()["status"] == "ok"
    assert client.execute("kept").ok().result == "1"
    assert client.execute("await new Promise((done) => setTimeout(done, 200)); kept + 1").ok().result == "2"


def by_signal(kernel):
    """As a terminal does: to the whole process group, the session's process too."""
    for code in ("while (true) steps++", "await new Promise(() => {})"):
        stops(kernel, code, lambda: os.killpg(os.getpgid(kernel.process.pid), signal.SIGINT))
    os.killpg(os.getpgid(kernel.process.pid), signal.SIGINT)
    assert kernel.client.execute("kept").ok().result is not None


def by_jupyter_client(kernel):
    stops(kernel, "while (true) steps++", kernel.manager.interrupt_kernel)


def many_in_a_row(kernel):
    for n in range(10):
        code = ("while (true);", "await new Promise(() => {});")[n % 2]
        client = kernel.client
        msg_id = client.send(f"console.log('go'); {code}")
        client.until_text(msg_id, "go\n")
        kernel.interrupt()
        client.finish(msg_id).failed(INTERRUPTED)
    assert kernel.client.execute("1 + 1").ok().result == "2"


def what_cannot_be_stopped(kernel):
    """It is told of; a second interrupt ends the session, and the next cell has a fresh one."""
    client = kernel.client
    client.execute("var lost = 1").ok()
    before = kernel.processes()[1:]
    # A child that is waited for synchronously holds the session's only thread.
    msg_id = client.send(
        "console.log('go'); new Deno.Command('sleep', { args: ['300'] }).outputSync(); while (true);"
    )
    client.until_text(msg_id, "go\n")
    time.sleep(0.2)
    kernel.interrupt()
    client.until(
        lambda m: m["msg_type"] == "stream" and m["content"]["name"] == "stderr"
        and m["parent_header"].get("msg_id") == msg_id
    )
    kernel.interrupt()
    client.finish(msg_id).failed()
    assert client.execute("typeof lost").ok().result in ("'undefined'", '"undefined"')
    assert gone(before) == []


if __name__ == "__main__":
    main()
