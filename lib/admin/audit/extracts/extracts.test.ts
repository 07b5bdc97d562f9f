import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pickUp } from '@/lib/chat/conversations/pick-up';
import { updateVisitor } from '@/lib/chat/conversations/update-visitor';
import { plainDigest } from '@/lib/platform/crypto/bearer-mac';
import type { Id } from '@/lib/platform/ids';
import { keysOfOrg } from '@/lib/platform/org-keys';
import { ANSWERS, makeVisitor, startChat } from '@/lib/tools/testing/chat';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { openExtractResponse } from '@/lib/ways-in/http/open-extract';
import { listExtracts } from './list';
import type { MadeExtract } from './make';
import { createExtract } from './of-conversation';
import { openExtract } from './open';
import { revokeExtract } from './revoke';
import { type ExtractBound, linkDigest } from './secrets';

let org: TestOrg;
let conversationId: Id;
let visitId: Id;
let entryIds: Id[];

beforeAll(async () => {
  org = await makeOrg();
});

beforeEach(async () => {
  ({ id: conversationId, visitId } = await startChat(await makeVisitor(org)));
  await pickUp(org.operator, { conversationId });
  await updateVisitor(org.operator, { conversationId, phone: '555 0100' });
  entryIds = await idsOf(conversationId);
});

const idsOf = async (subjectId: Id): Promise<Id[]> => {
  const rows = await ownerSql()<{ id: Id }[]>`
    select id from ledger_entries where org_id = ${org.orgId} and subject_id = ${subjectId} order by id`;
  return rows.map(({ id }) => id);
};

const ownIds = async (subjectId: Id): Promise<Id[]> => {
  const rows = await ownerSql()<{ id: Id }[]>`
    select id from ledger_entries
    where org_id = ${org.orgId} and subject_id = ${subjectId} and actor_id = ${org.operator.actor.id}`;
  return rows.map(({ id }) => id);
};

const input = (given: object = {}) => ({ conversationId, entryIds, audience: 'visitor' as const, days: 7, ...given });
const make = (given: object = {}) => createExtract(org.officer, input(given));
const tokenOf = ({ path }: MadeExtract): string => path.split('#')[1] ?? '';
const open = (made: MadeExtract, secret = made.secret, token = tokenOf(made)) =>
  openExtract({ extractId: made.extractId, token, secret }, randomUUID());
const events = async (action: Parameters<typeof eventsOf>[1]) =>
  (await eventsOf(org.orgId, action)).filter(({ subjectId }) => subjectId === conversationId);

