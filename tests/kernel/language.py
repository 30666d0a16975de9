"""Completion and inspection as a frontend asks for them."""

from kernel_client import main

CELL = """
/** Scales a number. */
function scale(x: number, by = 2): number { return x * by; }
function bound(method: Function, context: ClassMethodDecoratorContext) {}
class Animal { name = "a"; @bound speak() {} }
const pet = new Animal();
const settings = { zoom: 1, alpha: 2 };
const element = <b>bold</b>;
"""


def complete(kernel, code):
    reply = kernel.client.ask("complete", code, len(code))
    assert reply["cursor_end"] == len(code), reply
    return reply["matches"]


def inspect(kernel, code):
    reply = kernel.client.ask("inspect", code, len(code))
    return reply["data"].get("text/plain", "")


def first_questions(kernel):
    """What is right at once, however long the language server takes to start."""
    # The element itself needs a package; what was declared before stays.
    kernel.client.execute(CELL)
    text = inspect(kernel, "scale(")
    assert text.startswith(("function scale(x: number, by = 2): number\n\n", "scale(x: number,")), text
    assert "Scales a number." in text, text
    members(kernel)


def later_questions(kernel):
    """The same, once it has started."""
    kernel.client.execute(CELL)
    kernel.client.request("labbook_diagnostics_request", {"code": "1"})
    assert "by?: number): number\n\nScales a number." in inspect(kernel, "scale(")
    members(kernel)


def members(kernel):
    assert complete(kernel, "settings.")[:3] == ["alpha", "zoom", "hasOwnProperty"]
    assert complete(kernel, "pet.")[:3] == ["name", "speak", "hasOwnProperty"]
    names = complete(kernel, "")
    mine = ["Animal", "bound", "pet", "scale", "settings"]
    assert [name for name in names[:8] if name in mine] == mine, names[:8]
    injected = [name for name in complete(kernel, "_") if name not in ("__dirname", "__filename")]
    assert injected == [], injected


if __name__ == "__main__":
    main()
