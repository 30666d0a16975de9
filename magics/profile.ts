/** CPU profiles, summed up by function. @module */

/** A profile as V8 writes it, in files called `.cpuprofile`. */
export interface CpuProfile {
  /** The calls that were seen, each by who called it. */
  nodes: ProfileNode[];
  /** The node that ran at each sample. */
  samples?: number[];
  /** How long before each sample the one before it was taken, in microseconds. */
  timeDeltas?: number[];
  /** When it began, in microseconds. */
  startTime: number;
  /** When it ended, in microseconds. */
  endTime: number;
}

/** A function, called in a certain way. */
export interface ProfileNode {
  /** Its number. */
  id: number;
  /** The function. */
  callFrame: CallFrame;
  /** What it called. */
  children?: number[];
}

/** A function of a profile. */
export interface CallFrame {
  /** Its name; empty where it has none. */
  functionName: string;
  /** Where its code is from; empty for parts of the engine. */
  url: string;
  /** Its line, from 0. */
  lineNumber: number;
  /** Its column, from 0. */
  columnNumber: number;
}

/** The times of a function, in seconds. */
export interface FunctionTimes {
  /** The function. */
  frame: CallFrame;
  /** The time in its own code. */
  self: number;
  /** The time in its own code and in all that it called. */
  total: number;
}

/** A profile by function. */
export interface ProfileSummary {
  /** The functions, those with the most time in their own code first. */
  functions: FunctionTimes[];
  /** How long something was computed. */
  busy: number;
  /** How long nothing was: code waited. */
  idle: number;
}

/** Nodes that are no functions. */
const ROOT = "(root)";
const IDLE = "(idle)";

/**
 * Sums a profile up. Calls that `isLeftOut` count for those who made them; it is told whether a function made
 * them that is not left out.
 */
export function summarize(
  profile: CpuProfile,
  isLeftOut: (frame: CallFrame, isCallerShown: boolean) => boolean,
): ProfileSummary {
  const own = timesByNode(profile);
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const times = new Map<string, FunctionTimes>();
  let busy = 0;
  let idle = 0;
  const visit = (
    node: ProfileNode,
    callers: readonly FunctionTimes[],
    isCallerShown: boolean,
  ): void => {
    const time = own.get(node.id) ?? 0;
    const { callFrame: frame, children = [] } = node;
    let stack = callers;
    let isShown = false;
    if (frame.functionName === IDLE) {
      idle += time;
    } else {
      busy += time;
      if (frame.functionName !== ROOT && !isLeftOut(frame, isCallerShown)) {
        isShown = true;
        stack = [...callers, timesOf(frame)];
      }
      if (stack.length > 0) stack.at(-1)!.self += time;
      // A function that calls itself was there once.
      for (const called of new Set(stack)) called.total += time;
    }
    for (const child of children) visit(nodes.get(child)!, stack, isShown);
  };
  const timesOf = (frame: CallFrame): FunctionTimes => {
    const key = JSON.stringify([
      frame.functionName,
      frame.url,
      frame.lineNumber,
      frame.columnNumber,
    ]);
    const known = times.get(key) ?? { frame, self: 0, total: 0 };
    times.set(key, known);
    return known;
  };
  if (profile.nodes.length > 0) visit(profile.nodes[0]!, [], false);
  const functions = [...times.values()].filter(({ total }) => total > 0);
  functions.sort((a, b) => b.self - a.self || b.total - a.total);
  return { functions, busy, idle };
}

/** The seconds in each node's own code: a sample counts until the next one. */
function timesByNode({ samples = [], timeDeltas = [], startTime, endTime }: CpuProfile) {
  const times = new Map<number, number>();
  const start = samples.map(() => 0);
  let now = startTime;
  for (const [index, delta] of timeDeltas.entries()) start[index] = now += delta;
  for (const [index, id] of samples.entries()) {
    const time = Math.max(0, (start[index + 1] ?? endTime) - start[index]!);
    times.set(id, (times.get(id) ?? 0) + time / 1e6);
  }
  return times;
}
