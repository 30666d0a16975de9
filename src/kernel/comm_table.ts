/** Which comms are open. @module */

/** Follows the comm messages of both sides. */
export class CommTable {
  readonly #targets = new Map<string, string>();

  /** Takes note of a message that may open or close a comm. */
  note(type: string, { comm_id: id, target_name: target }: Record<string, unknown>): void {
    if (typeof id !== "string") return;
    if (type === "comm_open" && typeof target === "string") this.#targets.set(id, target);
    if (type === "comm_close") this.#targets.delete(id);
  }

  /** The open comms of a target, or all, as `comm_info_reply` has them. */
  info(target: unknown): Record<string, { target_name: string }> {
    const isAsked = (name: string): boolean => !target || name === target;
    return Object.fromEntries(
      [...this.#targets].filter(([, name]) => isAsked(name)).map(([id, name]) => [
        id,
        { target_name: name },
      ]),
    );
  }

  /** The session has ended, and all comms with it. */
  clear(): void {
    this.#targets.clear();
  }
}
