/**
 * The magics.
 *
 * @module
 */
import { cd } from "./cd.ts";
import { env } from "./env.ts";
import { html } from "./html.ts";
import type { Magic } from "./magic.ts";
import { markdown } from "./markdown.ts";
import { pwd } from "./pwd.ts";
import { sh } from "./sh.ts";
import { svg } from "./svg.ts";
import { system } from "./system.ts";
import { time } from "./time.ts";
import { timeit } from "./timeit.ts";
import { writefile } from "./writefile.ts";

export type {
  ArgumentKind,
  Magic,
  MagicCall,
  MagicFinish,
  MagicOption,
  MagicOutcome,
} from "./magic.ts";

const TABLE: readonly Magic[] = [
  cd,
  env,
  html,
  markdown,
  pwd,
  sh,
  svg,
  system,
  time,
  timeit,
  writefile,
];

/** All magics that come with Labbook, by name. */
export const MAGICS: ReadonlyMap<string, Magic> = new Map(
  TABLE.map((magic) => [magic.name, magic]),
);
