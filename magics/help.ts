/** The help of a magic, as `%name?` shows it. @module */

import type { Magic, MagicOption } from "./magic.ts";

/** A part of the help: rows of what is typed and what it does. */
interface HelpSection {
  title: string;
  rows: (readonly [typed: string, what: string])[];
}

/** Returns the help of a magic by MIME type: HTML that follows the frontend's theme, and text. */
export function magicHelp(magic: Magic): { "text/plain": string; "text/html": string } {
  const sections = sectionsOf(magic);
  return { "text/plain": textOf(magic, sections), "text/html": htmlOf(magic, sections) };
}

function sectionsOf({ options = {}, examples }: Magic): HelpSection[] {
  return [
    {
      title: "Options",
      rows: Object.entries(options).map(([name, option]) =>
        [
          spellOption(name, option),
          `${option.summary}${option.isList ? " (several with commas between them)" : ""}`,
        ] as const
      ),
    },
    { title: "Examples", rows: [...examples] },
  ].filter(({ rows }) => rows.length > 0);
}

function spellOption(name: string, { short, value, isOptional }: MagicOption): string {
  const typed = short === undefined ? `--${name}` : `-${short}, --${name}`;
  if (value === undefined) return typed;
  return isOptional ? `${typed} [${value}]` : `${typed} ${value}`;
}

function textOf({ usage, summary }: Magic, sections: HelpSection[]): string {
  const parts = sections.map(({ title, rows }) => {
    const width = Math.max(...rows.map(([typed]) => typed.length));
    const lines = rows.map(([typed, what]) => `  ${typed.padEnd(width)}  ${what}`.trimEnd());
    return `${title}\n${lines.join("\n")}`;
  });
  return [usage.join("\n"), summary, ...parts].join("\n\n");
}

function htmlOf({ usage, summary }: Magic, sections: HelpSection[]): string {
  const parts = sections.map(({ title, rows }) => {
    const lines = rows.map(([typed, what]) =>
      `<tr><td style="text-align:left;white-space:pre-wrap"><code>${escape(typed)}</code></td>` +
      `<td style="text-align:left">${inline(what)}</td></tr>`
    );
    return `<p><b>${title}</b></p><table style="margin-left:0"><tbody>${
      lines.join("")
    }</tbody></table>`;
  });
  return `<div><pre>${escape(usage.join("\n"))}</pre><p>${inline(summary)}</p>${
    parts.join("")
  }</div>`;
}

/** Text with code between backquotes. */
function inline(text: string): string {
  return escape(text).replaceAll(/`([^`]+)`/g, "<code>$1</code>");
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
