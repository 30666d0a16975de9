/** What a script has beside its cells: the functions that magics became, and what only notebooks have. @module */

/**
 * What stands in cells before a name of the library, whose own name in the script is found when all cells are there.
 * The letter is one that names may have, and hardly any has.
 */
export const LIBRARY_MARK = "\ua4e1_";
/** What stands before a name of the script's own. */
export const OWN_MARK = "\ua4e2_";

/** The functions and values by their name. */
export const HELPERS = {
  changeFolder: `/** Changes the working folder; \`-\` goes back. */
function ${OWN_MARK}changeFolder(folder: string): void {
  const here = Deno.cwd();
  const home = Deno.env.get("HOME") ?? Deno.env.get("USERPROFILE") ?? here;
  const target = folder === "-" ? ${OWN_MARK}changeFolder.before : folder.replace(/^(?:~(?=$|[/\\\\])|$)/, home);
  Deno.chdir(target);
  ${OWN_MARK}changeFolder.before = here;
}
${OWN_MARK}changeFolder.before = Deno.cwd();`,
  shell: `/** Runs a command in the shell; the values are its arguments \`\${1}\`, \`\${2}\`, … */
async function ${OWN_MARK}shell(script: string, ...values: unknown[]): Promise<void> {
  await new Deno.Command("sh", { args: ["-c", script, "sh", ...values.map(String)] }).spawn().status;
}`,
  shellLines: `/** Runs a command in the shell, and returns the lines that it prints. */
async function ${OWN_MARK}shellLines(script: string, ...values: unknown[]): Promise<string[]> {
  const args = ["-c", script, "sh", ...values.map(String)];
  const { stdout } = await new Deno.Command("sh", { args, stderr: "inherit" }).output();
  const text = new TextDecoder().decode(stdout).replace(/\\n$/, "");
  return text === "" ? [] : text.split("\\n");
}`,
  jupyter: `/** What \`Deno.jupyter\` is in a notebook; a script shows nothing. */
const ${OWN_MARK}jupyter = (() => {
  const $display = Symbol.for("Jupyter.display");
  const shown = (data: Record<string, unknown>) => ({ [$display]: () => data });
  const text = (type: string) => (texts: TemplateStringsArray | string, ...values: unknown[]) =>
    shown({ [type]: typeof texts === "string" ? texts : String.raw({ raw: texts }, ...values) });
  const nothing = async (..._: unknown[]): Promise<void> => {};
  return {
    $display,
    display: nothing,
    broadcast: nothing,
    format: async (_: unknown) => ({}),
    html: text("text/html"),
    md: text("text/markdown"),
    svg: text("image/svg+xml"),
    image: (..._: unknown[]) => shown({}),
    table: (..._: unknown[]) => shown({}),
    clearOutput: (..._: unknown[]): void => {},
    page: nothing,
    input: (question = "") => prompt(question),
    comms: {
      registerTarget: (..._: unknown[]): void => {},
      unregisterTarget: (..._: unknown[]): void => {},
      open: (..._: unknown[]) => ({ send: nothing, close: nothing }),
    },
  };
})();`,
} as const;

/** A name of the script's own functions and values. */
export type Helper = keyof typeof HELPERS;
