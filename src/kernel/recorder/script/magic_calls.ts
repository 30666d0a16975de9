/** Magics as calls of what they stand for. @module */

import type { Literals } from "./literals.ts";

/** The arguments of a magic, whose values may hold expressions. */
export interface ScriptCall {
  /** Whether it is `%name` or `%%name`. */
  kind: "line" | "cell";
  /** What stands alone. */
  positional: readonly unknown[];
  /** The values of `key=value`. */
  pairs: Readonly<Record<string, unknown>>;
  /** The values of options. */
  options: Readonly<Record<string, unknown>>;
  /** All that stands behind the name. */
  text: string;
  /** The texts around the expressions, one more than there are of these. */
  texts: readonly string[];
  /** The expressions in the arguments. */
  values: readonly unknown[];
  /** Whether its value is used. */
  isAssigned: boolean;
  /** The lines below `%%name`, where they are text. */
  body: string;
  /** Writes values. */
  literals: Literals;
  /** The name by which the script knows what the library exports. */
  library(name: string): string;
  /** The name by which the script knows a function of its own. */
  helper(name: "changeFolder" | "shell" | "shellLines"): string;
}

/** What a magic is in a script. */
export interface ScriptCode {
  /** An expression; undefined where the magic does nothing in a script. */
  expression?: string;
  /** The code behind the magic's own. */
  end?: string;
}

/** Writes a magic's call. */
type Writer = (call: ScriptCall) => ScriptCode;

/** The variable that `%track` sets. */
export const TRACKER = "tracker";

const list = (values: readonly unknown[]): readonly unknown[] | undefined =>
  values.length === 0 ? undefined : values;

/** A call of an exported function, without the arguments at its end that are undefined or empty. */
function call({ library, literals }: ScriptCall, name: string, ...values: unknown[]): ScriptCode {
  return { expression: `await ${library(name)}(${argumentsOf(literals, values)})` };
}

/** A call of a method of the active run. */
function log(magic: ScriptCall, method: string, isSync: boolean, ...values: unknown[]): ScriptCode {
  const { library, literals } = magic;
  const written = argumentsOf(literals, values);
  return {
    expression: `${isSync ? "" : "await "}${library("currentRun")}()!.${method}(${written})`,
  };
}

function argumentsOf(literals: Literals, values: readonly unknown[]): string {
  const written = values.map((value) => literals.of(value));
  while (written.length > 0 && ["undefined", "{}"].includes(written.at(-1)!)) written.pop();
  return written.join(", ");
}

