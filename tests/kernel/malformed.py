"""Input that is no proper message never ends the kernel, and is never executed."""

import hashlib
import hmac
import json
import os
import socket
import struct

from kernel_client import TIMEOUT, main

DELIMITER = b"<IDS|MSG>"
MARK = "executed.txt"


def alive(kernel):
    """The kernel answers old and new clients, and executed none of it."""
    assert kernel.client.execute("1 + 1").ok().result == "2"
    late = kernel.connect()
    assert late.execute("2 + 2").ok().result == "4"
    late.close()
    assert not os.path.exists(MARK)


def parts(kernel, **changes):
    """The frames of an execute request that would be noticed."""
    code = f'Deno.writeTextFileSync({json.dumps(os.path.abspath(MARK))}, "")'
    message = {
        "header": {
            "msg_id": os.urandom(8).hex(), "msg_type": "execute_request", "session": "s",
            "username": "u", "version": "5.3", "date": "2026-01-01T00:00:00Z",
        },
        "parent_header": {}, "metadata": {},
        "content": {"code": code, "silent": False},
    } | changes
    return [
        value if isinstance(value, bytes) else json.dumps(value).encode()
        for value in (message[k] for k in ("header", "parent_header", "metadata", "content"))
    ]


def sign(key, frames):
    mac = hmac.new(key, digestmod=hashlib.sha256)
    for frame in frames:
        mac.update(frame)
    return mac.hexdigest().encode()


def sends(kernel, *messages):
    key = kernel.manager.session.key
    for channel in ("shell", "control", "stdin"):
        peer, _ = kernel.raw(channel)
        for message in messages:
            peer.send_multipart(message(key))
        alive(kernel)
        peer.close()


def signatures(kernel):
    frames = parts(kernel)
    sends(
        kernel,
        lambda key: [DELIMITER, b"", *frames],
        lambda key: [DELIMITER, sign(b"another key", frames), *frames],
        lambda key: [DELIMITER, sign(key, frames)[:-1], *frames],
        lambda key: [DELIMITER, sign(key, frames) + b"0", *frames],
        lambda key: [DELIMITER, b"\xff" * 64, *frames],
        lambda key: [DELIMITER, sign(key, frames), *frames[:3], frames[3] + b" "],
    )


def replayed(kernel):
    """A message that was signed rightly, but is sent once more by somebody else."""
    client = kernel.client
    client.execute("var times = 0").ok()
    key = kernel.manager.session.key
    frames = parts(kernel, content={"code": "times++", "silent": False})
    message = [DELIMITER, sign(key, frames), *frames]
    for _ in range(2):
        peer, _ = kernel.raw("shell")
        peer.send_multipart(message)
        peer.poll(500)
        peer.close()
    assert client.execute("times").ok().result == "1"


def frames_missing(kernel):
    frames = parts(kernel)
    sends(
        kernel,
        lambda key: [b""],
        lambda key: [b"", b"", b""],
        lambda key: [DELIMITER],
        lambda key: [DELIMITER, sign(key, frames)],
        lambda key: [DELIMITER, sign(key, frames[:2]), *frames[:2]],
        lambda key: [sign(key, frames), *frames],
        lambda key: [DELIMITER, DELIMITER, *frames],
    )


