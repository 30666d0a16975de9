"""Who is asked when a cell asks for input."""

from queue import Empty

from kernel_client import main


def asked(client, timeout=60):
    message = client.channels.get_stdin_msg(timeout=timeout)
    assert message["msg_type"] == "input_request", message
    return message


def nobody_asked(client):
    try:
        raise AssertionError(client.channels.get_stdin_msg(timeout=0.3))
    except Empty:
        pass


def prompt(kernel):
    client = kernel.client
    msg_id = client.send("const name = prompt('name?', 'none'); name", allow_stdin=True)
    request = asked(client)
    assert request["content"]["prompt"].startswith("name?"), request["content"]
    assert request["content"]["password"] is False
    assert request["parent_header"]["msg_id"] == msg_id
    client.channels.input("Ädä 😀")
    cell = client.finish(msg_id).ok()
    assert "Ädä 😀" in cell.result, cell.result
    assert client.execute("name.length").ok().result == "6"


def confirm(kernel):
    client = kernel.client
    for answer, expected in (("y", "true"), ("n", "false"), ("", "false")):
        msg_id = client.send("confirm('sure?')", allow_stdin=True)
        assert asked(client)["content"]["prompt"].startswith("sure?")
        client.channels.input(answer)
        assert client.finish(msg_id).ok().result == expected


def alert(kernel):
    client = kernel.client
    msg_id = client.send("alert('look'); 'seen'", allow_stdin=True)
    assert asked(client)["content"]["prompt"].startswith("look")
    client.channels.input("")
    assert client.finish(msg_id).ok().result is not None


def several_prompts(kernel):
    client = kernel.client
    msg_id = client.send("[prompt('a'), prompt('b'), prompt('c')].join('-')", allow_stdin=True)
    for answer in ("1", "2", "3"):
        asked(client)
        client.channels.input(answer)
    assert "1-2-3" in client.finish(msg_id).ok().result


def not_allowed(kernel):
    """Where nobody can be asked, the cell says so; it does not wait."""
    for code in ("prompt('name?')", "confirm('sure?')"):
        cell = kernel.client.execute(code, allow_stdin=False).failed()
        assert "does not take input" in cell.error["evalue"], cell.error


def only_who_executed(kernel):
    first, second = kernel.client, kernel.connect()
    for asking, other in ((second, first), (first, second)):
        msg_id = asking.send("prompt('who?')", allow_stdin=True)
        asked(asking)
        nobody_asked(other)
        # What another client sends is no answer.
        other.channels.input("stranger")
        asking.channels.input("friend")
        assert "friend" in asking.finish(msg_id).ok().result


def late_answers(kernel):
    """An answer that nobody waits for is not taken for the next one."""
    client = kernel.client
    client.execute("1").ok()
    client.channels.input("stale")
    msg_id = client.send("prompt('now?')", allow_stdin=True)
    asked(client)
    client.channels.input("fresh")
    assert "fresh" in client.finish(msg_id).ok().result


if __name__ == "__main__":
    main()
