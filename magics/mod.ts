/**
 * The magics.
 *
 * @module
 */
import { add } from "./add.ts";
import { cd } from "./cd.ts";
import { env } from "./env.ts";
import { history } from "./history.ts";
import { html } from "./html.ts";
import { load } from "./load.ts";
import { lsmagic } from "./lsmagic.ts";
import type { Magic } from "./magic.ts";
import { markdown } from "./markdown.ts";
import { pwd } from "./pwd.ts";
import { reset } from "./reset.ts";
import { sh } from "./sh.ts";
import { svg } from "./svg.ts";
import { system } from "./system.ts";
import { time } from "./time.ts";
import { timeit } from "./timeit.ts";
import { who } from "./who.ts";
import { whos } from "./whos.ts";
import { writefile } from "./writefile.ts";

export { magicHelp } from "./help.ts";
export type {
  ArgumentKind,
  Magic,
  MagicCall,
  MagicFinish,
  MagicOption,
  MagicOutcome,
} from "./magic.ts";

const TABLE: readonly Magic[] = [
  add,
  cd,
  env,
  html,
  history,
  load,
  lsmagic(() => TABLE),
  markdown,
  pwd,
  reset,
  sh,
  svg,
  system,
  time,
  timeit,
  who,
  whos,
  writefile,
];

/** All magics that come with Labbook, by name. */
export const MAGICS: ReadonlyMap<string, Magic> = new Map(
  TABLE.map((magic) => [magic.name, magic]),
);
