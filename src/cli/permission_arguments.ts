/**
 * Deno's permission flags among the arguments of a command that starts a session.
 *
 * @module
 */
import { type Command, Option } from "commander";
import { UsageError } from "./errors.ts";

/** What a help page tells of the flags. */
export const PERMISSIONS_HELP =
  "Permission flags are those of deno run, such as --allow-read=data, -N or\n" +
  "--deny-env. Without one the code may do everything.";

/** Looks like a permission flag, be it one with a slip of the finger. */
const FLAG =
  /^(?:-[ARWNESI]+(?:=.*)?$|--(?:allow|deny|ignore)-|--[a-z]+-(?:all|read|write|net|env)\b)/s;

/** The option that carries them past the parser, which would take a short one for some of its own. */
const CARRIER = "--permission";

/** Lets a command take permission flags; they are in its options as `permission`. */
export function permissionOption(command: Command): Command {
  return command.addOption(
    new Option(`${CARRIER} <flag>`).hideHelp().argParser((flag, before: string[] | undefined) => [
      ...before ?? [],
      flag,
    ]),
  );
}

/**
 * Turns permission flags into options, before the parser sees them. All that is behind `--` is one.
 *
 * @param args All arguments of the program.
 * @param command The command that they call.
 */
export function permissionArguments(args: string[], command: Command): string[] {
  const own = new Set(command.options.map(({ long }) => long));
  const carried = (flag: string): string => `${CARRIER}=${flag}`;
  const end = args.indexOf("--");
  const before = end < 0 ? args : args.slice(0, end);
  const behind = end < 0 ? [] : args.slice(end + 1);
  return [
    ...before.map((arg) => FLAG.test(arg) && !own.has(arg.split("=", 1)[0]!) ? carried(arg) : arg),
    ...behind.map(carried),
  ];
}

/**
 * Reads the permission flags of a command.
 *
 * @returns Long flags, which Deno accepts.
 * @throws {UsageError} One is no flag of Deno, or has a value that Deno refuses.
 */
export async function readPermissions(given: string[] = []): Promise<string[]> {
  const { checkPermissions, isPermissionFlag, PERMISSION_FLAGS, spellPermissions } = await import(
    "../kernel/mod.ts"
  );
  const wrong = given.find((flag) => !isPermissionFlag(flag));
  if (wrong !== undefined) {
    const { nearest } = await import("../registry/mod.ts");
    const near = nearest(wrong.split("=", 1)[0]!, PERMISSION_FLAGS);
    throw new UsageError(
      `Cannot use the option "${wrong}": ` +
        (near ? `did you mean "${near}"?` : "expected a permission flag of deno run"),
    );
  }
  try {
    const flags = spellPermissions(given);
    if (given.length > 0) await checkPermissions(flags);
    return flags;
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
}
