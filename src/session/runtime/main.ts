/**
 * The program of the session process: prepares the global scope for cells, and offers to the compiled
 * cells and to the kernel what they call, as `__labbook`.
 *
 * Static imports of `node:` modules and of this folder only: the session may have no permissions at all.
 *
 * @module
 */

import {
  CellContext,
  cellContext,
  cellNumber,
  enterCell,
  inCell,
  interruptCells,
  leaveCell,
  rejectingCell,
} from "./cell_context.ts";
import { createCommand } from "./commands.ts";
import { createConsole } from "./console/mod.ts";
import { formatValue } from "./display/mod.ts";
import { CommRegistry, type ReceivedMessage } from "./comms.ts";
import { installExit } from "./exits.ts";
import { completeOwn, installHost, noteModule, noteOf } from "./host.ts";
import { createJupyter } from "./jupyter.ts";
import { KernelLine } from "./kernel_line.ts";
import { Magics } from "./magics.ts";
import { cellMeta, importForCell, installModuleHooks, setFolder } from "./modules.ts";
import { withOrder } from "./node_children.ts";
import { Outbox } from "./outbox.ts";
import { hasWriters, noteWriter, takePipeUse, watchPipeUsers } from "./pipe_users.ts";
import { createInput, installPrompts } from "./prompts.ts";
import { replace } from "./replace.ts";
import { installStreams } from "./streams.ts";
import { describeThrown, installStackTraces } from "./thrown_error.ts";
import { installServe, installTimers } from "./timers.ts";
import { isThenable, wait, waitEach } from "./waits.ts";
import type { SessionEvent, ThrownError, UnplacedEvent } from "../types.ts";

// Taken before the user's code can replace it, and before it is given a cell to belong to.
const later = globalThis.setTimeout;
const pipes = { stdout: Deno.stdout, stderr: Deno.stderr };
const line = new KernelLine();
const encoder = new TextEncoder();
let mark = 0;
let markStart = "";
let canMark = true;
/** Writes a message to standard output in one call, which nothing can interrupt. */
const outbox = new Outbox(line, (message, text) => {
  if (!canMark || markStart === "" || hasWriters()) return false;
  const body = encoder.encode(text);
  const head = encoder.encode(`${markStart}=${message},${body.length}\0`);
  const bytes = new Uint8Array(head.length + body.length);
  bytes.set(head);
  bytes.set(body, head.length);
  try {
    let written = 0;
    while (written < bytes.length) written += pipes.stdout.writeSync(bytes.subarray(written));
    return true;
  } catch {
    // The code has closed the pipe.
    canMark = false;
    return false;
  }
});

const emit = (event: UnplacedEvent): void => {
  const note = event.type === "display" || event.type === "result" ? noteOf(host) : undefined;
  outbox.send({ ...event, ...note, cell: cellNumber() } as SessionEvent);
};
const host = installHost(line, emit);
const magics = new Magics();
const writeText = (name: "stdout" | "stderr", text: string): void => {
  if (text !== "") outbox.write(cellNumber(), name, text);
};
const showError = (error: unknown, cell: CellContext | undefined): void => {
  showDescribed(describeThrown(error), cell);
};
const showDescribed = (error: ThrownError, cell: CellContext | undefined): void => {
  // What an interrupt stopped was asked to stop.
  if (!cell?.stopped) inCell(cell, () => emit({ type: "error", error }));
};

/** Lets the kernel know which text of other writers came before what is said from now on. */
const markPipes = (): void => {
  if (!canMark) return outbox.flush();
  const bytes = encoder.encode(`${markStart}${++mark}\0`);
  try {
    pipes.stdout.writeSync(bytes);
    pipes.stderr.writeSync(bytes);
  } catch {
    // The code has closed a pipe: there is no order to keep any more.
    canMark = false;
    return outbox.flush();
  }
  outbox.send({ type: "mark", number: mark });
};

const input = createInput(line, (id, prompt, password) => {
  emit({ type: "input", id, prompt, password });
});
const comms = new CommRegistry(emit);
const jupyter = createJupyter({ emit, input, comms });
const exit = installExit((code) => outbox.send({ type: "exit", code }));

