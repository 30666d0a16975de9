/** A session with a debugger, as a client of Jupyter sees it. */

import { Debugger } from "../../src/kernel/debugger/mod.ts";
import type { DapRequest, DapResponse, DebugEvent } from "../../src/kernel/debugger/mod.ts";
import { compileCell, EMPTY_SCOPE } from "../../src/session/compile/mod.ts";
import { type CellOutcome, Session, type SessionEvent } from "../../src/session/mod.ts";

// deno-lint-ignore no-explicit-any -- answers are looked into freely
type Body = any;

/** A stop of the code. */
export interface Stop {
  /** Why. */
  reason: string;
  /** What was thrown. */
  text?: string;
  /** The calls as `name:line`. */
  stack: string[];
  /** The calls. */
  frames: Body[];
  /** The whole event. */
  body: Body;
}

/** The session of one test. */
export class DebugSession {
  /** What the debugger said so far. */
  readonly events: DebugEvent[] = [];
  /** What the cells said so far. */
  readonly output: SessionEvent[] = [];
  /** The session and its debugger. */
  session!: Session;
  readonly debugger: Debugger;
  readonly #waiting = new Set<() => void>();
  #seq = 0;

  private constructor(readonly cwd: string) {
    this.debugger = new Debugger({
      open: async () => {
        const { session } = this;
        const inspector = await session.openInspector();
        // A process that exits waits for every connection to end.
        session.inspector.closed.then(() => inspector.close());
        return inspector;
      },
      cells: () => this.session.cells,
      compile: (source) => compileCell(source, { earlier: EMPTY_SCOPE }),
    }, (event) => {
      this.events.push(event);
      for (const look of [...this.#waiting]) look();
    });
  }

  /** Starts a session, which `use` debugs. */
  static async run(use: (debug: DebugSession) => Promise<void>, cwd = Deno.cwd()): Promise<void> {
    const debug = new DebugSession(cwd);
    await debug.startSession();
    try {
      await use(debug);
    } finally {
      await debug.debugger.close();
      await debug.session.close();
    }
  }

  /** Starts a session in the place of the one before. */
  async startSession(): Promise<void> {
    this.session = await Session.start({
      permissions: ["-A"],
      cwd: this.cwd,
      onEvent: (event) => void this.output.push(event),
    });
  }

  /** Initializes and attaches, as JupyterLab does. */
  async attach(): Promise<void> {
    await this.ask("initialize", { clientID: "jupyterlab", linesStartAt1: true });
    await this.ask("attach");
  }

  /** Runs a cell as the kernel does. */
  async cell(source: string, label = "cell [1]"): Promise<CellOutcome> {
    const outcome = await this.session.run(
      { label, source },
      (cell) => this.debugger.beforeCell(cell),
    );
    await this.debugger.afterCell();
    return outcome;
  }

  /** Sends a request and returns its whole answer. */
  request(command: string, args: unknown = {}): Promise<DapResponse> {
    return this.debugger.request(
      { seq: ++this.#seq, type: "request", command, arguments: args } as DapRequest,
    );
  }

  /** Sends a request that has to succeed, and returns the body of its answer. */
  async ask(command: string, args: unknown = {}): Promise<Body> {
    const answer = await this.request(command, args);
    if (!answer.success) throw new Error(`${command}: ${answer.message}`);
    return answer.body;
  }

  /** Dumps a cell and sets breakpoints in it; returns the cell's path and the breakpoints. */
  async breakAt(
    source: string,
    ...lines: number[]
  ): Promise<{ path: string; breakpoints: Body[] }> {
    const { sourcePath: path } = await this.ask("dumpCell", { code: source });
    const { breakpoints } = await this.ask("setBreakpoints", {
      source: { path },
      breakpoints: lines.map((line) => ({ line })),
    });
    return { path, breakpoints };
  }

  /** The next event of a name, after those that were waited for before; undefined once `over`. */
  async next(name: string, over?: Promise<unknown>): Promise<Body> {
    let isOver = false;
    const end = () => {
      isOver = true;
      for (const look of [...this.#waiting]) look();
    };
    over?.then(end, end);
    for (;;) {
      const at = this.events.findIndex(({ event }) => event === name);
      if (at !== -1) return this.events.splice(0, at + 1).at(-1)!.body;
      if (isOver) return undefined;
      await new Promise<void>((resolve) => {
        const look = () => {
          this.#waiting.delete(look);
          resolve();
        };
        this.#waiting.add(look);
      });
    }
  }

  /** Waits for a stop and returns its reason, and the stack as `name:line`. */
  async stop(): Promise<Stop> {
    return (await this.stopOr(new Promise(() => {})))!;
  }

  /** Waits for a stop, or for the end of the cell: undefined. */
  async stopOr(done: Promise<unknown>): Promise<Stop | undefined> {
    const body = await this.next("stopped", done);
    if (body === undefined) return undefined;
    const { stackFrames: frames } = await this.ask("stackTrace", { threadId: 1 });
    const stack = frames.map(({ name, line }: Body) => `${name}:${line}`);
    return { reason: body.reason, text: body.text, stack, frames, body };
  }

  /** Lets a cell run to its end, and returns the stacks of all stops on the way. */
  async stacks(done: Promise<unknown>, command = "continue"): Promise<string[][]> {
    const stacks: string[][] = [];
    for (;;) {
      const stop = await this.stopOr(done);
      if (stop === undefined) {
        await done;
        return stacks;
      }
      stacks.push(stop.stack);
      await this.ask(command, { threadId: 1 });
    }
  }

  /** The scopes of a frame and their variables as `name = value`. */
  async scopes(frame: Body): Promise<Record<string, string[]>> {
    const { scopes } = await this.ask("scopes", { frameId: frame.id });
    const shown: Record<string, string[]> = {};
    for (const { name, variablesReference } of scopes) {
      shown[name] = (await this.variables(variablesReference)).map(({ name, value }: Body) =>
        `${name} = ${value}`
      );
    }
    return shown;
  }

  /** The variables of a reference. */
  async variables(variablesReference: number, page: object = {}): Promise<Body[]> {
    return (await this.ask("variables", { variablesReference, ...page })).variables;
  }
}
