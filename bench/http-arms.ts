/** Several servers under the same load, in turn, so that other work on the machine falls on all alike. */
import { fork } from 'node:child_process';
import { cpuMsOf, databaseCpuMs } from './database-cpu';
import type { Load, Loaded, LoadRequest } from './http-load';
import { median } from './median';

export interface Arm {
  name: string;
  pid: number;
  origin: string;
  headers: Record<string, string>;
  stop(): Promise<void>;
}

export interface Turn {
  arm: Arm;
  requests: readonly LoadRequest[];
}

export interface Measured {
  /** Medians of the turns. */
  perSecond: number;
  serverMs: number;
  databaseMs: number;
  /** Of all turns together. */
  p50Ms: number;
  p99Ms: number;
  failures: Record<string, number>;
}

interface Options {
  connections: number;
  rounds: number;
  turnMs: number;
  /** The CPU time of the database that an arm uses; of this process's own when absent. */
  databaseCpu?: () => Promise<number | null>;
}

/** Measures every turn in each round, in another order each time. Keys are the arms' names. */
export async function measureInTurn(
  turns: readonly Turn[],
  { connections, rounds, turnMs, databaseCpu = databaseCpuMs }: Options,
): Promise<Record<string, Measured>> {
  const load = startLoad();
  const taken = new Map<string, { loaded: Loaded; serverMs: number; databaseMs: number }[]>();
  try {
    for (let round = -1; round < rounds; round += 1) {
      for (const { arm, requests } of round % 2 === 0 ? turns : turns.toReversed()) {
        const { origin, headers } = arm;
        const before = [cpuMsOf(arm.pid) ?? 0, (await databaseCpu()) ?? 0] as const;
        const loaded = await load.run({ origin, headers, requests, connections, forMs: turnMs });
        const serverMs = (cpuMsOf(arm.pid) ?? 0) - before[0];
        const databaseMs = ((await databaseCpu()) ?? 0) - before[1];
        // The first round only warms up.
        if (round >= 0) taken.set(arm.name, [...(taken.get(arm.name) ?? []), { loaded, serverMs, databaseMs }]);
      }
    }
  } finally {
    load.end();
  }
  return Object.fromEntries([...taken].map(([name, all]) => [name, summed(all)]));
}

function summed(turns: readonly { loaded: Loaded; serverMs: number; databaseMs: number }[]): Measured {
  const latencies = turns.flatMap(({ loaded }) => loaded.latenciesMs).toSorted((a, b) => a - b);
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  const failures: Record<string, number> = {};
  for (const { loaded } of turns) {
    for (const [what, times] of Object.entries(loaded.failures)) failures[what] = (failures[what] ?? 0) + times;
  }
  const each = (ms: (turn: (typeof turns)[number]) => number) =>
    median(turns.map((turn) => ms(turn) / turn.loaded.latenciesMs.length));
  return {
    perSecond: median(turns.map(({ loaded }) => loaded.latenciesMs.length / loaded.seconds)),
    serverMs: each(({ serverMs }) => serverMs),
    databaseMs: each(({ databaseMs }) => databaseMs),
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    failures,
  };
}

function startLoad() {
  const child = fork('bench/http-load.ts', { execArgv: ['--import', 'tsx'] });
  return {
    run: (load: Load) =>
      new Promise<Loaded>((resolve, reject) => {
        const ended = () => reject(new Error('The load generator ended.'));
        child.once('exit', ended);
        child.once('message', (loaded) => {
          child.off('exit', ended);
          resolve(loaded as Loaded);
        });
        child.send(load);
      }),
    end: () => child.disconnect(),
  };
}