def not_as_specified(kernel):
    """Rightly signed, and still not what the specification has."""
    header = json.loads(parts(kernel)[0])
    bad = [
        {"header": b"not JSON"},
        {"header": b"\xff\xfe"},
        {"header": b"[]"},
        {"header": b"null"},
        {"header": {}},
        {"header": header | {"msg_type": 7}},
        {"header": header | {"msg_id": None, "msg_type": "no_such_request"}},
        {"header": header | {"msg_type": "__proto__"}},
        {"header": header | {"msg_type": "constructor"}},
        {"content": b"{"},
        {"content": b"[]"},
        {"content": b"null"},
        {"content": {}},
        {"content": {"code": 5}},
        {"content": {"code": None, "silent": "yes", "user_expressions": 3}},
        {"parent_header": b"5"},
        {"metadata": b"[1"},
        {"content": b"[" * 100_000},
        *({"header": header | {"msg_type": f"{name}_request"}, "content": content}
          for name in ("complete", "inspect", "is_complete", "history", "comm_info", "debug")
          for content in ({}, {"code": 1, "cursor_pos": "x"}, {"code": "ab", "cursor_pos": 1e9})),
        *({"header": header | {"msg_type": name}, "content": {}}
          for name in ("comm_open", "comm_msg", "comm_close", "input_reply")),
    ]

    def as_message(changes):
        # Each is another message, or it would be dropped as a replay.
        head = changes.get("header")
        if head is None or isinstance(head, dict) and head.get("msg_id"):
            changes["header"] = (head or header) | {"msg_id": os.urandom(8).hex()}
        frames = parts(kernel, **changes)
        return lambda key: [DELIMITER, sign(key, frames), *frames]

    for channel in ("shell", "control"):
        peer, _ = kernel.raw(channel)
        for changes in bad:
            peer.send_multipart(as_message(dict(changes))(kernel.manager.session.key))
        alive(kernel)
        peer.close()


def unknown_request_in_between(kernel):
    """What is not known gets no wrong answer, and holds nothing up."""
    message = kernel.client.channels.session.msg("no_such_request", {})
    kernel.client.channels.shell_channel.send(message)
    assert kernel.client.execute("'next'").ok().result is not None


def oversized(kernel):
    """Too large to be taken, told by its length alone or sent in full."""
    info = kernel.manager.get_connection_info()
    for length in (2**63 - 1, 2**40, 2**64 - 1):
        with connected(info["shell_port"]) as peer:
            peer.sendall(GREETING + ready(b"DEALER"))
            peer.sendall(b"\x02" + struct.pack(">Q", length) + b"x" * 65536)
        alive(kernel)
    # A large cell is no offence.
    cell = kernel.client.execute(f"/* {'x' * 20_000_000} */ 'large'").ok()
    assert "large" in cell.result


GREETING = b"\xff" + b"\0" * 8 + b"\x7f\x03\x00NULL" + b"\0" * 16 + b"\0" + b"\0" * 31


def ready(kind):
    body = b"\x05READY\x0bSocket-Type" + struct.pack(">I", len(kind)) + kind
    return b"\x04" + bytes([len(body)]) + body


def connected(port):
    return socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT)


def not_zmtp(kernel):
    """Scanners, browsers and broken peers on any port."""
    info = kernel.manager.get_connection_info()
    greetings = [
        b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + os.urandom(200),
        b"",
        b"\xff",
        b"\0" * 1000,
        os.urandom(10_000),
        GREETING[:40],
        GREETING.replace(b"NULL", b"PLAI"),
        GREETING + b"\x04\xff",
        GREETING + ready(b"NONSENSE"),
        GREETING + ready(b"DEALER") + b"\x07\x05abcde",
        GREETING + b"\x00\x05hello",
        GREETING + b"\x04\x05\x05READY"[:3],
        GREETING + ready(b"DEALER") + b"\x01\x03abc" * 50,
    ]
    for channel in ("shell", "control", "stdin", "iopub", "hb"):
        for greeting in greetings:
            with connected(info[f"{channel}_port"]) as peer:
                peer.sendall(greeting)
        alive(kernel)


def held_open(kernel):
    """Peers that connect and say nothing more hold nobody up."""
    info = kernel.manager.get_connection_info()
    ports = [info[f"{channel}_port"] for channel in ("shell", "control", "iopub", "hb")]
    peers = [connected(port) for port in ports for _ in range(20)]
    for peer in peers[::2]:
        peer.sendall(GREETING)
    alive(kernel)
    for peer in peers:
        peer.close()
    alive(kernel)


def slow_subscriber(kernel):
    """A subscriber that reads nothing neither stops the kernel nor fills its memory."""
    info = kernel.manager.get_connection_info()
    with connected(info["iopub_port"]) as peer:
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        peer.sendall(GREETING + ready(b"SUB") + b"\x00\x01\x01")
        kernel.client.execute("for (let i = 0; i < 300_000; i++) console.log('line of text', i)").ok()
        alive(kernel)


if __name__ == "__main__":
    main()
