/**
 * What a module refers to: its imports, and the files it names beside itself.
 *
 * @module
 */
import { type Node, readNode } from "./reference_nodes.ts";

/** Something that a module refers to. */
export interface Reference {
  /** The specifier as written. */
  specifier: string;
  /** The line, from 1. */
  line: number;
  /** Whether the import map applies. */
  mapped: boolean;
  /** Whether the target may be missing: a file that the module might only write. */
  optional: boolean;
  /** Whether the target is read as data, whatever its name ends with. */
  data: boolean;
}

/** What was read of a module. */
export interface ModuleReferences {
  /** The references, in order. */
  references: Reference[];
  /** The lines of imports whose specifier is computed. */
  computed: number[];
  /** What is wrong with the module's syntax; absent where nothing is. */
  problem?: string;
}

/** Names of modules that are programs, in any language that can import. */
export const PROGRAM = /\.[cm]?[jt]sx?$/i;

/** A comment that names a file of types, or where JSX comes from. */
const PRAGMA =
  /(?:@ts-types|@deno-types|@ts-self-types|<reference\s+(?:path|types))\s*=\s*["']([^"']+)["']/g;
const JSX_SOURCE = /@jsxImportSource(?:Types)?\s+(\S+)/;

/**
 * Reads what a module refers to.
 *
 * @param path The module's path, whose ending tells the language.
 * @param text Its text.
 */
export async function readReferences(path: string, text: string): Promise<ModuleReferences> {
  const { parse } = await import("npm:@babel/parser@8.1.3");
  const plugins = languagePlugins(path);
  let first: ModuleReferences | undefined;
  // Decorators have two syntaxes; a file does not say which one it uses.
  for (const decorators of ["decorators", "decorators-legacy"] as const) {
    const found: ModuleReferences = { references: [], computed: [] };
    try {
      const file = parse(text, {
        sourceType: /\.c[jt]s$/i.test(path) ? "script" : "module",
        errorRecovery: true,
        allowReturnOutsideFunction: true,
        plugins: [...plugins, decorators],
      });
      const [problem] = file.errors as unknown as Error[];
      if (problem) found.problem = problem.message;
      visit(file.program as unknown as Node, found);
      for (const comment of file.comments ?? []) {
        readComment(comment.value, comment.loc?.start.line ?? 1, found);
      }
    } catch (error) {
      found.problem = (error as Error).message;
    }
    if (found.problem === undefined) return found;
    // What both reject is told as the first has it.
    first ??= found;
  }
  return first!;
}

type Plugins = NonNullable<
  Parameters<typeof import("npm:@babel/parser@8.1.3").parse>[1]
>["plugins"];

function languagePlugins(path: string): NonNullable<Plugins> {
  const plugins: NonNullable<Plugins> = [
    "decoratorAutoAccessors",
    "deferredImportEvaluation",
    "sourcePhaseImports",
  ];
  if (/\.d\.[cm]?ts$/i.test(path)) return [...plugins, ["typescript", { dts: true }]];
  if (/x$/i.test(path)) plugins.push("jsx");
  if (/\.[cm]?tsx?$/i.test(path)) plugins.push("typescript");
  return plugins;
}

/** Visits a syntax tree without recursion: some generated modules nest deeply. */
function visit(root: Node, found: ModuleReferences): void {
  const waiting: Node[] = [root];
  while (waiting.length > 0) {
    const node = waiting.pop()!;
    readNode(node, found);
    const children: Node[] = [];
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value]) {
        if (typeof child?.type === "string" && child.loc) children.push(child as Node);
      }
    }
    waiting.push(...children.reverse());
  }
}

function readComment(text: string, line: number, found: ModuleReferences): void {
  const note = (specifier: string): void => {
    found.references.push({ specifier, line, mapped: true, optional: false, data: false });
  };
  for (const [, specifier] of text.matchAll(PRAGMA)) {
    // Such as types="node" or types="vite/client": what a bare name means there is not ours to find.
    if (/^(?:\.{0,2}\/|[a-z]+:)/.test(specifier!)) note(specifier!);
  }
  const source = JSX_SOURCE.exec(text)?.[1];
  if (source !== undefined) note(`${source}/jsx-runtime`);
}
