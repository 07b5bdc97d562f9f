/**
 * Live chat with thousands of open streams in one process: how soon operators hear of a message, against a bare server
 * with as many streams (`chat-bare.ts`), and what a stream that hears nothing costs. Messages go to both in turn.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { connect } from '@/lib/platform/db/client';
import { env } from '@/lib/platform/env';
import type { TestOrg } from '@/lib/tools/testing/make-org';
import { atMs } from './at-ms';
import { brandKeyOfOrg } from './chat-brand';
import { type ChatServer, startBareChat, startChat } from './chat-servers';
import { type BenchVisitor, beginChat, say } from './chat-visitor';
import { cpuMsOf, databaseCpuMs } from './database-cpu';
import { inTurn } from './in-turn';
import { type OpenStream, openStream } from './open-stream';
import type { BenchRow } from './row';

const VISITORS = Number(process.env.BENCH_CHAT_STREAMS ?? 2_000);
const OPERATORS = 50;
/** Those who write. Each may 60 times a minute. */
const WRITERS = Math.min(100, VISITORS);
const MEASURE_MS = Number(process.env.BENCH_CHAT_MS ?? 60_000);
const IDLE_MS = Number(process.env.BENCH_CHAT_IDLE_MS ?? 30_000);
const WARM_UP = 50;
const AT_ONCE = 16;
const MOST_SLOWER = 2;
const TEXT = 'May I take both pills at once? The second box says something else about the evening.';

interface Heard {
  /** From when the transaction that notifies was asked for, and from when the message was sent. */
  fromBeginMs: number;
  fromPostMs: number;
  contentMs: number;
}

interface Arm {
  server: ChatServer;
  operators: OpenStream[];
  memory: Cost;
  send(writer: number): Promise<{ begunMs: number }>;
  /** Reads what an operator's screen asks for next. */
  read(writer: number): Promise<unknown>;
}

interface Cost {
  rss: number;
  heap: number;
}

export async function benchChatStreams(org: TestOrg): Promise<BenchRow[]> {
  assertFilesEnough(2 * (VISITORS + OPERATORS) + 200);
  const chat = await startChat(org.operator);
  const bare = await startBareChat();
  try {
    await makeBareTable();
    const brand = await brandKeyOfOrg(org);
    const visitors = await inTurn(Array.from({ length: VISITORS }), AT_ONCE, () => beginChat(chat, brand, TEXT));
    for (const { conversationId } of visitors.slice(0, WRITERS)) await chat.post('/bench/pick-up', { conversationId });
    const arms = [await chatArm(chat, visitors), await bareArm(bare, visitors)] as const;
    const idle = await idleCpu(arms);
    const [ours, theirs] = await heardInTurn(arms, visitors);
    return [...hintRows(ours, theirs), memoryRow(arms), idle];
  } finally {
    await chat.stop();
    await bare.stop();
  }
}

async function chatArm(server: ChatServer, visitors: readonly BenchVisitor[]): Promise<Arm> {
  const seen = new Map<number, number>();
  const at = (writer: number) => visitors[writer] as BenchVisitor;
  const urls = visitors.map((one) => [`/widget/api/conversations/${one.conversationId}/stream`, one.headers] as const);
  return {
    server,
    ...(await withStreams(server, urls, '/bench/stream')),
    send: (writer) => say(server, at(writer), TEXT),
    async read(writer) {
      const since = seen.get(writer) ?? 0;
      const { body } = await server.post('/bench/changes', { id: at(writer).conversationId, since });
      seen.set(writer, body.seq);
    },
  };
}

async function bareArm(server: ChatServer, visitors: readonly BenchVisitor[]): Promise<Arm> {
  const urls = visitors.map(({ conversationId }) => [`/stream?conversation=${conversationId}`, {}] as const);
  return {
    server,
    ...(await withStreams(server, urls, '/stream')),
    send: (writer) => server.post('/messages', { conversationId: visitors[writer]?.conversationId, text: TEXT }),
    read: async () => {},
  };
}

/** Opens everybody's streams. What a visitor's costs is looked at before the operators come. */
async function withStreams(
  server: ChatServer,
  urls: readonly (readonly [path: string, headers: Record<string, string>])[],
  all: string,
): Promise<{ operators: OpenStream[]; memory: Cost }> {
  const before = await memoryOf(server);
  await inTurn(urls, AT_ONCE, ([path, headers]) => openStream(server.origin + path, headers));
  const after = await memoryOf(server);
  const each = (of: keyof Cost) => (after[of] - before[of]) / urls.length;
  const operators = await inTurn(Array.from({ length: OPERATORS }), AT_ONCE, () => openStream(server.origin + all));
  return { operators, memory: { rss: each('rss'), heap: each('heap') } };
}

/** Once what was going on has ended. */
async function memoryOf(server: ChatServer): Promise<Cost> {
  await wait(2_000);
  return (await server.post('/bench/memory', {})).body;
}

