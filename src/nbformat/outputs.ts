/**
 * The outputs of cells, put together from a kernel's messages as nbclient does.
 *
 * @see https://jupyter-client.readthedocs.io/en/stable/messaging.html
 * @module
 */
import { type Cell, isObject, type JsonObject, type Output } from "./types.ts";

/** A message of a kernel. */
export interface OutputMessage {
  /** Its type, such as `stream`. */
  msg_type: string;
  /** What it says. */
  content: JsonObject;
}

/** The outputs of a notebook's cells while it runs. */
export class Outputs {
  /** The displays that an update changes, by their id. */
  readonly #displays = new Map<string, Set<Output>>();
  /** The cells whose outputs go as soon as the next one comes. */
  readonly #clearLater = new Set<Cell>();

  /**
   * Adds what a message says to a cell; messages that are no outputs change nothing.
   *
   * @returns Whether an output changed.
   */
  add(cell: Cell, { msg_type, content }: OutputMessage): boolean {
    switch (msg_type) {
      case "execute_input":
        cell.execution_count = content.execution_count as number;
        return false;
      case "stream":
        this.#stream(this.#outputsOf(cell), String(content.name), String(content.text));
        return true;
      case "display_data":
      case "execute_result":
        this.#display(cell, msg_type, content);
        return true;
      case "update_display_data":
        return this.#update(content);
      case "clear_output":
        if (content.wait) this.#clearLater.add(cell);
        else this.#clear(cell);
        return !content.wait;
      case "error":
        this.#outputsOf(cell).push({
          output_type: "error",
          ename: content.ename,
          evalue: content.evalue,
          traceback: content.traceback,
        });
        return true;
    }
    return false;
  }

  #outputsOf(cell: Cell): Output[] {
    if (this.#clearLater.delete(cell)) this.#clear(cell);
    return cell.outputs ??= [];
  }

  #clear(cell: Cell): void {
    this.#clearLater.delete(cell);
    // What was cleared is no longer there to be updated.
    for (const shown of this.#displays.values()) {
      for (const output of cell.outputs ?? []) shown.delete(output);
    }
    cell.outputs = [];
  }

  #stream(outputs: Output[], name: string, text: string): void {
    const last = outputs.at(-1);
    if (last?.output_type === "stream" && last.name === name) last.text += text;
    else outputs.push({ output_type: "stream", name, text });
  }

  #display(cell: Cell, type: string, content: JsonObject): void {
    const output: Output = {
      output_type: type,
      data: content.data ?? {},
      metadata: content.metadata ?? {},
      ...type === "execute_result" ? { execution_count: content.execution_count } : {},
    };
    this.#outputsOf(cell).push(output);
    const id = displayId(content);
    if (id === undefined) return;
    // A display that takes up an id shows what is shown under it everywhere.
    this.#update(content);
    this.#displays.set(id, (this.#displays.get(id) ?? new Set()).add(output));
  }

  #update(content: JsonObject): boolean {
    const id = displayId(content);
    const shown = id === undefined ? undefined : this.#displays.get(id);
    for (const output of shown ?? []) {
      output.data = content.data ?? {};
      output.metadata = content.metadata ?? {};
    }
    return shown !== undefined && shown.size > 0;
  }
}

function displayId({ transient }: JsonObject): string | undefined {
  return isObject(transient) && typeof transient.display_id === "string"
    ? transient.display_id
    : undefined;
}