describe('an extract', () => {
  test('is made of chosen entries; link and secret are told once and kept as hashes; making it is an event', async () => {
    const made = await make();
    expect(made.path).toMatch(new RegExp(`^/extract/${made.extractId}#${org.orgId}\\.[\\w-]{43}$`));
    expect(made.secret).toMatch(/^[A-Z2-9]{5}-[A-Z2-9]{5}$/);
    const [row] = await ownerSql()`select * from extracts where id = ${made.extractId}`;
    expect(row?.secret_hash).toMatch(/^\$argon2id\$/);
    const stored = JSON.stringify([row, await eventsOf(org.orgId)]);
    expect(stored).not.toContain(made.secret);
    expect(stored).not.toContain(tokenOf(made).split('.')[1]);
    expect(await events('chat_extract.create')).toMatchObject([
      {
        outcome: 'done',
        actorId: org.officer.actor.id,
        facts: { extractId: made.extractId, audience: 'visitor', entries: entryIds.length, visitId },
      },
    ]);
  });

  test('opens for link and secret, however it is typed, with times, acts, who and ids, and nothing that was said or given', async () => {
    const made = await make({ entryIds: entryIds.slice(0, 3) });
    const opened = await open(made, ` ${made.secret.toLowerCase().replace('-', ' ')}`);
    if (!opened.ok) throw new Error(opened.why);
    expect(opened.lines.map(({ what, who }) => [what, who])).toEqual([
      ['Started a conversation', 'Visitor'],
      ['Changed a visitor’s details', 'Visitor'],
      ['Picked up a conversation', 'Olga Operator'],
    ]);
    expect(opened.lines[1]).toMatchObject({ conversationId, visitId, fields: ['name', 'email'] });
    expect(JSON.stringify(opened)).not.toMatch(new RegExp(`${ANSWERS.name}|${ANSWERS.email}|pills|555 0100|203\\.0`));
    expect(await events('chat_extract.open')).toMatchObject([
      { outcome: 'done', actorId: made.extractId, facts: { extractId: made.extractId, entries: 3 } },
    ]);
  });

  test('opens once, also when it is opened many times at once', async () => {
    const made = await make();
    const all = await Promise.all(Array.from({ length: 6 }, () => open(made)));
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    expect(all.filter((one) => !one.ok && one.why === 'opened')).toHaveLength(5);
    expect((await events('chat_extract.open')).map(({ outcome }) => outcome).sort()).toEqual([
      'done',
      ...Array.from({ length: 5 }, () => 'refused'),
    ]);
  });

  test('ends after five wrong secrets, also when they come at once, and the right one opens it no more', async () => {
    const made = await make();
    const tried = await Promise.all(Array.from({ length: 7 }, () => open(made, 'AAAAA-AAAAA')));
    const whys = tried.map((one) => !one.ok && one.why).sort();
    expect(whys).toEqual([
      ...Array.from({ length: 2 }, () => 'burnt'),
      ...Array.from({ length: 5 }, () => 'wrong_secret'),
    ]);
    expect(tried.flatMap((one) => (one.ok ? [] : (one.triesLeft ?? []))).sort()).toEqual([0, 1, 2, 3, 4]);
    expect(await open(made)).toEqual({ ok: false, why: 'burnt' });
    expect((await events('chat_extract.open')).map(({ facts }) => facts.reason)).toEqual(
      expect.arrayContaining(['wrong_secret', 'burnt']),
    );
  });

  test('does not open by another link, and that ends nothing', async () => {
    const made = await make();
    const other = await makeOrg();
    const wrong = { ok: false, why: 'wrong_link' };
    expect(await open(made, made.secret, `${org.orgId}.${'A'.repeat(43)}`)).toEqual(wrong);
    expect(await open(made, made.secret, `${other.orgId}.${tokenOf(made).split('.')[1]}`)).toEqual(wrong);
    for (const token of ['', 'x', `${org.orgId}.`, `123.${'A'.repeat(43)}`, `${tokenOf(made)}.x`]) {
      expect(await open(made, made.secret, token)).toEqual(wrong);
    }
    expect((await events('chat_extract.open')).map(({ outcome, facts }) => [outcome, facts.reason])).toEqual([
      ['refused', 'wrong_link'],
    ]);
    expect((await open(made)).ok).toBe(true);
  });

  test('does not open after its time', async () => {
    const made = await make({ days: 1 });
    await ownerSql()`
      update extracts set expires_at = date_trunc('second', now()) - interval '1 second' where id = ${made.extractId}`;
    // By SQL alone it opens for nobody; with the digest that Careledger would have made, it is over.
    expect(await open(made)).toEqual({ ok: false, why: 'wrong_link' });
    const [row] = await ownerSql()<[ExtractBound & { expiresAt: Date }]>`
      select id::text, conversation_id::text as "conversationId", entry_ids as "entryIds", secret_hash as "secretHash",
        expires_at as "expiresAt" from extracts where id = ${made.extractId}`;
    const bound = { ...row, expiresMs: new Date(row.expiresAt).getTime() };
    const digest = linkDigest(await keysOfOrg(org.orgId), bound, plainDigest(tokenOf(made).split('.')[1] ?? ''));
    await ownerSql()`update extracts set link_hash = ${digest} where id = ${made.extractId}`;
    expect(await open(made)).toEqual({ ok: false, why: 'expired' });
  });

  test('is taken back by an officer, once, with its event; opened, it cannot be', async () => {
    const made = await make();
    await revokeExtract(org.officer, { extractId: made.extractId });
    await revokeExtract(org.officer, { extractId: made.extractId });
    expect(await open(made)).toEqual({ ok: false, why: 'revoked' });
    expect(await events('chat_extract.revoke')).toMatchObject([{ facts: { extractId: made.extractId } }]);
    const opened = await make();
    await open(opened);
    await expect(revokeExtract(org.officer, { extractId: opened.extractId })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('is listed with its state', async () => {
    const [first, second] = [await make(), await make({ audience: 'operator', entryIds: entryIds.slice(0, 1) })];
    await open(first);
    const rows = await listExtracts(org.officer);
    expect(rows[1]).toMatchObject({ id: first.extractId, state: 'opened', audience: 'visitor' });
    expect(rows[0]).toMatchObject({
      id: second.extractId,
      conversationId,
      state: 'ready',
      entries: 1,
      createdBy: 'Otto Officer',
    });
  });
});

describe('who may', () => {
  test('not an operator, who may read entries of their own only', async () => {
    await expect(createExtract(org.operator, input())).rejects.toMatchObject({ code: 'forbidden' });
    expect((await events('chat_extract.create')).map(({ outcome }) => outcome)).toEqual(['refused']);
    await expect(listExtracts(org.operator)).rejects.toMatchObject({ code: 'forbidden' });
    const made = await make();
    await expect(revokeExtract(org.operator, { extractId: made.extractId })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  test('whoever exports without seeing the whole log lists and takes back those of people whose entries they see', async () => {
    const { rights } = org.operator;
    const half = { ...org.operator, rights: { ...rights, org: [...rights.org, 'exportLedger' as const] } };
    const made = await make();
    const own = await createExtract(half, input({ entryIds: await ownIds(conversationId) }));
    expect((await listExtracts(half)).map(({ id }) => id)).toEqual([own.extractId]);
    await expect(revokeExtract(half, { extractId: made.extractId })).rejects.toMatchObject({ code: 'not_found' });
    await revokeExtract(half, { extractId: own.extractId });
    expect((await open(made)).ok).toBe(true);
  });

  test('not another org, which sees nothing of it', async () => {
    const stranger = await makeOrg();
    const made = await make();
    await expect(createExtract(stranger.officer, input())).rejects.toMatchObject({ code: 'invalid' });
    await expect(revokeExtract(stranger.officer, { extractId: made.extractId })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await listExtracts(stranger.officer)).toEqual([]);
  });
});

test('entries of another conversation, or of none, are refused by name', async () => {
  const { id: otherId } = await startChat(await makeVisitor(org));
  const others = await idsOf(otherId);
  for (const ids of [[...entryIds, others[0]], ['123']]) {
    await expect(make({ entryIds: ids })).rejects.toMatchObject({
      code: 'invalid',
      fields: { entryIds: expect.any(String) },
    });
  }
});

test.each([
  [{ days: 0 }, 'days'],
  [{ days: 31 }, 'days'],
  [{ days: 1.5 }, 'days'],
  [{ audience: 'press' }, 'audience'],
  [{ entryIds: [] }, 'entryIds'],
  [{ conversationId: 'x' }, 'conversationId'],
])('%j is refused by its name', async (given, field) => {
  await expect(make(given)).rejects.toMatchObject({ code: 'invalid', fields: { [field]: expect.any(String) } });
});

describe('the door for somebody without an account', () => {
  const post = (body: unknown, type = 'application/json') =>
    openExtractResponse(
      new Request('http://localhost/api/extracts', {
        method: 'POST',
        headers: { 'content-type': type },
        body: JSON.stringify(body),
      }),
    );

  test('gives the lines and the file of the same lines, kept by no cache', async () => {
    const made = await make();
    const answer = await post({ extractId: made.extractId, token: tokenOf(made), secret: made.secret });
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const { lines, csv, organisation } = await answer.json();
    const rows = parse(csv.text, { columns: true, record_delimiter: '\r\n' }) as Record<string, string>[];
    expect(rows.map((row) => [row['Time (UTC)'], row.Action])).toEqual(
      lines.map(({ at, what }: { at: string; what: string }) => [at, what]),
    );
    expect(organisation).toMatch(/^Clinic /);
  });

  test('says why not, and how many tries are left', async () => {
    const made = await make();
    const given = { extractId: made.extractId, token: tokenOf(made) };
    const wrong = await post({ ...given, secret: 'AAAAA-AAAAA' });
    expect([wrong.status, (await wrong.json()).error]).toEqual([
      403,
      { code: 'forbidden', reason: 'wrong_secret', message: 'This is not the secret. Tries left: 4.' },
    ]);
    expect((await post({ ...given, secret: 5 })).status).toBe(400);
    expect((await post({ ...given, secret: 'x' }, 'text/plain')).status).toBe(400);
    expect((await post({ ...given, secret: 'x'.repeat(100_000) })).status).toBe(413);
  });
});
