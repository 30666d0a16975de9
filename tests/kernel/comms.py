"""Comm messages: opened by either side, answered, closed where nobody knows the target."""

from kernel_client import main


def send(client, msg_type, content, buffers=None):
    message = client.channels.session.msg(msg_type, content)
    client.channels.session.send(client.channels.shell_channel.socket, message, buffers=buffers)
    return message["header"]["msg_id"]


def unknown_target(kernel):
    client = kernel.client
    msg_id = send(client, "comm_open", {"comm_id": "c1", "target_name": "no.such", "data": {}})
    closed = client.until(lambda m: m["msg_type"] == "comm_close")
    assert closed["content"]["comm_id"] == "c1", closed
    assert closed["parent_header"]["msg_id"] == msg_id
    client.until(
        lambda m: m["parent_header"].get("msg_id") == msg_id
        and m["content"].get("execution_state") == "idle"
    )
    assert client.ask("comm_info")["comms"] == {}


def opened_by_a_cell(kernel):
    """As a widget does it: through Deno.jupyter.broadcast, with buffers."""
    client = kernel.client
    cell = client.execute(
        """await Deno.jupyter.broadcast("comm_open",
             { comm_id: "w1", target_name: "jupyter.widget", data: { state: { value: 1 } } },
             { metadata: { version: "2.1.0" }, buffers: [new Uint8Array([1, 2, 3])] });"""
    ).ok()
    opened = next(m for m in cell.messages if m["msg_type"] == "comm_open")
    assert opened["content"]["data"] == {"state": {"value": 1}}, opened
    assert opened["metadata"] == {"version": "2.1.0"}, opened
    assert [bytes(b) for b in opened["buffers"]] == [b"\x01\x02\x03"], opened
    assert client.ask("comm_info")["comms"] == {"w1": {"target_name": "jupyter.widget"}}
    assert client.ask("comm_info", target_name="other")["comms"] == {}
    send(client, "comm_close", {"comm_id": "w1", "data": {}})
    assert client.ask("comm_info")["comms"] == {}


def message_of_unknown_comm(kernel):
    client = kernel.client
    for msg_type in ("comm_msg", "comm_close"):
        send(client, msg_type, {"comm_id": "never opened", "data": {}})
    assert client.execute("1").ok().result == "1"


if __name__ == "__main__":
    main()
