"""In which order a cell's messages come, and what ends those behind it."""

from kernel_client import main


def succeeds(kernel):
    cell = kernel.client.execute('console.log("a"); Deno.jupyter.display({"text/plain": "b"}, {raw: true}); 1 + 1').ok()
    assert cell.types[:2] == ["busy", "execute_input"], cell.types
    assert cell.types[-2:] == ["execute_result", "idle"], cell.types
    assert cell.types[2:-2] == ["stream", "display_data"], cell.types
    assert cell.text() == "a\n"
    assert cell.result == "2"
    count = cell.content["execution_count"]
    assert cell.of_type("execute_input")[0]["execution_count"] == count
    assert cell.of_type("execute_result")[0]["execution_count"] == count
    assert kernel.client.execute("1").content["execution_count"] == count + 1
    in_order(cell)


def in_order(cell):
    """The reply is made after the last output and before idle, and has the request as its parent."""
    dates = [message["header"]["date"] for message in cell.messages]
    assert dates == sorted(dates), dates
    assert dates[-2] <= cell.reply["header"]["date"] <= dates[-1], (cell.reply, cell.messages)
    for message in [*cell.messages, cell.reply]:
        assert message["parent_header"]["msg_id"] == cell.msg_id
        assert message["parent_header"]["msg_type"] == "execute_request"


def fails(kernel):
    cell = kernel.client.execute('console.log("before"); throw new TypeError("no such thing"); 1').failed("TypeError")
    assert cell.types == ["busy", "execute_input", "stream", "error", "idle"], cell.types
    assert cell.error["evalue"] == "no such thing"
    assert cell.content["execution_count"] == 1
    in_order(cell)
    assert kernel.client.execute("2").ok().result == "2"


def cannot_be_parsed(kernel):
    cell = kernel.client.execute("const = 1").failed("SyntaxError")
    assert cell.types == ["busy", "execute_input", "error", "idle"], cell.types
    assert cell.error["traceback"], cell.error
    in_order(cell)


def many_lines(kernel):
    sent = [kernel.client.send(f"for (let i = 0; i < 3000; i++) console.log({n}, i)") for n in (1, 2)]
    for n, msg_id in enumerate(sent, 1):
        cell = kernel.client.finish(msg_id).ok()
        assert cell.text() == "".join(f"{n} {i}\n" for i in range(3000))
        in_order(cell)


def streams_and_displays_mixed(kernel):
    cell = kernel.client.execute(
        """for (let i = 0; i < 50; i++) {
             console.log(i);
             console.error(`e${i}`);
             await Deno.jupyter.display({ "text/plain": `d${i}` }, { raw: true });
           }"""
    ).ok()
    got = []
    for message in cell.messages:
        content = message["content"]
        if message["msg_type"] == "stream":
            got += [(content["name"], line) for line in content["text"].splitlines()]
        elif message["msg_type"] == "display_data":
            got.append(("display", content["data"]["text/plain"]))
    expected = [
        pair
        for i in range(50)
        for pair in (("stdout", str(i)), ("stderr", f"e{i}"), ("display", f"d{i}"))
    ]
    assert got == expected, got


def silent(kernel):
    before = kernel.client.execute("let n = 1; n").ok().content["execution_count"]
    cell = kernel.client.execute("n = 2; n", silent=True).ok()
    assert cell.types == ["busy", "idle"], cell.types
    failed = kernel.client.execute("n = 3; throw new Error('quiet')", silent=True)
    assert failed.status == "error" and failed.content["ename"] == "Error", failed.content
    assert "execute_input" not in failed.types and "execute_result" not in failed.types
    after = kernel.client.execute("n").ok()
    assert after.result == "3"
    assert after.content["execution_count"] == before + 1


def without_history(kernel):
    before = kernel.client.execute("1").ok().content["execution_count"]
    cell = kernel.client.execute("'kept out'", store_history=False).ok()
    assert cell.types == ["busy", "execute_input", "execute_result", "idle"], cell.types
    assert kernel.client.execute("2").ok().content["execution_count"] == before + 1
    history = kernel.client.ask("history", hist_access_type="tail", n=10)["history"]
    assert [code for _, _, code in history] == ["1", "2"], history


