"""Several clients, clients that come and go, and what each of them gets."""

from kernel_client import Kernel, main


def all_hear_all(kernel):
    first, second = kernel.client, kernel.connect()
    cell = first.execute("console.log('to all'); 1 + 1").ok()
    idle = second.until(
        lambda m: m["parent_header"].get("msg_id") == cell.msg_id
        and m["content"].get("execution_state") == "idle"
    )
    heard = [(m["msg_type"], m["content"]) for m in second.of(cell.msg_id)]
    assert heard == [(m["msg_type"], m["content"]) for m in cell.messages]
    assert idle["parent_header"]["session"] == first.channels.session.session
    assert second.channels.shell_channel.msg_ready() is False


def in_turn(kernel):
    """Cells of several clients run one after the other, in the order in which they came."""
    clients = [kernel.client, kernel.connect(), kernel.connect()]
    clients[0].execute("var order = []").ok()
    sent = [
        (client, client.send(f"await new Promise((d) => setTimeout(d, 20)); order.push({n})"))
        for n in range(3)
        for client in clients
    ]
    for client, msg_id in sent:
        client.finish(msg_id).ok()
    assert clients[1].execute("order.length").ok().result == "9"


def come_and_go(kernel):
    for n in range(10):
        client = kernel.connect()
        assert client.execute(f"{n} + 1").ok().result == str(n + 1)
        client.close()
    assert kernel.client.execute("'still here'").ok().result is not None


def same_identity_again(kernel):
    """A client that comes back under its name, as a frontend does after a lost connection."""
    socket, session = kernel.raw("shell", b"one-name")
    session.send(socket, "kernel_info_request", {})
    assert session.recv(socket, 0)[1]["msg_type"] == "kernel_info_reply"
    socket.close()
    for _ in range(3):
        socket, session = kernel.raw("shell", b"one-name")
        session.send(socket, "execute_request", {"code": "2 + 2", "silent": False})
        reply = session.recv(socket, 0)[1]
        assert reply["msg_type"] == "execute_reply" and reply["content"]["status"] == "ok", reply
        socket.close()


def leaves_in_the_middle(kernel):
    """Who leaves while its cell runs neither ends nor holds up the others."""
    client = kernel.connect()
    msg_id = client.send("console.log('go'); await new Promise((d) => setTimeout(d, 500)); var left = 1")
    client.until_text(msg_id, "go\n")
    client.close()
    assert kernel.client.execute("left").ok().result == "1"


def welcome(kernel):
    """Each subscription is answered by iopub_welcome, to its subscriber alone (JEP 65)."""
    kernel.client.drain()
    before = len(kernel.client.iopub)
    socket, session = kernel.raw("iopub")
    message = session.recv(socket, 0)[1]
    assert message["msg_type"] == "iopub_welcome", message
    assert message["content"] == {"subscription": ""}, message
    assert message["parent_header"] == {}, message
    kernel.client.drain()
    assert [m for m in kernel.client.iopub[before:] if m["msg_type"] == "iopub_welcome"] == []


def topics(kernel):
    """A subscription to a topic gets what begins with it, and nothing else."""
    import zmq

    socket, session = kernel.raw("iopub")
    session.recv(socket, 0)
    socket.unsubscribe(b"")
    socket.subscribe(b"no such topic")
    welcomed = session.recv(socket, 0)[1]
    assert welcomed["content"] == {"subscription": "no such topic"}, welcomed
    kernel.client.execute("1 + 1").ok()
    assert socket.poll(300, zmq.POLLIN) == 0, socket.recv_multipart()


def heartbeat(kernel):
    socket, _ = kernel.raw("hb")
    running = kernel.client.send("console.log('go'); const end = Date.now() + 500; while (Date.now() < end);")
    kernel.client.until_text(running, "go\n")
    for part in (b"ping", b"", b"\x00\xff" * 500):
        socket.send(part)
        assert socket.recv() == part
    kernel.client.finish(running).ok()


def kernel_info(kernel):
    """The same on shell and control, also while a cell runs."""
    client = kernel.client
    running = client.send("console.log('go'); const stop = Date.now() + 1500; while (Date.now() < stop);")
    client.until_text(running, "go\n")
    on_control = client.request("kernel_info_request", {}, "control")["content"]
    on_shell = client.ask("kernel_info")
    assert on_control == on_shell
    assert on_shell["protocol_version"] == "5.5", on_shell
    assert on_shell["language_info"]["name"] == "typescript", on_shell
    assert on_shell["language_info"]["file_extension"] == ".ts", on_shell
    assert "kernel subshells" not in on_shell.get("supported_features", []), on_shell
    client.finish(running).ok()


def answers_while_busy(kernel):
    """Completion, inspection and the rest do not wait for a running cell."""
    client = kernel.client
    client.execute("const visible = { apple: 1, apricot: 2 }").ok()
    running = client.send("console.log('go'); while (true);")
    client.until_text(running, "go\n")
    completed = client.ask("complete", "visible.ap")
    assert {"apple", "apricot"} <= set(completed["matches"]), completed
    assert client.ask("inspect", "visible")["found"] is True
    assert client.ask("is_complete", "function f() {")["status"] == "incomplete"
    assert client.ask("history", hist_access_type="tail", n=1)["status"] == "ok"
    assert client.ask("comm_info")["comms"] == {}
    kernel.interrupt()
    client.finish(running)


def over_ipc():
    with Kernel(transport="ipc") as kernel:
        cell = kernel.client.execute("console.log('by ipc'); 6 * 7").ok()
        assert cell.text() == "by ipc\n" and cell.result == "42"
        assert kernel.interrupt()["status"] == "ok"
        second = kernel.connect()
        assert second.execute("1").ok().result == "1"


if __name__ == "__main__":
    main()
