/** How long a call of `logMetrics` takes. @module */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { BenchContext, Benchmark, Row } from "./benchmark.ts";
import type { LogResult } from "./children/log.ts";
import { type FoundPeers, LOGGING_TOOLS, type Peer, type PeerResult, PEERS } from "./peers.ts";
import { runChild, runPeer } from "./processes.ts";
import { short } from "./report.ts";
import { median, spread } from "./statistics.ts";

const REPETITIONS = 3;

/** Ours and the peers' times of one round. */
interface Round {
  ours: LogResult;
  peers: Map<Peer, number>;
}

/** `logMetrics` against a bare append in the same process, and against other tools in the same round. */
export const logging: Benchmark = {
  name: "log",
  async run(context) {
    const python = await context.findPeers(LOGGING_TOOLS);
    if ("missing" in python) context.noteMissing(`the Python tools (${python.missing})`);
    const rounds: Round[] = [];
    for (let i = 0; i < REPETITIONS; i++) rounds.push(await measureRound(context, python, i));
    const ours = rounds.map((round) => round.ours);
    const middle = (key: keyof LogResult): number => median(ours.map((result) => result[key]));
    const call = middle("call");
    return [
      {
        what: "logMetrics of one scalar with a step / bare writeSync of such a line",
        measured: spread(ours.map(({ ratio }) => ratio)),
        unit: "×",
        limit: 2.5,
        inclusive: true,
        numbers: `${short(call)} µs / ${short(middle("append"))} µs`,
      },
      ...PEERS.flatMap((peer) => comparePeer(peer, rounds)),
      {
        what: "p99 of a single call / median",
        measured: spread(ours.map(({ p99 }) => p99)),
        unit: "×",
        limit: 50,
        inclusive: false,
        numbers: `median ${short(middle("single"))} µs, longest of a million ${
          short(middle("longest") / 1000)
        } ms`,
      },
    ];
  },
};

async function measureRound(
  { dir, noteVersion }: BenchContext,
  python: FoundPeers,
  i: number,
): Promise<Round> {
  const folder = (name: string): string => {
    const path = join(dir, `log-${name}-${i}`);
    mkdirSync(path);
    return path;
  };
  const ours = await runChild<LogResult>("log.ts", folder("ours"));
  const peers = new Map<Peer, number>();
  if ("missing" in python) return { ours, peers };
  for (const peer of PEERS) {
    const args = [folder(peer.package), peer.calls];
    const result = await runPeer<PeerResult>(python.path, peer.script, ...args);
    peers.set(peer, result.microseconds);
    noteVersion(peer.package, result.version);
    noteVersion("Python", result.python);
  }
  return { ours, peers };
}

function comparePeer(peer: Peer, rounds: Round[]): Row[] {
  const measured = rounds.filter(({ peers }) => peers.has(peer));
  if (measured.length === 0) return [];
  const theirs = median(measured.map(({ peers }) => peers.get(peer)!));
  const ours = median(measured.map((round) => round.ours.call));
  return [{
    what: `logMetrics / ${peer.what}`,
    measured: spread(measured.map((round) => round.ours.call / round.peers.get(peer)!)),
    unit: "×",
    limit: 0.1,
    inclusive: true,
    numbers: `${short(ours)} µs / ${short(theirs)} µs`,
  }];
}