async function heardInTurn(arms: readonly Arm[], visitors: readonly BenchVisitor[]): Promise<[Heard[], Heard[]]> {
  const heard = new Map(arms.map((arm) => [arm, [] as Heard[]]));
  const until = performance.now() + MEASURE_MS;
  for (let n = 0; performance.now() < until; n += 1) {
    for (const arm of n % 2 ? arms : arms.toReversed()) {
      const one = await tellOne(arm, visitors, n);
      if (n >= WARM_UP) heard.get(arm)?.push(one);
    }
  }
  return arms.map((arm) => heard.get(arm)) as [Heard[], Heard[]];
}

/** One message, and the next operator in turn who hears of it. */
async function tellOne(arm: Arm, visitors: readonly BenchVisitor[], n: number): Promise<Heard> {
  const writer = n % WRITERS;
  const operator = arm.operators[n % OPERATORS] as OpenStream;
  const hint = operator.when(`event: changed\ndata: {"conversationId":"${visitors[writer]?.conversationId}"`);
  const sent = atMs();
  const [{ begunMs }, at] = await Promise.all([arm.send(writer), hint]);
  const asked = atMs();
  await arm.read(writer);
  const contentMs = at - sent + (atMs() - asked);
  return { fromBeginMs: at - begunMs, fromPostMs: at - sent, contentMs };
}

/** CPU of both servers while nobody says anything: beats, and whether who listens still may. */
async function idleCpu([chat, bare]: readonly [Arm, Arm]): Promise<BenchRow> {
  const now = async () =>
    [cpuMsOf(chat.server.pid) ?? 0, cpuMsOf(bare.server.pid) ?? 0, (await databaseCpuMs()) ?? 0] as const;
  const before = await now();
  await wait(IDLE_MS);
  const after = await now();
  const [ours, theirs, database] = after.map((ms, i) => (100 * (ms - (before[i] ?? 0))) / IDLE_MS);
  return {
    figure: `CPU of ${VISITORS} + ${OPERATORS} streams that hear nothing: Node`,
    value: ours ?? 0,
    unit: '% of a core',
    note: `PostgreSQL ${database?.toFixed(1)} %; bare server ${theirs?.toFixed(1)} %`,
  };
}

const at = (of: keyof Heard, all: readonly Heard[], share: number): number => {
  const sorted = all.map((one) => one[of]).toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};

const told = (of: keyof Heard, all: readonly Heard[]): string =>
  `p50 ${at(of, all, 0.5).toFixed(1)}, p99 ${at(of, all, 0.99).toFixed(1)} ms`;

function hintRows(ours: readonly Heard[], theirs: readonly Heard[]): BenchRow[] {
  const ratio = (of: keyof Heard, share: number) => at(of, ours, share) / at(of, theirs, share);
  const half = ratio('fromBeginMs', 0.5);
  return [
    {
      figure: `From asking for the transaction to the hint with an operator, ${VISITORS} + ${OPERATORS} streams, against bare`,
      value: half,
      unit: '× at p50',
      aim: `≤ ${MOST_SLOWER}`,
      ok: half <= MOST_SLOWER,
      note: `${told('fromBeginMs', ours)}; bare ${told('fromBeginMs', theirs)}; ${ours.length} messages each`,
    },
    { figure: 'The same', value: ratio('fromBeginMs', 0.99), unit: '× at p99' },
    {
      figure: 'From the POST of the message to the hint',
      value: ratio('fromPostMs', 0.5),
      unit: '× at p50',
      note: `${told('fromPostMs', ours)}; bare ${told('fromPostMs', theirs)}`,
    },
    {
      figure: 'From the POST of the message to its text with the operator',
      value: at('contentMs', ours, 0.5),
      unit: 'ms at p50',
      note: told('contentMs', ours),
    },
  ];
}

function memoryRow([chat, bare]: readonly Arm[]): BenchRow {
  const told = ({ rss, heap }: Cost) => `${kib(rss)} KiB resident, ${kib(heap)} on the heap`;
  const kib = (bytes: number) => (bytes / 1024).toFixed(1);
  return {
    figure: `Memory of a visitor's stream that hears nothing, of ${VISITORS}`,
    value: (chat?.memory.rss ?? 0) / 1024,
    unit: 'KiB resident',
    note: `${chat && told(chat.memory)}; bare ${bare && told(bare.memory)}`,
  };
}

async function makeBareTable(): Promise<void> {
  const owner = connect(env().DATABASE_OWNER_URL, { max: 1 });
  const role = decodeURIComponent(new URL(env().DATABASE_URL).username);
  await owner`create table bench_chat (
    id bigint generated always as identity primary key, conversation_id bigint not null, text text not null)`;
  await owner`grant insert on bench_chat to ${owner(role)}`;
  await owner.end({ timeout: 5 });
}

/** Node raises its own limit as far as it may. */
function assertFilesEnough(needed: number): void {
  const limit = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
  if (limit && Number(limit) < needed) {
    throw new Error(`So many streams need ${needed} open files and ${limit} are allowed: ulimit -n ${needed}.`);
  }
}
