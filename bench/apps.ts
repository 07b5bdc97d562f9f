/**
 * Deliveries to a connected app, by one and four workers, at a server on this machine: of what `graphile-worker` does of
 * empty jobs, and of a bare loop of POSTs by undici; what one connected app costs those who write; whether a worker's
 * memory grows. The arms take turns. `BENCH_APPS_DELIVERIES=100000` is the long form, for memory.
 */

import { connectApp } from '@/lib/apps/connections/connect';
import { mapModule } from '@/lib/apps/connections/map';
import { SECRET } from '@/lib/apps/testing/hook';
import { createRecord } from '@/lib/crm/records/create';
import { connect, type Sql } from '@/lib/platform/db/client';
import { env } from '@/lib/platform/env';
import { type Id, newId } from '@/lib/platform/ids';
import type { TestOrg } from '@/lib/tools/testing/make-org';
import { emptyJobsSeconds } from './apps-empty-jobs';
import { postsSeconds } from './apps-posts';
import { type AppSink, startAppSink } from './apps-sink';
import { startSenders } from './apps-workers';
import { inTurn } from './in-turn';
import { median } from './median';
import type { BenchRow } from './row';

const DELIVERIES = Number(process.env.BENCH_APPS_DELIVERIES ?? 2_000);
const ROUNDS = Number(process.env.BENCH_APPS_ROUNDS ?? 5);
const WRITES = 400;
const WRITERS = 4;
const MOST_GROWTH_MIB = 50;

interface Round {
  /** Seconds for so many deliveries, by workers. */
  one: number;
  four: number;
  jobs: number;
  posts: number;
}

export async function benchApps(org: TestOrg): Promise<BenchRow[]> {
  const owner = connect(env().DATABASE_OWNER_URL, { max: 1 });
  const sink = await startAppSink();
  try {
    const writing = await writersP99(org, owner, sink);
    const id = await connectHook(org, sink);
    await inTurn(Array.from({ length: DELIVERIES }), 8, () => write(org));
    const rounds: Round[] = [];
    const memory: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const one = await deliverySeconds(owner, sink, { id, workers: 1 });
      const four = await deliverySeconds(owner, sink, { id, workers: 4 });
      const jobs = await emptyJobsSeconds(owner, DELIVERIES);
      const posts = await postsSeconds(sink, DELIVERIES);
      rounds.push({ one: one.seconds, four: four.seconds, jobs, posts });
      memory.push(one.growthMiB);
    }
    return rows(rounds, writing, Math.max(...memory));
  } finally {
    await sink.close();
    await owner.end();
  }
}

async function connectHook({ admin }: TestOrg, { address }: AppSink): Promise<Id> {
  const about = { app: 'webhook', name: `Hook ${newId()}`, address, credentials: { secret: SECRET } };
  const id = await connectApp(admin, { ...about, allowedRanges: ['127.0.0.1'] });
  const fields = ['First_Name', 'Last_Name', 'Email', 'Phone'].map((field) => ({ field, to: field }));
  await mapModule(admin, { id, module: 'Contacts', acts: ['create', 'change', 'delete'], fields });
  return id;
}

const write = (org: TestOrg) =>
  createRecord(org.operator, {
    module: 'Contacts',
    values: { First_Name: 'Silvana', Last_Name: 'Reynolds', Email: 'silvana@example.org', Phone: '555-907-8526' },
  });

/** Lets workers send all that there is anew. */
async function deliverySeconds(owner: Sql, sink: AppSink, { id, workers }: { id: Id; workers: number }) {
  const senders = await startSenders(workers);
  sink.forget();
  await owner`
    update app_deliveries set state = 'waiting', tries = 0, due_at = now(), settled_at = null
    where connection_id = ${id}`;
  const seconds = await sink.secondsFor(DELIVERIES);
  await allSettled(owner, id);
  return { seconds, growthMiB: await senders.stop() };
}

async function allSettled(owner: Sql, id: Id): Promise<void> {
  for (;;) {
    const open = await owner`
      select from app_deliveries where connection_id = ${id} and state in ('waiting', 'sending') limit 1`;
    if (open.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Of those who write while a worker sends what they write to one app, and while there is none; in turn. */
async function writersP99(org: TestOrg, owner: Sql, sink: AppSink): Promise<{ without: number; with: number }> {
  const id = await connectHook(org, sink);
  const senders = await startSenders(1);
  const told = async (isConnected: boolean) => {
    // A connection that has ended is told nothing; the bench only asks for both, so it is ended and begun again by SQL.
    await owner`update app_connections set state = ${isConnected ? 'active' : 'ended'} where id = ${id}`;
    return p99(org);
  };
  await told(true);
  const turns: { without: number; with: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const first = round % 2 === 0 ? await told(true) : undefined;
    const without = await told(false);
    turns.push({ without, with: first ?? (await told(true)) });
  }
  await owner`update app_connections set state = 'active' where id = ${id}`;
  await allSettled(owner, id);
  await senders.stop();
  await owner`update app_connections set state = 'ended' where id = ${id}`;
  return { without: median(turns.map((turn) => turn.without)), with: median(turns.map((turn) => turn.with)) };
}

async function p99(org: TestOrg): Promise<number> {
  const took = await inTurn(Array.from({ length: WRITES }), WRITERS, async () => {
    const began = performance.now();
    await write(org);
    return performance.now() - began;
  });
  return took.toSorted((a, b) => a - b)[Math.floor(took.length * 0.99)] as number;
}

function rows(rounds: readonly Round[], writing: { without: number; with: number }, growthMiB: number): BenchRow[] {
  const ratio = (of: (round: Round) => number) => median(rounds.map(of));
  const rate = (of: (round: Round) => number) => Math.round(DELIVERIES / median(rounds.map(of)));
  const [one, four] = [({ one: s }: Round) => s, ({ four: s }: Round) => s];
  const ofJobs = ratio((round) => round.jobs / round.one);
  const ofJobsByFour = ratio((round) => round.jobs / round.four);
  const ofPosts = ratio((round) => round.posts / round.one);
  const slower = writing.with / writing.without;
  const rates = `${rate(one)} a second by one worker, ${rate(four)} by four; empty jobs ${rate((r) => r.jobs)}, POSTs ${rate((r) => r.posts)}`;
  return [
    {
      figure: 'Deliveries by one worker, of empty jobs of graphile-worker',
      value: ofJobs,
      unit: 'of its speed',
      aim: '≥ 0.5',
      ok: ofJobs >= 0.5,
      note: rates,
    },
    {
      figure: 'Deliveries by four workers, of empty jobs of graphile-worker',
      value: ofJobsByFour,
      unit: 'of its speed',
      aim: '≥ 0.5',
      ok: ofJobsByFour >= 0.5,
    },
    {
      figure: 'Deliveries by one worker, of a bare loop of POSTs by undici',
      value: ofPosts,
      unit: 'of its speed',
      aim: '≥ 0.3',
      ok: ofPosts >= 0.3,
    },
    {
      figure: 'The p99 of those who write with one connected app, of that without',
      value: slower,
      unit: '×',
      aim: '≤ 1.2',
      ok: slower <= 1.2,
      note: `${writing.with.toFixed(1)} against ${writing.without.toFixed(1)} ms`,
    },
    {
      figure: `Growth of a worker over ${DELIVERIES.toLocaleString('en-US')} deliveries, from the first tenth to the end`,
      value: growthMiB,
      unit: 'MiB',
      aim: `≤ ${MOST_GROWTH_MIB}`,
      ok: growthMiB <= MOST_GROWTH_MIB,
    },
  ];
}
