"""What was executed, also before a restart."""

from kernel_client import main


def across_a_restart(kernel):
    client = kernel.client
    for code in ("const first = 1", "first + 1", "'ümlaut 😀'"):
        client.execute(code).ok()
    kernel.manager.restart_kernel()
    client.wait_for_ready()
    cell = client.execute("'after'").ok()
    assert cell.content["execution_count"] == 1
    tail = client.ask("history", hist_access_type="tail", n=4, output=False)["history"]
    assert [code for _, _, code in tail] == [
        "const first = 1", "first + 1", "'ümlaut 😀'", "'after'",
    ], tail
    sessions = [session for session, _, _ in tail]
    assert sessions[0] == sessions[1] == sessions[2] < sessions[3], tail
    assert [line for _, line, _ in tail] == [1, 2, 3, 1], tail
    earlier = client.ask(
        "history", hist_access_type="range", session=-1, start=2, stop=4, output=False
    )["history"]
    assert [code for _, _, code in earlier] == ["first + 1", "'ümlaut 😀'"], earlier


def search(kernel):
    client = kernel.client
    for code in ("let a = 1", "a + 1", "a + 1", "a + 22"):
        client.execute(code).ok()

    def found(**options):
        history = client.ask("history", hist_access_type="search", output=False, **options)["history"]
        return [code for _, _, code in history]

    assert found(pattern="a + *") == ["a + 1", "a + 1", "a + 22"]
    assert found(pattern="a + ?") == ["a + 1", "a + 1"]
    assert found(pattern="a + *", unique=True) == ["a + 1", "a + 22"]
    assert found(pattern="a + *", n=2) == ["a + 1", "a + 22"]
    assert found(pattern="%") == []


def outputs(kernel):
    client = kernel.client
    client.execute("6 * 7").ok()
    client.execute("const quiet = 1").ok()
    history = client.ask("history", hist_access_type="tail", n=2, output=True)["history"]
    assert [pair for _, _, pair in history] == [["6 * 7", "42"], ["const quiet = 1", None]], history


if __name__ == "__main__":
    main()
