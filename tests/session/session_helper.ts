/** A real session for tests, with what its cells said. @module */

import {
  type CellOutcome,
  Session,
  type SessionEnd,
  type SessionEvent,
} from "../../src/session/mod.ts";
import { tempDir } from "../helpers/mod.ts";

/** How a cell ended and what it said. */
export interface CellRun {
  /** How it ended. */
  outcome: CellOutcome;
  /** What it said, in order. */
  events: SessionEvent[];
  /** The text of its standard output. */
  stdout: string;
  /** The text of its standard error. */
  stderr: string;
  /** The text of its result; undefined where it showed none. */
  result: string | undefined;
}

/** A session and what a test does with it. */
export interface TestSession {
  /** The session. */
  session: Session;
  /** Its working folder, where tests write what cells import. */
  folder: string;
  /** Everything that was said so far. */
  events: SessionEvent[];
  /** Runs a cell that has to end well. */
  run(source: string): Promise<CellRun>;
  /** Runs a cell, however it ends. */
  try(source: string): Promise<CellRun>;
  /** Resolves to how the session ended. */
  ended: Promise<SessionEnd>;
}

/** How a session for a test is started. */
export interface TestSessionOptions {
  /** Deno's permission flags; all by default. */
  permissions?: string[];
  /** The name of a `deno.json` in the folder, which `files` brings; none by default. */
  config?: string;
  /** Files of the working folder by name. */
  files?: Record<string, string>;
}

/** Registers a test with a session of its own. */
export function sessionTest(
  name: string,
  fn: (test: TestSession) => Promise<void>,
  options: TestSessionOptions = {},
): void {
  Deno.test(name, async () => {
    using folder = tempDir();
    for (const [name, text] of Object.entries(options.files ?? {})) {
      Deno.writeTextFileSync(`${folder.path}/${name}`, text);
    }
    const events: SessionEvent[] = [];
    const end = Promise.withResolvers<SessionEnd>();
    const session = await Session.start({
      permissions: options.permissions ?? ["-A"],
      cwd: folder.path,
      ...options.config === undefined ? {} : { config: `${folder.path}/${options.config}` },
      onEvent: (event) => events.push(event),
      onEnd: end.resolve,
    });
    let cells = 0;
    const attempt = async (source: string): Promise<CellRun> => {
      const first = events.length;
      const outcome = await session.run({ label: `cell [${++cells}]`, source });
      return { outcome, ...said(events.slice(first)) };
    };
    try {
      await fn({
        session,
        folder: folder.path,
        events,
        try: attempt,
        async run(source) {
          const run = await attempt(source);
          if (run.outcome.status === "ok") return run;
          throw new Error(`${source}\n${run.outcome.error.traceback.join("\n")}`);
        },
        ended: end.promise,
      });
    } finally {
      await session.close();
    }
  });
}

/** The texts of events. */
export function said(events: SessionEvent[]): Omit<CellRun, "outcome"> {
  const text = (name: string) =>
    events.flatMap((event) => event.type === "stream" && event.name === name ? event.text : [])
      .join("");
  const result = events.find((event) => event.type === "result");
  return {
    events,
    stdout: text("stdout"),
    stderr: text("stderr"),
    result: result && String(result.display.data["text/plain"]),
  };
}
