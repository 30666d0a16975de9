/** Workers of the user's code, which wait for a debugger. @module */

import { type Inspector, InspectorCallError, InspectorClosedError } from "./inspector/inspector.ts";

/** How long a worker may take to start, in milliseconds. */
const START_TIME = 1000;

/**
 * Lets each worker of a session run at once. While an inspector's client is connected, newer versions of
 * Deno (2.9.6 among them) hold a worker back twice for half a second: before its first statement, until
 * the client lets it go, and before its first message, until the client debugs it.
 */
export async function startWorkersAtOnce(inspector: Inspector): Promise<void> {
  const timers = new Set<ReturnType<typeof setTimeout>>();
  inspector.closed.then(() => timers.forEach((timer) => clearTimeout(timer)));
  let last = "";
  inspector.on("NodeWorker.attachedToWorker", ({ sessionId }) => {
    // The first worker is told of twice.
    if (sessionId === last) return;
    last = sessionId;
    const send = (method: string, params = {}): void => {
      const message = JSON.stringify({ id: 1, method, params });
      inspector.call("NodeWorker.sendMessageToWorker", { sessionId, message }).catch((error) => {
        // A worker, or the whole session, may have ended meanwhile.
        if (error instanceof InspectorCallError || error instanceof InspectorClosedError) return;
        throw error;
      });
    };
    send("Debugger.enable");
    // Nobody would let it go on from a `debugger` statement.
    send("Debugger.setSkipAllPauses", { skip: true });
    send("Runtime.runIfWaitingForDebugger");
    // A debugger makes awaits many times slower.
    const timer = setTimeout(() => {
      timers.delete(timer);
      send("Debugger.disable");
    }, START_TIME);
    timers.add(timer);
  });
  await inspector.call("NodeWorker.enable", { waitForDebuggerOnStart: false });
}
