"""The debugger as JupyterLab uses it: debug_request on control, debug_event on iopub."""

from kernel_client import main

SOURCE = """function double(x: number): number {
  let y = x * 2;
  console.log(x);
  return y;
}
const result = double(21);
result"""


class Debug:
    """A debugging client."""

    def __init__(self, client):
        self.client = client
        self.seq = 0
        # How many events of a name were taken.
        self.counts = {}

    def request(self, command, **arguments):
        self.seq += 1
        content = {"type": "request", "seq": self.seq, "command": command, "arguments": arguments}
        reply = self.client.request("debug_request", content, "control")
        assert reply["msg_type"] == "debug_reply", reply
        content = reply["content"]
        assert (content["type"], content["command"]) == ("response", command), content
        assert content["request_seq"] == self.seq, content
        return content

    def ask(self, command, **arguments):
        content = self.request(command, **arguments)
        assert content["success"], content
        return content["body"]

    def event(self, name):
        """The next event of a name."""
        found = []

        def matches(message):
            if message["msg_type"] == "debug_event" and message["content"]["event"] == name:
                found.append(message)
            return len(found) > self.counts.get(name, 0)

        message = self.client.until(matches)
        self.counts[name] = self.counts.get(name, 0) + 1
        return message["content"]["body"]

    def start(self, code, line):
        self.ask("initialize", clientID="jupyterlab", linesStartAt1=True, columnsStartAt1=True)
        self.ask("attach")
        self.event("initialized")
        path = self.ask("dumpCell", code=code)["sourcePath"]
        set_ = self.ask("setBreakpoints", source={"path": path}, breakpoints=[{"line": line}])
        assert [b["verified"] for b in set_["breakpoints"]] == [True], set_
        self.ask("configurationDone")
        return path


def stops(kernel):
    client = kernel.client
    debug = Debug(client)
    assert debug.ask("debugInfo")["isStarted"] is False
    path = debug.start(SOURCE, 2)
    sent = client.send(SOURCE)
    assert debug.event("stopped")["reason"] == "breakpoint"
    frames = debug.ask("stackTrace", threadId=1)["stackFrames"]
    assert [(f["name"], f["line"], f["source"]["path"]) for f in frames] == [
        ("double", 2, path),
        ("cell [1]", 6, path),
    ], frames
    scopes = debug.ask("scopes", frameId=frames[0]["id"])["scopes"]
    assert [s["name"] for s in scopes] == ["Locals", "Globals"], scopes
    variables = debug.ask("variables", variablesReference=scopes[0]["variablesReference"])["variables"]
    assert [(v["name"], v["value"]) for v in variables][0] == ("x", "21"), variables
    debug.ask("next", threadId=1)
    assert debug.event("stopped")["reason"] == "step"
    debug.ask("evaluate", expression="y = 50", context="repl", frameId=debug.ask("stackTrace")["stackFrames"][0]["id"])
    debug.ask("continue", threadId=1)
    assert client.finish(sent).ok().result == "50"
    names = [v["name"] for v in debug.ask("inspectVariables")["variables"]]
    assert names == ["result", "double"], names
    assert debug.ask("richInspectVariables", variableName="result")["data"] == {"text/plain": "50"}
    debug.ask("disconnect", restart=False, terminateDebuggee=False)
    assert client.execute(SOURCE).ok().result == "42"


def interrupted(kernel):
    client = kernel.client
    debug = Debug(client)
    debug.start(SOURCE, 2)
    sent = client.send(SOURCE)
    debug.event("stopped")
    assert kernel.interrupt()["status"] == "ok"
    client.finish(sent).failed()
    debug.event("continued")
    assert client.execute("1 + 1").ok().result == "2"


def session_ends(kernel):
    client = kernel.client
    debug = Debug(client)
    debug.start(SOURCE, 2)
    client.execute("Deno.exit(3)").failed()
    sent = client.send(SOURCE)
    assert debug.event("stopped")["reason"] == "breakpoint"
    debug.ask("continue")
    assert client.finish(sent).ok().result == "42"


def shut_down_while_stopped(kernel):
    client = kernel.client
    debug = Debug(client)
    debug.start(SOURCE, 2)
    client.send(SOURCE)
    debug.event("stopped")


main()
