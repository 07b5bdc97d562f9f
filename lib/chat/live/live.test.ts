import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeClient } from '@/lib/platform/db/client';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { makeAvailable, makeVisitor, startChat } from '@/lib/tools/testing/chat';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { changesSince } from '../conversations/changes';
import { closeConversation } from '../conversations/close';
import { pickUp } from '../conversations/pick-up';
import { tellTyping } from '../conversations/typing';
import { sendMessage } from '../messages/send';
import { stopListening, subscribe, subscriptions, type Word } from './bus';
import { hintStream } from './stream';
import { decodeHint, encodeHint } from './tell';

let org: TestOrg;
beforeAll(async () => {
  org = await makeOrg();
  await makeAvailable(org.operator);
});
afterAll(async () => {
  await stopListening();
  await closeClient();
});

/** Everything heard, and a way to wait for the next of a kind. */
async function listener(place: { orgId: string; conversationId?: string }) {
  const heard: Word[] = [];
  let wake = () => {};
  const hear = (word: Word) => {
    heard.push(word);
    wake();
  };
  const end = await subscribe({ ...place, hear });
  const next = async (isIt: (word: Word) => boolean) => {
    const until = Date.now() + 600_000;
    while (!heard.some(isIt)) {
      if (Date.now() > until) throw new Error(`Not heard. Heard: ${JSON.stringify(heard)}`);
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, 200);
      });
    }
    return heard.find(isIt);
  };
  return { heard, next, end };
}

describe('a hint', () => {
  test('is ids and a number, and comes back as it went', () => {
    const hint = { orgId: '12', kind: 'changed', conversationId: '34', seq: 5 } as const;
    expect(encodeHint(hint)).toBe('12 changed 34 5 operator');
    expect(decodeHint(encodeHint(hint))).toEqual(hint);
    expect(decodeHint('whatever')).toBeNull();
  });

  test('reaches those who listen to the conversation and to the org, and nobody else', async () => {
    const visitor = await makeVisitor(org);
    const { id } = await startChat(visitor);
    const other = await startChat(await makeVisitor(org));
    const far = await makeOrg();
    const [own, all, next, foreign] = await Promise.all([
      listener({ orgId: org.orgId, conversationId: id }),
      listener({ orgId: org.orgId }),
      listener({ orgId: org.orgId, conversationId: other.id }),
      listener({ orgId: far.orgId }),
    ]);
    const text = 'Do not tell anybody';
    const { seq } = await sendMessage(visitor.ctx, { conversationId: id, clientId: randomUUID(), text });
    // Hints of what was before may still be on their way.
    const isIt = (word: Word) => word.kind === 'changed' && word.seq === seq;
    const hint = await own.next(isIt);
    expect(hint).toEqual({ orgId: org.orgId, kind: 'changed', conversationId: id, seq });
    await all.next(isIt);
    expect(JSON.stringify(all.heard)).not.toContain('anybody');
    expect(next.heard.some((word) => 'conversationId' in word && word.conversationId === id)).toBe(false);
    expect(foreign.heard).toEqual([]);
    for (const { end } of [own, all, next, foreign]) end();
    expect(subscriptions()).toBe(0);
  });

  test('is not sent for what was rolled back', async () => {
    const visitor = await makeVisitor(org);
    const { id } = await startChat(visitor);
    await pickUp(org.operator, { conversationId: id });
    await closeConversation(org.operator, { conversationId: id });
    const { heard, next, end } = await listener({ orgId: org.orgId, conversationId: id });
    const refused = sendMessage(visitor.ctx, { conversationId: id, clientId: randomUUID(), text: 'late' });
    await expect(refused).rejects.toMatchObject({ code: 'conflict' });
    await tellTyping(visitor.ctx, { conversationId: id });
    await next((word) => word.kind === 'typing');
    const last = await changesSince(org.operator, id, 0);
    expect(heard.filter((word) => word.kind === 'changed' && (word.seq ?? 0) > last.seq)).toEqual([]);
    end();
  });

  test('tells everybody to ask again after the connection was lost', async () => {
    const { next, end } = await listener({ orgId: org.orgId });
    await ownerSql()`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query ilike 'listen%'`;
    await next((word) => word.kind === 'resync');
    end();
  });
});

describe('a stream', () => {
  test('begins with resync, carries hints, and ends when the rights of its listener do', async () => {
    const visitor = await makeVisitor(org);
    const { id } = await startChat(visitor);
    let may = true;
    const stop = new AbortController();
    const stream = await hintStream({ orgId: org.orgId, mayGoOn: async () => may, signal: stop.signal });
    const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toBe('event: resync\ndata: {}\n\n');
    await sendMessage(visitor.ctx, { conversationId: id, clientId: randomUUID(), text: 'secret words' });
    const hint = `event: changed\ndata: {"conversationId":"${id}","seq":2}\n\n`;
    let read = '';
    while (!read.includes(hint)) read += (await reader.read()).value;
    expect(read).not.toContain('secret');
    may = false;
    // A change of rights, by the trigger of the table.
    await asOwner(org.orgId, (tx) =>
      tx.sql`update users set active = active where org_id = ${org.orgId} and id = ${org.operator.actor.id}`.execute(),
    );
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) read += piece.value;
    expect(read).toMatch(/event: end\ndata: \{\}\n\n$/);
    expect(subscriptions()).toBe(0);
  });

  test('that nobody reads any more is forgotten', async () => {
    const stop = new AbortController();
    await hintStream({ orgId: org.orgId, mayGoOn: async () => true, signal: stop.signal });
    expect(subscriptions()).toBe(1);
    stop.abort();
    expect(subscriptions()).toBe(0);
  });
});
