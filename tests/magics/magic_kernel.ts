/** A kernel for tests of magics: cells, and what came of them. @module */

import { stripVTControlCharacters } from "node:util";
import type { Client } from "../../src/kernel/client.ts";
import { Kernel } from "../../src/kernel/kernel.ts";
import { MessageFactory } from "../../src/kernel/messages.ts";
import type { JupyterMessage } from "../../src/kernel/wire/mod.ts";
import { tempDir } from "../helpers/mod.ts";

/** A MIME bundle as a cell displayed it, or as its result. */
export interface Shown {
  /** The representations. */
  data: Record<string, unknown>;
  /** What is said of them. */
  metadata: Record<string, unknown>;
}

/** What came of a cell. */
export interface CellRun {
  /** The error, as `Name: message`; undefined where all went well. */
  error?: string;
  /** Its standard output. */
  stdout: string;
  /** Its standard error. */
  stderr: string;
  /** What it displayed, in order. */
  displays: Shown[];
  /** The text of its result; undefined where there is none. */
  result: string | undefined;
  /** The error as frontends show it, without colours; empty where all went well. */
  traceback: string;
  /** What its reply hands to the frontend. */
  payload: Record<string, unknown>[];
}

/** A kernel, and what a test does with it. */
export interface MagicKernel {
  /** Its working folder. */
  folder: string;
  /** Runs a cell that has to end well. */
  run(source: string): Promise<CellRun>;
  /** Runs a cell, however it ends. */
  try(source: string): Promise<CellRun>;
  /** Runs a cell, and interrupts it when its standard output has a text, after what is to be done first. */
  interruptAt(text: string, source: string, first?: () => Promise<void>): Promise<CellRun>;
  /** Sends a request of the shell channel, and returns the content of its reply. */
  ask(type: string, content: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** Ends the kernel, as a frontend's shutdown does. */
  close(): Promise<void>;
  /** The questions that cells asked; each is answered with {@linkcode MagicKernel.answer}. */
  questions: string[];
  /** What the user types when asked. */
  answer: string;
}

/** Registers a test with a kernel of its own. */
export function kernelTest(
  name: string,
  fn: (kernel: MagicKernel) => Promise<void>,
  permissions: readonly string[] = ["-A"],
): void {
  Deno.test(name, async () => {
    using folder = tempDir();
    let published: (message: JupyterMessage) => void = () => {};
    const kernel = new Kernel({
      session: { permissions, cwd: folder.path },
      publish: (message) => published(message),
    });
    const requests = new MessageFactory();
    const attempt = async (
      code: string,
      onOutput: (text: string) => void = () => {},
    ): Promise<CellRun> => {
      const messages: JupyterMessage[] = [];
      published = (message) => {
        messages.push(message);
        if (message.header.msg_type === "stream") onOutput(textOf(messages, "stdout"));
      };
      const request = requests.make("execute_request", { code, allow_stdin: true }, undefined);
      const reply = await new Promise<JupyterMessage>((resolve) => {
        const client: Client = {
          id: "test",
          reply: resolve,
          requestInput: ({ content }) => {
            context.questions.push(String(content.prompt));
            const answer = requests.make("input_reply", { value: context.answer }, undefined);
            kernel.receive("stdin", answer, client);
          },
        };
        kernel.receive("shell", request, client);
      });
      await kernel.idle();
      return runOf(reply, messages);
    };
    const context: MagicKernel = {
      folder: folder.path,
      questions: [],
      answer: "",
      ask(type, content) {
        return new Promise((resolve) => {
          const client: Client = {
            id: "test",
            reply: (message) => resolve(message.content),
            requestInput: () => {},
          };
          kernel.receive("shell", requests.make(type, content, undefined), client);
        });
      },
      close: () => kernel.close(),
      try: (source) => attempt(source),
      async run(source) {
        const run = await attempt(source);
        if (run.error === undefined) return run;
        throw new Error(`${source}\n${run.error}`);
      },
      async interruptAt(text, source, first = async () => {}) {
        let interrupted: Promise<void> | undefined;
        const run = await attempt(source, (output) => {
          if (output.includes(text)) interrupted ??= first().then(() => kernel.interrupt());
        });
        await interrupted;
        return run;
      },
    };
    try {
      await fn(context);
    } finally {
      await kernel.close();
    }
  });
}

function runOf({ content }: JupyterMessage, messages: JupyterMessage[]): CellRun {
  const of = (type: string) => messages.filter(({ header }) => header.msg_type === type);
  const result = of("execute_result")[0]?.content as Shown | undefined;
  return {
    ...content.status === "ok" ? {} : { error: `${content.ename}: ${content.evalue}` },
    stdout: textOf(messages, "stdout"),
    stderr: textOf(messages, "stderr"),
    displays: of("display_data").map(({ content }) => content as unknown as Shown),
    result: result && String(result.data["text/plain"]),
    traceback: stripVTControlCharacters(((content.traceback ?? []) as string[]).join("\n")),
    payload: (content.payload ?? []) as Record<string, unknown>[],
  };
}

function textOf(messages: JupyterMessage[], name: string): string {
  return messages.filter(({ header, content }) =>
    header.msg_type === "stream" && content.name === name
  ).map(({ content }) => content.text).join("");
}
