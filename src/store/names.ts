/**
 * Which names a run, and what is in it, may have.
 *
 * @module
 */

const SEGMENT = /^[\p{L}\p{M}\p{N}._\- ]+$/u;
const WINDOWS_RESERVED = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;
const MAX_SEGMENT = 128;
const MAX_METRIC_NAME = 500;

/** Says what is wrong with one path segment, or returns undefined. */
function segmentFault(segment: string): string | undefined {
  if (segment === "") return "it is empty";
  if (segment.length > MAX_SEGMENT) return `it has over ${MAX_SEGMENT} characters`;
  if (segment.startsWith(".")) return "it starts with a dot";
  if (segment.endsWith(".") || segment.endsWith(" ") || segment.startsWith(" ")) {
    return "it starts or ends with a space, or ends with a dot";
  }
  if (!SEGMENT.test(segment)) {
    return 'it may hold letters and digits of any script, ".", "_", "-" and spaces';
  }
  if (WINDOWS_RESERVED.test(segment)) return "Windows reserves it";
  return undefined;
}

function quote(name: unknown): string {
  if (typeof name !== "string") return String(name);
  return JSON.stringify(name.length > 200 ? name.slice(0, 200) + "…" : name);
}

/**
 * Checks the name of a project or an experiment: one path segment of letters and digits of any
 * script, `.`, `_`, `-` and spaces, at most 128 characters, on every operating system a folder name.
 *
 * @param kind What the name is for, as the error shall say it.
 * @param name The name.
 * @returns The name, unchanged.
 * @throws {TypeError} If it is no such name.
 */
export function checkName(kind: "project" | "experiment", name: unknown): string {
  const fault = typeof name === "string" ? segmentFault(name) : "it is not a string";
  if (fault) throw new TypeError(`Cannot use ${quote(name)} as the ${kind} name: ${fault}`);
  return name as string;
}

/**
 * Checks the name of an artifact, model, figure or table. It may hold `/` for folders; each part
 * follows the rule of {@linkcode checkName}, so that the name never leaves the folder of its kind.
 *
 * @param kind What the name is for, as the error shall say it.
 * @param name The name.
 * @returns The name, unchanged.
 * @throws {TypeError} If it is no such name.
 */
export function checkEntryName(kind: string, name: unknown): string {
  let fault: string | undefined;
  if (typeof name !== "string") fault = "it is not a string";
  else if (name.length > 1000) fault = "it has over 1000 characters";
  else {
    for (const segment of name.split("/")) {
      fault ??= segment === ".."
        ? `it would leave the run's ${kind} folder`
        : segmentFault(segment);
    }
  }
  if (fault) throw new TypeError(`Cannot use ${quote(name)} as the ${kind} name: ${fault}`);
  return name as string;
}

/**
 * Checks the name of a metric or histogram: any non-empty string of up to 500 characters.
 *
 * @param kind What the name is for, as the error shall say it.
 * @param name The name.
 * @throws {TypeError} If it is no such name.
 */
export function checkMetricName(kind: "metric" | "histogram", name: unknown): void {
  if (typeof name === "string" && name.length > 0 && name.length <= MAX_METRIC_NAME) return;
  throw new TypeError(
    `Cannot log ${kind} ${quote(name)}: a name is a string of 1 to ${MAX_METRIC_NAME} characters`,
  );
}