/** An object without what is undefined. */
function given(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** A number, from an argument that may be its text. */
function number(value: unknown): unknown {
  return typeof value === "string" && value.trim() !== "" && !Number.isNaN(Number(value))
    ? Number(value)
    : value;
}

function chartOptions({ options }: ScriptCall): Record<string, unknown> {
  const { project, metrics, x, by, where, last, smooth, log, kind, dir } = options;
  return given({
    project,
    metrics,
    x,
    by,
    where,
    last: number(last),
    smooth: number(smooth),
    log: log === true ? true : undefined,
    kind,
    baseDir: dir,
  });
}

function track(magic: ScriptCall): ScriptCode {
  const { kind, positional: [name], pairs, options, library } = magic;
  const isEmpty = Object.keys(pairs).length === 0 && Object.keys(options).length === 0;
  if (kind === "line" && name === undefined && isEmpty) return {};
  if (kind === "line" && name === "stop") {
    return { expression: `await ${library("currentRun")}()?.finish()` };
  }
  const { expression } = call(
    magic,
    "track",
    name,
    given({
      params: Object.keys(pairs).length === 0 ? undefined : pairs,
      tags: options.tags,
      note: options.note,
      baseDir: options.dir,
      useTensorboard: options["no-tensorboard"] === true ? false : undefined,
      resume: options.resume === true ? true : undefined,
      autolog: options.autolog === true ? true : undefined,
    }),
  );
  return {
    expression: `${TRACKER} = ${expression}`,
    ...kind === "cell" ? { end: `await ${TRACKER}.finish();` } : {},
  };
}

function figure(magic: ScriptCall): ScriptCode {
  const { positional: [name, value], options: { step } } = magic;
  if (value === undefined) return {};
  return log(magic, "logFigure", false, value, name, given({ step: number(step) }));
}

function logMetrics(magic: ScriptCall): ScriptCode {
  const values = Object.entries(magic.pairs).map(([name, value]) => [
    name,
    value === "NaN" ? NaN : number(value),
  ]);
  return log(magic, "logMetrics", true, Object.fromEntries(values), number(magic.options.step));
}

function registryOptions(
  { options }: ScriptCall,
  ...names: readonly string[]
): Record<string, unknown> {
  return given({
    ...Object.fromEntries(names.map((name) => [name, options[name]])),
    limit: number(options.limit),
    baseDir: options.dir,
  });
}

function diff(magic: ScriptCall): ScriptCode {
  const [first, second] = magic.positional;
  const written = call(magic, "diff", first, second, registryOptions(magic));
  if (second !== undefined) return written;
  const { library, literals } = magic;
  const active = `${library("currentRun")}()?.path`;
  return { expression: `await ${library("diff")}(${literals.of(first)}, ${active})` };
}

function env({ text, literals }: ScriptCall): ScriptCode {
  const line = text.trim();
  const at = line.search(/[=\s]/);
  if (line === "") return { expression: "Deno.env.toObject()" };
  if (at === -1) return { expression: `Deno.env.get(${literals.of(line)})` };
  const value = line.slice(at).replace(/^\s*=?\s*/, "");
  return { expression: `Deno.env.set(${literals.of(line.slice(0, at))}, ${literals.of(value)})` };
}

function changeFolder({ text, literals, helper }: ScriptCall): ScriptCode {
  const folder = text.trim().replace(/^-q(?=\s|$)\s*/, "");
  return { expression: `${helper("changeFolder")}(${literals.of(folder)})` };
}

function writeFile({ positional: [path], options, body, literals }: ScriptCall): ScriptCode {
  const text = body === "" || body.endsWith("\n") ? body : `${body}\n`;
  const append = options.append === true ? ", { append: true }" : "";
  return {
    expression: `Deno.writeTextFileSync(${literals.of(path)}, ${JSON.stringify(text)}${append})`,
  };
}

/** A command with references to its arguments, each of which is one word, where expressions were. */
function shellScript(texts: readonly string[]): string {
  let isQuoted = false;
  return texts.map((text, i) => {
    for (const [quote] of text.matchAll(/\\.|"/gs)) if (quote === '"') isQuoted = !isQuoted;
    if (i === texts.length - 1) return text;
    return text + (isQuoted ? `\${${i + 1}}` : `"\${${i + 1}}"`);
  }).join("");
}

/** The magics that do something in a script. What only shows something does nothing there. */
export const SCRIPT_MAGICS: Readonly<Record<string, Writer>> = {
  artifact: (magic) =>
    log(
      magic,
      "logArtifact",
      false,
      magic.positional[0],
      given({ name: magic.options.name, type: magic.options.type }),
    ),
  best: (magic) => {
    const [metric, mode] = magic.positional;
    return call(magic, "best", metric, mode, registryOptions(magic, "project", "where"));
  },
  cd: changeFolder,
  compare: (magic) => call(magic, "compare", list(magic.positional), chartOptions(magic)),
  diff,
  env,
  figure,
  log: logMetrics,
  model: (magic) => log(magic, "logModel", false, magic.positional[1], magic.positional[0]),
  note: (magic) => {
    const text = magic.kind === "cell" ? magic.body : magic.text;
    return log(magic, "setNote", true, text.trim());
  },
  param: (magic) => log(magic, "logParams", true, magic.pairs),
  pwd: () => ({ expression: "Deno.cwd()" }),
  run: (magic) => {
    const { positional: [ref], library } = magic;
    if (ref === undefined) return { expression: `${library("currentRun")}()` };
    return call(magic, "showRun", ref, registryOptions(magic));
  },
  runs: (magic) => {
    const [project] = magic.positional;
    return call(magic, "runs", {
      ...given({ project }),
      ...registryOptions(magic, "where", "sort"),
    });
  },
  sh: ({ body, helper, positional, literals }) => ({
    expression: `await ${helper("shell")}(${argumentsOf(literals, [body, ...positional])})`,
  }),
  system: ({ texts, values, isAssigned, helper, literals }) => ({
    expression: `await ${helper(isAssigned ? "shellLines" : "shell")}(${
      argumentsOf(literals, [shellScript(texts).trim(), ...values])
    })`,
  }),
  tag: (magic) => log(magic, "setTags", true, magic.positional),
  track,
  writefile: writeFile,
};
