/**
 * The magics.
 *
 * @module
 */
import { add } from "./add.ts";
import { artifact } from "./artifact.ts";
import { best } from "./best.ts";
import { cd } from "./cd.ts";
import { compare } from "./compare.ts";
import { diff } from "./diff.ts";
import { env } from "./env.ts";
import { figure } from "./figure.ts";
import { history } from "./history.ts";
import { html } from "./html.ts";
import { load } from "./load.ts";
import { log } from "./log.ts";
import { lsmagic } from "./lsmagic.ts";
import type { Magic } from "./magic.ts";
import { markdown } from "./markdown.ts";
import { model } from "./model.ts";
import { note } from "./note.ts";
import { param } from "./param.ts";
import { prof } from "./prof.ts";
import { pwd } from "./pwd.ts";
import { reset } from "./reset.ts";
import { run } from "./run.ts";
import { runs } from "./runs.ts";
import { sh } from "./sh.ts";
import { snapshot } from "./snapshot.ts";
import { svg } from "./svg.ts";
import { system } from "./system.ts";
import { tag } from "./tag.ts";
import { time } from "./time.ts";
import { timeit } from "./timeit.ts";
import { track } from "./track.ts";
import { watch } from "./watch.ts";
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
  artifact,
  best,
  cd,
  compare,
  diff,
  env,
  figure,
  history,
  html,
  load,
  log,
  lsmagic(() => TABLE),
  markdown,
  model,
  note,
  param,
  prof,
  pwd,
  reset,
  run,
  runs,
  sh,
  snapshot,
  svg,
  system,
  tag,
  time,
  timeit,
  track,
  watch,
  who,
  whos,
  writefile,
];

/** All magics that come with Labbook, by name. */
export const MAGICS: ReadonlyMap<string, Magic> = new Map(
  TABLE.map((magic) => [magic.name, magic]),
);
