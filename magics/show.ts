/** How magics show what they have to say. @module */

/** What `Deno.jupyter.display` takes beside the value. */
interface DisplayOptions {
  /** By which the display can be updated. */
  display_id?: string;
  /** Whether it changes what is shown under the id. */
  update?: boolean;
}

/** Displays a value in the cell; a text as it is, undefined not at all. */
export async function show(value: unknown): Promise<void> {
  if (value === undefined) return;
  if (typeof value === "string") console.log(value);
  else await display(value);
}

/** Displays a value. */
export async function display(value: unknown, options: DisplayOptions = {}): Promise<void> {
  const { jupyter } = Deno as unknown as {
    jupyter: { display(value: unknown, options: DisplayOptions): Promise<void> };
  };
  await jupyter.display(value, options);
}
