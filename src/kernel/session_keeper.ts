/** The kernel's session: started early, and again after its end. @module */

import { Session, type SessionEnd, type SessionEvent } from "../session/mod.ts";

import { findConfig } from "./find_config.ts";
import { copyLock, type LockCopy } from "./lock_copy.ts";
import { MAGICS_MODULE, withOwnCode } from "./own_code.ts";

/** How the kernel's sessions are started. */
export interface SessionSettings {
  /** Deno's permission flags for the user's code, such as `-A`. */
  permissions: readonly string[];
  /** The notebook's folder. */
  cwd: string;
  /** The notebook's path, where it is known. */
  notebook?: string | undefined;
}

/** Who hears of a session. */
export interface SessionListener {
  /** Takes an event of the code. */
  event(session: Session, event: SessionEvent): void;
  /** A session is there. */
  started(): void;
  /** A session has ended, and the kernel goes on. */
  ended(end: SessionEnd): void;
  /** Resolves when more output may come. */
  drained(): Promise<void>;
}

/** Keeps one session. */
export class SessionKeeper {
  readonly #settings: SessionSettings;
  readonly #listener: SessionListener;
  #starting: Promise<Session> | undefined;
  #current: Session | undefined;
  #isClosed = false;

  /** Starts nothing yet. */
  constructor(settings: SessionSettings, listener: SessionListener) {
    this.#settings = settings;
    this.#listener = listener;
  }

  /** The session that is there now; undefined while one starts, and after one has ended. */
  get current(): Session | undefined {
    return this.#current;
  }

  /** The session, started where there is none; throws where it cannot be started. */
  async session(): Promise<Session> {
    if (this.#isClosed) throw new Error("Cannot run code: the kernel is closed");
    this.#starting ??= this.#start();
    const session = await this.#starting;
    if (!session.isEnding) return session;
    // What runs now would only be told of an end that has nothing to do with it.
    await session.ended;
    return await this.session();
  }

  /** Ends the session; the next call of `session` starts another. */
  async restart(reason?: string): Promise<void> {
    const session = await this.#starting?.catch(() => undefined);
    await session?.endWork();
    this.#forget();
    await session?.close(reason);
  }

  /** Ends the session for good. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.restart();
  }

  async #start(): Promise<Session> {
    let lock: LockCopy | undefined;
    try {
      // The runtime may have something to say before the session is there, such as what it downloads.
      const early: SessionEvent[] = [];
      let started: Session | undefined = undefined;
      // Read anew for each session, as the user may have changed it.
      const { frozenLock, ...configuration } = await findConfig(this.#settings.cwd);
      lock = frozenLock === undefined ? undefined : copyLock(frozenLock);
      const session: Session = await Session.start({
        ...this.#settings,
        ...configuration,
        lock: lock?.path,
        permissions: withOwnCode(this.#settings.permissions),
        magics: MAGICS_MODULE,
        onEvent: (event) => {
          if (started === undefined) early.push(event);
          else this.#listener.event(started, event);
        },
        onEnd: (end) => {
          lock?.[Symbol.dispose]();
          if (this.#current === started) this.#forget();
          if (!this.#isClosed) this.#listener.ended(end);
        },
        drained: () => this.#listener.drained(),
      });
      started = session;
      for (const event of early) this.#listener.event(session, event);
      this.#current = session;
      this.#listener.started();
      return session;
    } catch (error) {
      lock?.[Symbol.dispose]();
      this.#starting = undefined;
      throw error;
    }
  }

  #forget(): void {
    this.#current = undefined;
    this.#starting = undefined;
  }
}
