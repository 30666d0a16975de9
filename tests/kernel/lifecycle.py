"""How a kernel ends, restarts and takes its session along, whoever dies first."""

import os
import signal
import subprocess
import sys

import psutil
from kernel_client import Kernel, end, gone, main


def session_of(kernel):
    """The process that runs the cells."""
    pid = int(kernel.client.execute("Deno.pid").ok().result)
    assert pid != kernel.process.pid
    return psutil.Process(pid)


def shutdown(kernel):
    client = kernel.client
    client.execute("1").ok()
    processes = kernel.processes()
    content = client.request("shutdown_request", {"restart": False}, "control")["content"]
    assert content == {"status": "ok", "restart": False}, content
    assert gone(processes) == []
    assert kernel.manager.provisioner.process.wait() == 0


def shutdown_on_shell(kernel):
    """Old clients ask on shell."""
    processes = kernel.processes()
    content = kernel.client.request("shutdown_request", {"restart": False})["content"]
    assert content["status"] == "ok", content
    assert gone(processes) == []


def shutdown_while_busy(kernel):
    client = kernel.client
    msg_id = client.send("console.log('go'); while (true);")
    client.until_text(msg_id, "go\n")
    processes = kernel.processes()
    client.request("shutdown_request", {"restart": False}, "control")
    assert gone(processes) == []


def restart(kernel):
    client = kernel.client
    client.execute("var lost = 1").ok()
    client.execute("setInterval(() => {}, 10); Deno.serve({ port: 0, onListen() {} }, () => new Response())").ok()
    before = kernel.processes()
    for _ in range(2):
        kernel.manager.restart_kernel()
        client.wait_for_ready()
        cell = client.execute("typeof lost").ok()
        assert "undefined" in cell.result and cell.content["execution_count"] == 1, cell.content
    assert gone(before) == []


def ends_by_sigterm(kernel):
    session_of(kernel)
    processes = kernel.processes()
    kernel.process.send_signal(signal.SIGTERM)
    assert gone(processes) == []


def killed_kernel(kernel):
    """Its orphan ends by itself, even in an endless loop."""
    client = kernel.client
    session_of(kernel)
    msg_id = client.send("console.log('go'); while (true);")
    client.until_text(msg_id, "go\n")
    processes = kernel.processes()
    os.kill(kernel.process.pid, signal.SIGKILL)
    assert gone(processes) == []


def killed_idle_kernel(kernel):
    session_of(kernel)
    processes = kernel.processes()
    os.kill(kernel.process.pid, signal.SIGKILL)
    assert gone(processes) == []


def killed_session(kernel):
    """The cell ends with an error that says so, and the next one has a fresh session."""
    client = kernel.client
    client.execute("var lost = 1").ok()
    session = session_of(kernel)
    msg_id = client.send("console.log('go'); await new Promise(() => {})")
    queued = client.send("console.log('never')")
    client.until_text(msg_id, "go\n")
    session.kill()
    cell = client.finish(msg_id).failed()
    assert "session" in cell.error["evalue"].lower(), cell.error
    assert client.finish(queued).status == "aborted"
    assert "undefined" in client.execute("typeof lost").ok().result
    assert session_of(kernel).pid != session.pid
    assert gone([session]) == []


def killed_idle_session(kernel):
    client = kernel.client
    client.execute("var lost = 1").ok()
    session = session_of(kernel)
    session.kill()
    assert gone([session]) == []
    assert "undefined" in client.execute("typeof lost").ok().result


def exit_in_a_cell(kernel):
    client = kernel.client
    client.execute("var lost = 1").ok()
    cell = client.execute("console.log('before'); Deno.exit(3)").failed()
    assert cell.text() == "before\n" and "3" in cell.error["evalue"], cell.error
    assert "undefined" in client.execute("typeof lost").ok().result
    client.execute("(await import('node:process')).default.exit(0)").failed()
    assert client.execute("1 + 1").ok().result == "2"


def out_of_memory():
    """With a small heap, as filling a large one takes long."""
    with Kernel(env={**os.environ, "DENO_V8_FLAGS": "--max-old-space-size=100"}) as kernel:
        client = kernel.client
        cell = client.execute(
            "const held: unknown[] = [];"
            " for (;;) { held.push(Array.from({ length: 1e5 }, (_, i) => ({ i }))); await null; }"
        ).failed()
        assert "session" in cell.error["evalue"].lower(), cell.error
        assert client.execute("1 + 1").ok().result == "2"


PARENT = """
import sys
from kernel_client import Kernel
kernel = Kernel()
kernel.client.execute("1").ok()
print(*[process.pid for process in kernel.processes()], flush=True)
sys.stdin.read()
"""


def parent_dies():
    """JPY_PARENT_PID names the process without which the kernel has no purpose."""
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    processes = [psutil.Process(int(pid)) for pid in parent.stdout.readline().split()]
    try:
        assert len(processes) >= 2, processes
        parent.kill()
        parent.wait()
        assert gone(processes) == []
    finally:
        end([parent, *processes])


def session_is_secret(kernel):
    """Nobody who only finds the inspector's port learns its address."""
    import urllib.error
    import urllib.request

    session = session_of(kernel)
    ports = [c.laddr.port for c in session.net_connections() if c.status == psutil.CONN_LISTEN]
    assert len(ports) == 1, ports
    for path in ("/json", "/json/list", "/json/version"):
        try:
            answer = urllib.request.urlopen(f"http://127.0.0.1:{ports[0]}{path}").read()
            raise AssertionError(answer)
        except urllib.error.HTTPError as error:
            assert error.code == 404, error
    arguments = " ".join(session.cmdline() + kernel.process.cmdline())
    assert "ws://" not in arguments, arguments


def starts_in_its_folder():
    """Relative files and modules are those of the folder the kernel was started in."""
    os.makedirs("here", exist_ok=True)
    with open("here/local.ts", "w") as file:
        file.write("export const answer: number = 42;")
    with Kernel(cwd="here") as kernel:
        cell = kernel.client.execute('import { answer } from "./local.ts"; answer').ok()
        assert cell.result == "42", cell.result
        assert kernel.client.execute('Deno.readTextFileSync("local.ts").length').ok().result == "33"


if __name__ == "__main__":
    main()
