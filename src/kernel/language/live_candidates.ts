/** What the session's values offer at a cursor. @module */

import { type Candidate, isIdentifier, RANKS } from "./candidate.ts";
import type { Typing } from "./context.ts";
import type { LiveName, LiveReader } from "./live_values.ts";

/** The globals of Deno itself, which a kernel has as well as its session. */
const BUILT_IN: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(globalThis));

/** What the compilers of decorators, `using` and JSX put into a cell, as its variables. */
const HELPER =
  /^(?:__(?:esDecorate|runInitializers|setFunctionName|propKey|addDisposableResource|disposeResources|rewriteRelativeImportExtension|decorate|metadata|param)|_(?:jsxs?|jsxDEV|Fragment|createElement))(?:_\d+)?$/;

/** What Deno itself leaves among the globals of a process that uses a package. */
const LEFTOVER = "nodeBootstrap";

/** The session's names, the members of the receiver's value, or its keys. */
export async function liveCandidates(
  live: LiveReader,
  context: Typing,
): Promise<Candidate[]> {
  if (context.kind === "name") {
    const names = await live.names();
    return names.filter(isOffered).map(nameCandidate);
  }
  if (context.kind === "export" || !context.receiver) return [];
  const members = await live.members(context.receiver.text);
  if (context.kind === "member") {
    return members.filter(({ name }) => isIdentifier(name)).map(memberCandidate);
  }
  return members.filter(({ depth }) => depth === 0).map((member) => ({
    ...memberCandidate(member),
    text: JSON.stringify(member.name).slice(1, -1).replaceAll('\\"', '"')
      .replaceAll(context.quote, `\\${context.quote}`),
  }));
}

/** Whether a name is one to type: not the compiler's, nor what the global object has as an object. */
function isOffered({ name, ofObject }: LiveName): boolean {
  return isIdentifier(name) && !HELPER.test(name) && !ofObject && name !== "constructor" &&
    name !== LEFTOVER;
}

function nameCandidate({ name, depth }: LiveName): Candidate {
  const isOwn = depth === 0 || (depth === 1 && !BUILT_IN.has(name));
  const rank = isOwn ? RANKS.notebook : RANKS.global;
  return { text: name, type: "instance", rank, isName: true };
}

function memberCandidate({ name, type, depth, ofObject }: LiveName): Candidate {
  const isHidden = depth > 0 && (name.startsWith("__") || name === "constructor");
  return {
    text: name,
    type: type === "class"
      ? type
      : type === "function"
      ? (depth === 0 ? "function" : "method")
      : "property",
    rank: isHidden
      ? RANKS.last
      : ofObject
      ? RANKS.object
      : depth === 0
      ? RANKS.nearest
      : Math.min(RANKS.inherited + depth, RANKS.object),
  };
}
