/** A kernel without a frontend, for programs that run cells themselves. @module */

import { resolve } from "node:path";
import type { Client } from "./client.ts";
import { Kernel } from "./kernel.ts";
import { LANGUAGE_INFO } from "./kernel_info.ts";
import { MessageFactory } from "./messages.ts";
import type { JupyterMessage } from "./wire/mod.ts";

/** A message that a cell caused. */
export interface CellMessage {
  /** Its type, such as `stream`. */
  msg_type: string;
  /** What it says. */
  content: Record<string, unknown>;
  /** Notes beside it. */
  metadata: Record<string, unknown>;
  /** The id of the request that caused it. */
  parent: string;
}

/** How a cell ended. */
export interface CellReply {
  /** Whether it ran to its end. */
  status: "ok" | "error" | "aborted";
  /** The number of the cell. */
  execution_count: number;
  /** The error's name. */
  ename?: string;
  /** The error's message. */
  evalue?: string;
  /** The lines that show it, with ANSI colours. */
  traceback?: string[];
}

/** How a cell is run. */
export interface ExecuteOptions {
  /** The notebook's id of the cell. */
  cellId?: string;
  /** Metadata of the request. */
  metadata?: Record<string, unknown>;
  /** Called with each message that the cell causes, also after its end. */
  onMessage: (message: CellMessage) => void;
}

/** A kernel without a frontend. */
export interface HeadlessKernel {
  /** The language, as notebook files describe it. */
  languageInfo: Readonly<Record<string, unknown>>;
  /** Runs a cell; resolves after all its messages. */
  execute(code: string, options: ExecuteOptions): Promise<CellReply>;
  /** Resolves when what cells show that changes after them has its last form, such as live charts. */
  settled(): Promise<void>;
  /** Stops the running cell. */
  interrupt(): Promise<void>;
  /** Ends the kernel. */
  shutdown(): Promise<void>;
}

/** How a kernel without a frontend is started. */
export interface HeadlessOptions {
  /** Deno's permission flags for the code, such as `-A`. */
  permissions: readonly string[];
  /** The folder that the code runs in: the notebook's. */
  cwd: string;
  /** The notebook's path; none by default. */
  notebookPath?: string;
  /** Whether type errors are shown as warnings; false by default. */
  typecheck?: boolean;
}

/** Starts a kernel that keeps no history; one that checks types resolves when it is ready to. */
export async function startHeadlessKernel(options: HeadlessOptions): Promise<HeadlessKernel> {
  const { permissions, notebookPath: notebook, typecheck = false } = options;
  const cwd = resolve(options.cwd);
  const listeners = new Map<string, (message: CellMessage) => void>();
  const kernel = new Kernel({
    session: { permissions, cwd, notebook },
    typecheck: () => typecheck,
    publish: ({ header, parent_header, content, metadata }) => {
      const parent = String(parent_header.msg_id ?? "");
      listeners.get(parent)?.({ msg_type: header.msg_type, content, metadata, parent });
    },
  });
  const requests = new MessageFactory();
  // Else the first cell's time would include the start of the language server.
  await kernel.idle();
  return {
    languageInfo: LANGUAGE_INFO,
    async execute(code, { cellId, metadata = {}, onMessage }): Promise<CellReply> {
      const message = requests.make(
        "execute_request",
        { code, allow_stdin: false, stop_on_error: false },
        undefined,
        { metadata: { ...metadata, ...cellId === undefined ? {} : { cellId } } },
      );
      listeners.set(message.header.msg_id, onMessage);
      const reply = await new Promise<JupyterMessage>((resolve) => {
        const client: Client = { id: "", reply: resolve, requestInput: () => {} };
        kernel.receive("shell", message, client);
      });
      await kernel.idle();
      return reply.content as unknown as CellReply;
    },
    settled: () => kernel.settled(),
    interrupt: () => kernel.interrupt(),
    shutdown: () => kernel.close(),
  };
}
