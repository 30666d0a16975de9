/** What the session's values offer at a cursor. @module */

import { type Candidate, isIdentifier } from "./candidate.ts";
import type { Typing } from "./context.ts";
import type { LiveName, LiveReader } from "./live_values.ts";

/** The session's names, the members of the receiver's value, or its keys. */
export async function liveCandidates(
  live: LiveReader,
  context: Typing,
): Promise<Candidate[]> {
  if (context.kind === "name") {
    const names = (await live.names()).filter(({ name }) => isIdentifier(name));
    return names.map(({ name, depth }) => ({
      text: name,
      type: "instance",
      rank: depth === 0 ? 10 : 20,
    }));
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

function memberCandidate({ name, type, depth }: LiveName): Candidate {
  const hidden = name.startsWith("__") || name === "constructor";
  return {
    text: name,
    type: type === "function" ? (depth === 0 ? "function" : "method") : "property",
    rank: hidden ? 90 : 10,
  };
}