def user_expressions(kernel):
    kernel.client.execute("const a = 6").ok()
    cell = kernel.client.execute(
        "const b = 7", user_expressions={"product": "a * b", "bad": "nowhere + 1"}
    ).ok()
    given = cell.content["user_expressions"]
    assert given["product"]["status"] == "ok", given
    assert given["product"]["data"]["text/plain"] == "42", given
    assert given["bad"]["status"] == "error", given
    assert given["bad"]["ename"] == "ReferenceError", given
    assert isinstance(given["bad"]["traceback"], list), given
    assert "error" not in cell.types, cell.types
    quiet = kernel.client.execute("", silent=True, user_expressions={"sum": "a + b"}).ok()
    assert quiet.content["user_expressions"]["sum"]["data"]["text/plain"] == "13"


def aborts_what_is_queued(kernel):
    client = kernel.client
    first = client.send("await new Promise((done) => setTimeout(done, 300)); throw new Error('stop')")
    queued = [client.send(f"console.log('never {n}')") for n in range(3)]
    info = client.channels.kernel_info()
    client.finish(first).failed("Error")
    for msg_id in queued:
        cell = client.finish(msg_id)
        assert cell.status == "aborted", cell.content
        assert cell.types == ["busy", "idle"], cell.types
    # Only execution is aborted.
    assert client.reply(info)["content"]["status"] == "ok"
    assert client.execute("'on again'").ok().result is not None


def goes_on_after_an_error(kernel):
    client = kernel.client
    first = client.send(
        "await new Promise((done) => setTimeout(done, 300)); throw new Error('on')", stop_on_error=False
    )
    second = client.send("console.log('runs')")
    client.finish(first).failed("Error")
    assert client.finish(second).ok().text() == "runs\n"


def empty_cells(kernel):
    for code in ("", "   \n", "// only a comment", ";"):
        cell = kernel.client.execute(code).ok()
        assert cell.types[-1] == "idle" and "execute_result" not in cell.types, cell.types


def late_output(kernel):
    client = kernel.client
    first = client.execute("setTimeout(() => console.log('late'), 400)").ok()
    assert first.text() == ""
    second = client.execute("await new Promise((done) => setTimeout(done, 900)); console.log('own')").ok()
    client.until_text(first.msg_id, "late\n")
    assert second.text() == "own\n"


def late_error(kernel):
    client = kernel.client
    first = client.execute("setTimeout(() => { throw new RangeError('later') }, 100); Promise.reject(1); 0").ok()
    client.until(
        lambda m: m["msg_type"] == "error" and m["content"]["ename"] == "RangeError"
        and m["parent_header"]["msg_id"] == first.msg_id
    )
    assert client.execute("'alive'").ok().result is not None


def updates_and_clears(kernel):
    client = kernel.client
    client.execute(
        "await Deno.jupyter.display({'text/plain': 'a'}, {raw: true, display_id: 'one'})"
    ).ok()
    cell = client.execute(
        """await Deno.jupyter.display({'text/plain': 'b'}, {raw: true, display_id: 'one', update: true});
           await Deno.jupyter.broadcast('clear_output', {wait: true});
           console.log('after')"""
    ).ok()
    assert cell.types[2:-1] == ["update_display_data", "clear_output", "stream"], cell.types
    assert cell.of_type("update_display_data")[0]["transient"] == {"display_id": "one"}
    assert cell.of_type("clear_output") == [{"wait": True}]


def text_of_every_road(kernel):
    cell = kernel.client.execute(
        """console.log("1");
           Deno.stdout.writeSync(new TextEncoder().encode("2\\n"));
           (await import("node:process")).default.stdout.write("3\\n");
           await new Deno.Command("echo", { args: ["4"], stdout: "inherit" }).spawn().status;
           console.error("e")"""
    ).ok()
    assert sorted(cell.text().split()) == ["1", "2", "3", "4"], cell.text()
    assert cell.text("stderr") == "e\n"


if __name__ == "__main__":
    main()
