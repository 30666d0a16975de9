"""What cells may hold, and the help while one types."""

import os
import time
from pathlib import Path


def names(pairs):
    return "all" if not pairs else f"not {', '.join(pairs)}"


DECLARED = {
    "const": ("const x = 1;", "const x = 2;"),
    "class": ("class X {}", "class X {}"),
    "function": ("function f() {}", "function f() {}"),
    "enum": ("enum E { a }", "enum E { b }"),
    "function as const": ("function g() {}", "const g = 2;"),
    "const as function": ("const h = 1;", "function h() {}"),
    "class as enum": ("class K {}", "enum K { a }"),
    "import as const": ('import { sep } from "node:path"; sep;', "const sep = 1;"),
}


def redeclare(kernel):
    if kernel.python:
        return "all"
    refused = []
    for name, (first, second) in DECLARED.items():
        cells = [kernel.execute(code, settle=0.2) for code in (first, second)]
        if any(cell.status != "ok" or cell.told for cell in cells):
            refused.append(name)
    return names(refused)


WRITTEN = {
    "top-level await": "(await Promise.resolve('works'))",
    "enum": "enum Colour { red = 'works' } Colour.red",
    "const enum of an earlier cell": ("const enum Early { a = 'works' }", "Early.a"),
    "namespace": "namespace N { export const a = 'works'; } N.a",
    "decorators": "function d(v: any, c: any) { c.addInitializer?.(() => {}); } class D { @d m() { return 'works' } } new D().m()",
    "accessor": "class A { accessor a = 'works' } new A().a",
    "using": "{ using r = { [Symbol.dispose]() {} }; } 'works'",
    "JSX": "/** @jsx h */ function h(t: string) { return 'works ' + t } <b/>",
    "export": "export const exported = 'works'; exported",
    "import.meta": "import.meta.url.startsWith('file:') ? 'works' : ''",
    "JSON import": 'import j from "./data.json" with { type: "json" }; j.a',
}


def written(kernel):
    if kernel.python:
        return "–"
    refused = []
    for name, codes in WRITTEN.items():
        for code in [codes] if isinstance(codes, str) else codes:
            cell = kernel.execute(code, settle=0.3)
        if "works" not in (cell.shown or ""):
            refused.append(name)
    return names(refused)


def package(kernel):
    if kernel.python:
        return "–"
    cell = kernel.execute('import { op } from "npm:arquero@7.2.1"; typeof op.mean', seconds=90)
    return "yes" if "function" in (cell.shown or "") else "no"


def import_map(kernel):
    if kernel.python:
        return "–"
    return "yes" if "works" in (kernel.execute('import { word } from "short"; word').shown or "") else "no"


def local(kernel):
    code = 'import { value } from "./local.ts"; value'
    if kernel.node:
        code = 'import { value } from "./local"; value'
    if kernel.python:
        code = "import local; local.value"
    first = kernel.execute(code, seconds=30).shown
    if first != "1":
        return "not found"
    time.sleep(1.1)
    # The module that the imported one imports.
    file = Path("deeper.py" if kernel.python else "deeper.ts")
    before = file.read_text()
    file.write_text(before.replace("1", "2"))
    second = kernel.execute(code, seconds=30).shown
    file.write_text(before)
    return "the new one" if second == "2" else "the old one"


def complete(kernel, text, wanted, seconds=4):
    """Whether a name is offered at the end of a text; what is loaded first has some time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        reply = kernel.ask("complete_request", {"code": text, "cursor_pos": len(text)}, seconds=3)
        if reply and any(match.endswith(wanted) for match in reply.get("matches", [])):
            return True
        kernel.pump(0.3)
    return False


def completion(kernel):
    if kernel.python:
        kernel.execute("class T:\n  apple = 1\ntable = T()\ndef f() -> str: return ''")
        asked = {"values": ("table.ap", "apple"), "types": ("f().upp", "upper")}
    else:
        kernel.execute("const table = { apple: 1 };\nfunction f() { return { pear: 1 }; }")
        asked = {"values": ("table.ap", "apple"), "types": ("f().pe", "pear")}
        asked["literals"] = ("[1, 2].fin", "find")
    found = [name for name, case in asked.items() if complete(kernel, *case, 20)]
    return ", ".join(found) or "nothing"


def completion_while_busy(kernel):
    kernel.execute("import time; table = {}" if kernel.python else "const table = { apple: 1 };")
    name = ("table.ap", "apple")
    if kernel.python:
        name = ("table.po", "pop")
    sent = kernel.send("time.sleep(5)" if kernel.python
                       else "{ const end = Date.now() + 5000; while (Date.now() < end); }")
    kernel.pump(0.5)
    found = complete(kernel, *name, 3.5)
    return "yes" if found and not kernel.of(sent).status else "no"


def inspection(kernel):
    code = "/** Says hello. */\nfunction greet(name: string): string { return name; }"
    if kernel.python:
        code = 'def greet(name: str) -> str:\n  "Says hello."\n  return name'
    kernel.execute(code)
    deadline = time.monotonic() + 20
    content = {"code": "greet", "cursor_pos": 3, "detail_level": 0}
    best = ""
    while time.monotonic() < deadline:
        reply = kernel.ask("inspect_request", content, seconds=5)
        if reply is None:
            break
        best = str(reply.get("data", "")) if reply.get("found") else ""
        if "Says hello" in best and "name: str" in best:
            return "signature and documentation"
        kernel.pump(0.5)
    return "found" if best else "nothing is found"


def is_complete(kernel):
    codes = {"1+": "incomplete", "const a = `x": "incomplete", "/re(gex/": "invalid", "f(": "incomplete",
             "const s = ')'": "complete"}
    if kernel.python:
        codes = {"1+": "invalid", "f(": "incomplete", "a = '''": "incomplete", "s = ')'": "complete"}
    wrong = []
    for code, wanted in codes.items():
        reply = kernel.ask("is_complete_request", {"code": code}, seconds=5)
        if (reply or {}).get("status") != wanted:
            wrong.append(f'"{code}" is {(reply or {}).get("status", "not answered")}')
    return "right" if not wrong else "wrong: " + "; ".join(wrong)


def prepare():
    """The files beside the notebook."""
    Path("deeper.ts").write_text("export const value = 1;\n")
    Path("local.ts").write_text('export { value } from "./deeper.ts";\nexport const word = "works";\n')
    if os.environ["KERNEL"] == "tslab":
        Path("local.ts").write_text('export { value } from "./deeper";\n')
    Path("deeper.py").write_text("value = 1\n")
    Path("local.py").write_text("from deeper import value\n")
    Path("data.json").write_text('{ "a": "works" }\n')
    Path("deno.json").write_text('{ "imports": { "short": "./local.ts" } }\n')