installStackTraces();
// `Deno.jupyter` itself cannot be defined: outside the stock kernel it is a getter that only throws.
const own = Object.getOwnPropertyDescriptors(Deno) as Record<string, PropertyDescriptor>;
delete own.jupyter;
const deno = Object.create(Object.getPrototypeOf(Deno), own);
Object.defineProperty(deno, "jupyter", { value: jupyter, enumerable: true, configurable: true });
replace(deno, "exit", exit);
for (const [name, stream] of Object.entries(installStreams(writeText))) replace(deno, name, stream);
const beforeChild = (): void => {
  noteWriter();
  outbox.flush();
};
replace(deno, "Command", createCommand(Deno.Command, beforeChild, markPipes));
watchPipeUsers(deno);
installTimers(showError);
installServe(deno);
replace(globalThis, "Deno", deno);
replace(globalThis, "console", createConsole(writeText, { onClear: () => jupyter.clearOutput() }));
installPrompts(input);
installModuleHooks(
  (module) => withOrder(module, beforeChild, markPipes),
  (specifier, module) => noteModule(host, specifier, module),
);

globalThis.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  const error = describeThrown(event.reason);
  showDescribed(error, rejectingCell(error.frames));
});
globalThis.addEventListener("error", (event) => {
  event.preventDefault();
  showError(event.error ?? new Error(event.message), cellContext());
});
// The signal reaches the whole process group; interrupting is the kernel's part.
if (Deno.build.os !== "windows") Deno.addSignalListener("SIGINT", () => {});

/** What the kernel tells of the notebook. */
export interface Place {
  /** Its folder, as a path. */
  folder: string;
  /** Its own path, where it is known. */
  notebook?: string | undefined;
  /** The dependencies of a `package.json` that counts for it. */
  dependencies: Readonly<Record<string, string>>;
  /** How marks in the pipes begin. */
  markStart: string;
  /** The URL of the module that runs magics; none where cells have none. */
  magics?: string | undefined;
}

/** Whether a value is to be awaited; what throws when it is asked is shown as it is. */
const isPromise = (value: unknown): boolean => {
  try {
    return isThenable(value);
  } catch {
    return false;
  }
};

let meta = cellMeta(undefined);

/** What the compiled cells and the kernel call; it cannot be changed from them. */
const runtime = Object.freeze({
  wait,
  waitEach,
  import: importForCell,
  get meta() {
    return meta;
  },
  async result(value: unknown): Promise<void> {
    const settled = isPromise(value) ? await wait(value) : value;
    const display = await wait(formatValue(settled)) as Awaited<ReturnType<typeof formatValue>>;
    if (display !== undefined) emit({ type: "result", display });
  },
  /** Loads what runs magics; to be awaited before a cell that has any. */
  loadMagics: () => magics.load(),
  /** Calls a magic. */
  magic: (...call: unknown[]): unknown => magics.call(call),
  /** Ends a magic whose code has run, and passes the code's value on. */
  endMagic: (...call: unknown[]): unknown => magics.end(call),
  /** Ends the magics of a cell that has ended, however it did. */
  finishMagics: (outcome: unknown): unknown => magics.finish(outcome),
  /** What a magic that the user registered offers at the end of a text. */
  completeMagic: (name: string, text: string) => completeOwn(host, name, text),
  /** Ends what cells have under way, before the session ends. */
  async end(): Promise<void> {
    await Promise.allSettled([...host.endings].map((end) => end()));
  },
  enter: enterCell,
  /** Ends a cell: sends what it said, and marks in the pipes how far its text goes. */
  leave(): void {
    leaveCell();
    if (takePipeUse()) markPipes();
    else outbox.flush();
  },
  flush: () => outbox.flush(),
  interrupt: interruptCells,
  describe: (thrown: unknown): ThrownError => describeThrown(thrown),
  /** Takes a comm message when the running code lets go, not in the middle of it. */
  comm: (number: number, message: ReceivedMessage) =>
    new Promise<void>((resolve) => {
      later(() => {
        inCell(new CellContext(number), () => comms.receive(message));
        outbox.flush();
        resolve();
      }, 0);
    }),
  /** Values for `user_expressions`: the representations, or throws. */
  async format(value: unknown): Promise<{ data: unknown; metadata: unknown }> {
    return await formatValue(await value) ?? { data: { "text/plain": "undefined" }, metadata: {} };
  },
  /** The same of code that is stopped, where nothing can be awaited: at once, where that is possible. */
  render: formatValue,
  /** Tells what the kernel knows of the notebook, and how marks in the pipes begin. */
  place({ folder, notebook, dependencies, markStart: start, magics: module }: Place): void {
    magics.module = module;
    markStart = start;
    setFolder(folder, dependencies);
    meta = cellMeta(notebook);
  },
});
// The main program is the notebook, not what makes its cells run.
Object.defineProperty(deno, "mainModule", { get: () => runtime.meta.url, enumerable: true });
Object.defineProperty(globalThis, "__labbook", { value: runtime });

outbox.send({ type: "ready", ...Deno.version });
