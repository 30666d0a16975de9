/** How magics show what they have to say. @module */

/** Displays a value in the cell; a text as it is, undefined not at all. */
export async function show(value: unknown): Promise<void> {
  if (value === undefined) return;
  if (typeof value === "string") console.log(value);
  else {await (Deno as unknown as { jupyter: { display(value: unknown): Promise<void> } }).jupyter
      .display(value);}
}
