/** Consultations through the widget's protocol, over HTTP, by processes that die and by two at once. */
import { randomInt, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { env } from '@/lib/platform/env';
import consultations from '@/lib/tools/seed/fixtures/consultations.json' with { type: 'json' };
import { brandOf, makeAvailable } from '@/lib/tools/testing/chat';
import { ownerSql } from '@/lib/tools/testing/database';
import { type DoorServer, PatientVisitor, startDoor } from '@/lib/tools/testing/door-server';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { changesSince } from './conversations/changes';
import { pickUp } from './conversations/pick-up';
import { sendMessage } from './messages/send';
import { brandKeyOf } from './setup/brands';

let org: TestOrg;
let brand: string;
let servers: DoorServer[];
beforeAll(async () => {
  org = await makeOrg();
  await makeAvailable(org.operator);
  brand = brandKeyOf(org.orgId, await brandOf(org));
  servers = await Promise.all([startDoor(), startDoor()]);
});
afterAll(() => Promise.all(servers.map((server) => server.kill())));

interface Turn {
  who: string;
  text: string;
}

/** One consultation: the visitor at the door, the operator by the verbs. @returns what was said, in order. */
async function replay(visitor: PatientVisitor, turns: readonly Turn[]): Promise<string[]> {
  await visitor.begin('May I ask something?');
  const { conversationId } = visitor;
  await pickUp(org.operator, { conversationId });
  for (const { who, text } of turns) {
    if (who === 'visitor') await visitor.say(text);
    else await sendMessage(org.operator, { conversationId, clientId: randomUUID(), text });
  }
  return ['May I ask something?', ...turns.map(({ text }) => text)];
}

const said = async (visitor: PatientVisitor) => {
  const { messages } = await visitor.changes();
  return messages.filter((message: { event: unknown }) => !message.event).map(({ text }: { text: string }) => text);
};

test('no acknowledged message is lost, doubled or out of order, however often the server is killed', async () => {
  let server = servers[0] as DoorServer;
  let going = true;
  const port = server.port;
  const visitors = consultations.map(() => new PatientVisitor(brand, () => port));
  const killer = (async () => {
    for (let kills = 0; going && kills < 3; kills += 1) {
      await wait(randomInt(100, 400));
      await server.kill();
      server = await startDoor(port);
    }
  })();
  const spoken = await Promise.all(visitors.map((visitor, i) => replay(visitor, consultations[i] ?? [])));
  going = false;
  await killer;
  servers[0] = server;
  for (const [i, visitor] of visitors.entries()) expect(await said(visitor)).toEqual(spoken[i]);
  expect(visitors.reduce((sum, { retries }) => sum + retries, 0)).toBeGreaterThan(0);
});

test('two processes behind one address behave as one', async () => {
  const [one, other] = servers as [DoorServer, DoorServer];
  let calls = 0;
  const visitor = new PatientVisitor(brand, () => {
    calls += 1;
    return (calls % 2 ? one : other).port;
  });
  await visitor.begin('first');
  const { conversationId } = visitor;
  const stop = new AbortController();
  const streams = await Promise.all(
    [one, other].map(async ({ port }) => {
      const listener = new PatientVisitor(brand, () => port);
      Object.assign(listener, { token: visitor.token, conversationId });
      return listener.stream(stop.signal);
    }),
  );
  for (const n of [2, 3, 4]) await visitor.say(`${n}`);
  await pickUp(org.operator, { conversationId });
  const heard = await Promise.all(
    streams.map(async (stream) => {
      let text = '';
      while (!text.includes('"seq":5')) text += (await stream.read()).value;
      return text;
    }),
  );
  stop.abort();
  expect(await said(visitor)).toEqual(['first', '2', '3', '4']);
  for (const text of heard) expect(text).not.toMatch(/first|text/);
  expect((await changesSince(org.operator, conversationId, 0)).messages).toHaveLength(5);
});

const LETTER = 'Dear Doctor, the rash on my left forearm came back on Tuesday.';

test('neither the database nor the files hold a word of what was said', async () => {
  const words = consultations
    .flat()
    .map(({ text }) => text)
    .filter((text) => text.length > 25);
  expect(words.length).toBeGreaterThan(20);
  const visitor = new PatientVisitor(brand, () => (servers[0] as DoorServer).port);
  await visitor.begin(LETTER);
  await visitor.attach('letter about my rash.txt', LETTER);
  const tables = await ownerSql()<{ name: string }[]>`
    select c.oid::regclass::text as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`;
  let dump = '';
  for (const { name } of tables) {
    const rows = await ownerSql().unsafe(`select t::text as row from ${name} t`);
    dump += rows.map(({ row }) => row).join('\n');
  }
  const folder = join(env().DATA_DIR, 'files', org.orgId);
  for (const file of readdirSync(folder, { recursive: false }).map(String))
    dump += readFileSync(join(folder, file), 'latin1');
  expect(dump.length).toBeGreaterThan(10_000);
  // Bytes print as hex in a row's text: what is clear in them would be too.
  for (const text of [...words, LETTER, 'about my rash']) {
    expect(dump.includes(text)).toBe(false);
    expect(dump.includes(Buffer.from(text).toString('hex'))).toBe(false);
  }
});
