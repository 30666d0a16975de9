/** Documentation as Markdown and as plain text. @module */

import { withoutMarks } from "./bindings.ts";

/** TypeScript in a Markdown code block. */
export function codeBlock(code: string): string {
  const fence = code.includes("```") ? "````" : "```";
  return `${fence}typescript\n${code}\n${fence}`;
}

/** The server's Markdown without what only its own editors can follow. */
export function tidyMarkdown(text: string): string {
  return withoutMarks(text)
    .replace(/^```tsx$/gm, "```typescript")
    // What is imported is shown as what it is, not as how it came here.
    .replace(/^\(alias\) /gm, "")
    .replace(/^(function|class|const|let|var) globalThis\./gm, "$1 ")
    .replace(/^(?!```)(.*)\n(?:import|export) [^\n]+(?=\n```$)/gm, "$1")
    // The file that a type comes from says nothing to who writes a cell.
    .replace(/\bimport\("[^"\n]*"\)\.(?=\w)/g, "")
    // Links into the server's own documents lead nowhere in a notebook.
    .replace(
      /\[((?:[^[\]]|\[[^\]]*\])*)\]\((?:deno|file|command|vscode-notebook-cell):[^)]*\)/g,
      "$1",
    )
    .replaceAll("&#8203;", "")
    .replace(/^\*@(?:tags|category)\*.*$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** Parts of Markdown as one plain text. */
export function plainText(parts: readonly string[]): string {
  return parts.map((part) =>
    part
      .replace(/^`{3,}\w+\n/gm, "")
      .replace(/^`{3,}$/gm, "")
      .replace(/\*\*([^*\n]+)\*\*/g, "$1:")
      .replace(/^\*(@\w+)\*/gm, "$1")
      .replace(/\n{3,}/g, "\n\n")
      .replace(/:\n\n/g, ":\n")
      .trim()
  ).join("\n\n");
}
