"""Asks one kernel what it does, and prints it as JSON, a line for each thing:
`behaviours.py KERNEL [part of a name, …]`."""

import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "behaviours"))
import errors  # noqa: E402
import interrupts  # noqa: E402
import language  # noqa: E402
import outputs  # noqa: E402
import protocol  # noqa: E402
from client import Kernel  # noqa: E402

CHECKS = {
    "Jupyter's stop button: an endless loop": interrupts.loop,
    "… a pending await": interrupts.pending_await,
    "… a loop of awaits": interrupts.awaits,
    "`interrupt_request`: an endless loop": interrupts.loop_by_message,
    "… a pending await (by message)": interrupts.pending_await_by_message,
    "… a loop of awaits (by message)": interrupts.awaits_by_message,
    "SIGINT while nothing runs": interrupts.idle_signal,
    "`Deno.exit(3)`, `process.exit(3)`, `os._exit(3)`": interrupts.exits,
    "20,000 lines: late or lost after the cell's idle": outputs.after_idle,
    "3 queued cells of 1,000 lines: in the right cell": outputs.queued,
    "A line, while its cell goes on computing, is shown": outputs.progress,
    "`null`, `NaN`, `10n`, `-0`, a symbol, a text: shown": outputs.values,
    "`undefined` (`None`)": outputs.undefined,
    "A promise as the last value": outputs.promise,
    "Written past the console: shown in its cell": outputs.roads,
    "A timer prints while a later cell runs: shown in": outputs.late_timer,
    "Asks the user (`prompt`, `input`)": outputs.input_asked,
    "A syntax error": errors.syntax_error,
    "The place of an error in line 3 of cell 2": errors.place,
    "An error's cause": errors.cause,
    "The queued cell after a failed one": errors.queued_after,
    "A rejection that nobody handles": errors.rejection,
    "An error in a timer": errors.in_a_timer,
    "`const text: string = 5`": errors.type_error,
    "Declared again in a later cell": language.redeclare,
    "Runs in a cell": language.written,
    "`npm:` imports": language.package,
    "Names of deno.json's import map": language.import_map,
    "A changed module that a local import imports, on running the cell again": language.local,
    "Completes": language.completion,
    "Completes while a cell computes": language.completion_while_busy,
    "Inspection of a function (Shift+Tab)": language.inspection,
    "`is_complete_request`": language.is_complete,
    "History": protocol.history,
    "An unknown comm target": protocol.unknown_comm,
    "`comm_info_request`": protocol.comms,
    "`silent` publishes nothing": protocol.silent,
    "`user_expressions`": protocol.user_expressions,
    "Protocol version": protocol.version,
    "`kernel_info_request` on control": protocol.info_on_control,
    "`iopub_welcome`": protocol.welcome,
    "A message with a wrong signature": protocol.forged,
    "Debugger: breakpoint, value": protocol.debugger,
    "Memory, idle after one cell (PSS of all processes)": protocol.memory,
}


def main(name, parts):
    os.environ["KERNEL"] = name
    language.prepare()
    for what, check in CHECKS.items():
        if parts and not any(part in what for part in parts):
            continue
        with Kernel(name) as kernel:
            does = check(kernel)
            if kernel.invalid:
                does += f" ({kernel.invalid} messages with a wrong signature)"
        print(json.dumps({"what": what, "does": does}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
