/**
 * Consultations through the widget's own protocol: visitors at the door over HTTP, one operator by the verbs, several at
 * once. Then every message must be there, once, in order, by `changes?since=`, and nothing of them in the database's
 * tables. `CHAT_DATA=folder` names the sets.
 */
import { randomUUID } from 'node:crypto';
import { connect } from '@/lib/platform/db/client';
import { env } from '@/lib/platform/env';
import type { TestOrg } from '@/lib/tools/testing/make-org';
import { brandKeyOfOrg } from './chat-brand';
import { readConsultations, type Turn } from './chat-consultations';
import { type ChatServer, startChat } from './chat-servers';
import { type BenchVisitor, beginChat, saidSoFar, say } from './chat-visitor';
import { type Looked, lookForTexts } from './clear-text';
import { cpuMsOf, databaseCpuMs } from './database-cpu';
import { inTurn } from './in-turn';
import type { BenchRow } from './row';

const AT_ONCE = Number(process.env.BENCH_CHAT_AT_ONCE ?? 8);
const QUESTION = 'May I ask something?';

interface Talk {
  turns: readonly Turn[];
  /** Null when it broke off. */
  visitor: BenchVisitor | null;
}

export async function benchChatReplay(org: TestOrg): Promise<BenchRow[]> {
  // The longest first, or those whose visitors write more than they may in a minute wait alone at the end.
  const consultations = readConsultations(process.env.CHAT_DATA).toSorted((a, b) => b.length - a.length);
  const brand = await brandKeyOfOrg(org);
  const server = await startChat(org.operator);
  try {
    const failures: Record<string, number> = {};
    let waits = 0;
    const before = [cpuMsOf(server.pid) ?? 0, (await databaseCpuMs()) ?? 0] as const;
    const started = performance.now();
    const talks = await inTurn(consultations, AT_ONCE, async (turns): Promise<Talk> => {
      try {
        const { visitor, waited } = await talk(server, brand, turns);
        waits += waited;
        return { turns, visitor };
      } catch (error) {
        const { message } = error as Error;
        failures[message] = (failures[message] ?? 0) + 1;
        return { turns, visitor: null };
      }
    });
    const seconds = (performance.now() - started) / 1000;
    const nodeMs = (cpuMsOf(server.pid) ?? 0) - before[0];
    const databaseMs = ((await databaseCpuMs()) ?? 0) - before[1];
    const wrong = await inTurn(talks, AT_ONCE, (one) => differences(server, one));
    const texts = consultations.flatMap((turns) => turns.map(({ text }) => text));
    const owner = connect(env().DATABASE_OWNER_URL, { max: 1 });
    const looked = await lookForTexts(owner, texts, ['chat_', 'ledger_']).finally(() => owner.end({ timeout: 5 }));
    const messages = texts.length + consultations.length;
    return [
      {
        figure: `Replay of ${consultations.length} consultations, ${AT_ONCE} at once`,
        value: messages / seconds,
        unit: 'messages/s',
        note: `${messages} messages, ${(consultations.length / seconds).toFixed(1)} consultations/s, ${Math.round(seconds)} s; told ${waits} × to come later`,
      },
      {
        figure: 'CPU of a message, beginning, picking up and closing in it: Node',
        value: nodeMs / messages,
        unit: 'ms',
        note: `PostgreSQL ${(databaseMs / messages).toFixed(2)} ms`,
      },
      failuresRow(failures),
      wrongRow(
        wrong.reduce((sum, n) => sum + n, 0),
        messages,
      ),
      clearRow(looked),
    ];
  } finally {
    await server.stop();
  }
}

async function talk(server: ChatServer, brand: string, turns: readonly Turn[]) {
  const visitor = await beginChat(server, brand, QUESTION);
  const { conversationId } = visitor;
  await server.post('/bench/pick-up', { conversationId });
  let waited = 0;
  for (const { who, text } of turns) {
    const kept =
      who === 'visitor'
        ? await say(server, visitor, text)
        : await server.post('/bench/messages', { conversationId, clientId: randomUUID(), text });
    waited += kept.waits;
  }
  await server.post('/bench/close', { conversationId });
  return { visitor, waited };
}

/** How many messages are not where they belong: missing, doubled, changed or out of order. */
async function differences(server: ChatServer, { turns, visitor }: Talk): Promise<number> {
  const spoken = [QUESTION, ...turns.map(({ text }) => text)];
  if (!visitor) return spoken.length;
  const kept = await saidSoFar(server, visitor);
  const ascends = kept.every(({ seq }, i) => seq > (kept[i - 1]?.seq ?? 0));
  const longest = Math.max(spoken.length, kept.length);
  const wrong = Array.from({ length: longest }, (_, i) => i).filter((i) => kept[i]?.text !== spoken[i]).length;
  return ascends ? wrong : Math.max(1, wrong);
}

const failuresRow = (failures: Record<string, number>): BenchRow => {
  const value = Object.values(failures).reduce((sum, n) => sum + n, 0);
  return {
    figure: 'Consultations that broke off',
    value,
    unit: '',
    aim: 'none',
    ok: value === 0,
    note: Object.entries(failures)
      .map(([what, times]) => `${times} × ${what}`)
      .join(', '),
  };
};

const wrongRow = (value: number, messages: number): BenchRow => ({
  figure: `Of ${messages} messages, missing, doubled, changed or out of order`,
  value,
  unit: '',
  aim: 'none',
  ok: value === 0,
});

const clearRow = ({ found, pieces, tables, characters }: Looked): BenchRow => ({
  figure: 'Places in the tables of chat and ledger where a piece of them stands in the clear or as hex',
  value: found,
  unit: '',
  aim: 'none',
  ok: found === 0,
  note: `${pieces} pieces of 16 characters looked for in ${tables} tables, ${Math.round(characters / 1e6)} million characters`,
});
