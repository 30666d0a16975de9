/**
 * Deno's permission flags, as the session is started with them.
 *
 * @module
 */

/** The short flags, and what they mean. */
const SHORT: Readonly<Record<string, string>> = {
  A: "--allow-all",
  R: "--allow-read",
  W: "--allow-write",
  N: "--allow-net",
  E: "--allow-env",
  S: "--allow-sys",
  I: "--allow-import",
};

const KINDS = ["read", "write", "net", "env", "sys", "run", "ffi", "import"];

/** All permission flags of `deno run` by their long names. */
export const PERMISSION_FLAGS: readonly string[] = [
  "--allow-all",
  ...KINDS.map((kind) => `--allow-${kind}`),
  ...KINDS.map((kind) => `--deny-${kind}`),
  "--ignore-read",
  "--ignore-env",
];

/** What a session may do where no flag says otherwise: everything, as in the stock kernel. */
export const ALL_PERMISSIONS: readonly string[] = ["--allow-all"];

const SHORT_FLAGS = new RegExp(`^-([${Object.keys(SHORT).join("")}]+)(=.*)?$`, "s");

/** Whether an argument has the form of a permission flag, such as `-RW` or `--deny-net=…`. */
export function isPermissionFlag(arg: string): boolean {
  return SHORT_FLAGS.test(arg) || PERMISSION_FLAGS.includes(arg.split("=", 1)[0]!);
}

/**
 * Spells permission flags out: `-RW=data` becomes `--allow-read --allow-write=data`.
 *
 * @param args The flags as they were given; a flag's value is behind `=`.
 * @returns The long flags; {@linkcode ALL_PERMISSIONS} where none is given.
 * @throws {RangeError} One is no permission flag of Deno, or `--allow-all` stands beside another
 *   `--allow-…`, which Deno refuses.
 */
export function spellPermissions(args: readonly string[]): string[] {
  if (args.length === 0) return [...ALL_PERMISSIONS];
  const flags = args.flatMap(spelled);
  const beside = flags.find((flag) => flag.startsWith("--allow-") && flag !== "--allow-all");
  if (flags.includes("--allow-all") && beside !== undefined) {
    throw new RangeError(`Cannot use "--allow-all" beside "${beside}": it allows all already`);
  }
  return [...new Set(flags)];
}

function spelled(arg: string): string[] {
  const [, letters, value = ""] = SHORT_FLAGS.exec(arg) ?? [];
  if (letters !== undefined) {
    return Array.from(letters, (letter, i) => {
      const last = i === letters.length - 1;
      return SHORT[letter]! + (last ? value : "");
    });
  }
  const name = arg.split("=", 1)[0]!;
  if (PERMISSION_FLAGS.includes(name)) return [arg];
  throw new RangeError(
    `Cannot use the permission flag "${arg}": expected one of ${PERMISSION_FLAGS.join(", ")}`,
  );
}

/**
 * Has Deno itself judge the values of permission flags, which it does before any code runs.
 *
 * @param flags Long flags.
 * @throws {RangeError} Deno refuses them; the message has its reason.
 */
export async function checkPermissions(flags: readonly string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-config", "--no-prompt", ...flags, "data:text/javascript,"],
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).output();
  if (success) return;
  const [reason = "it refuses them"] = new TextDecoder().decode(stderr).split("\n");
  const flagsText = flags.join(" ");
  throw new RangeError(`Cannot use the permissions ${flagsText}: ${reason.replace("error: ", "")}`);
}
