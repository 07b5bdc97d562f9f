import { beforeAll, expect, test } from 'vitest';
import { inOrg, readInOrg } from '@/lib/platform/db/transaction';
import { keysOf } from '@/lib/platform/org-keys';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { watchStatements } from '@/lib/tools/testing/statements/record';
import { appendEntries, type NewEntry } from '../append';
import { integrateOrg } from '../integrate/integrate';
import { checkOwnAnswer, proveAnswer } from './answer';
import type { Subject } from './subjects';

let org: TestOrg;

const write = (entries: readonly NewEntry[]) =>
  inOrg(org.orgId, async (tx) => appendEntries(tx, org.operator, entries, await keysOf(tx)));

const ask = (subject: Subject, most = 500) =>
  readInOrg(org.orgId, async (tx) => {
    const keys = await keysOf(tx);
    const proven = await proveAnswer(tx, keys, subject, most);
    return typeof proven === 'string' ? proven : { ...proven, checked: await checkOwnAnswer(keys, proven.answer) };
  });

beforeAll(async () => {
  org = await makeOrg();
});

test('while nothing is signed there is no answer', async () => {
  expect(await ask({ kind: 'record', id: '77' })).toBe('waits');
});

test('every entry about a record, a conversation and a person is in the answer about it, in their order, over many steps', async () => {
  for (let step = 0; step < 12; step += 1) {
    await write(
      Array.from({ length: 11 }, (_, n) => ({ action: 'record.view' as const, recordId: String(70 + (n % 3)) })),
    );
    await write([{ action: 'conversation.link', subjectId: '900', module: 'Contacts', recordId: '70' }]);
    await integrateOrg(org.orgId);
  }
  const counts = new Map<Subject, number>([
    [{ kind: 'record', id: '70' }, 12 * 5],
    [{ kind: 'record', id: '71' }, 12 * 4],
    [{ kind: 'record', id: '72' }, 12 * 3],
    [{ kind: 'conversation', id: '900' }, 12],
    [{ kind: 'person', id: org.operator.actor.id }, 12 * 12],
    [{ kind: 'record', id: '73' }, 0],
    [{ kind: 'conversation', id: '70' }, 0],
  ]);
  for (const [subject, entries] of counts) {
    expect(await ask(subject), `${subject.kind} ${subject.id}`).toMatchObject({
      checked: { complete: true, entries, expired: 0 },
    });
  }
});

test('more entries than are asked for are no answer', async () => {
  expect(await ask({ kind: 'record', id: '70' }, 59)).toBe('many');
  expect(await ask({ kind: 'record', id: '70' }, 60)).toMatchObject({ checked: { complete: true } });
});

test('each question to the database is by a key of what is asked for, however much there is', async () => {
  const sent = await watchStatements(() => ask({ kind: 'record', id: '70' }).then(() => {}));
  const reads = sent.filter(({ text }) => /ledger_(?:map|leaves|entries|checkpoints)/.test(text));
  expect(reads.length).toBeGreaterThan(4);
  for (const { text, parameters, types } of reads) {
    const plan = await inOrg(org.orgId, async ({ sql }) => {
      // A small table is read to its end all the same, unless that costs too much.
      await sql`set local enable_seqscan = off`;
      const given = parameters.map((value, at) => sql.typed(value as string, types[at] ?? 0));
      return sql.unsafe<{ 'QUERY PLAN': string }[]>(`explain ${text}`, given as never);
    });
    const lines = plan.map((row) => row['QUERY PLAN']).join('\n');
    expect(lines, text).toMatch(/Index Cond: .*(?:key|path|index|id|org_id)/);
    expect(lines, text).not.toContain('Seq Scan on ledger');
  }
});

test.each([
  [
    'an entry was changed',
    `update ledger_entries set action = 'view.create' where record_id = 71`,
    'not make what was signed',
  ],
  [
    'an entry was taken out of its list',
    'update ledger_map_lists set items = substring(items from 41) where length(items) = 1440',
    'not make what was signed',
  ],
])('an answer about a ledger in which %s is not complete', async (_what, statement, why) => {
  await ownerSql().begin(async (sql) => {
    await sql`alter table ledger_entries disable trigger user`;
    await sql`alter table ledger_map_lists disable trigger user`;
    await sql.unsafe(`${statement} and org_id = ${org.orgId}`);
    await sql`alter table ledger_entries enable trigger user`;
    await sql`alter table ledger_map_lists enable trigger user`;
  });
  for (const id of ['71', '72']) {
    const found = await ask({ kind: 'record', id });
    if (typeof found !== 'string' && !found.checked.complete) {
      expect(found.checked.problem).toContain(why);
      return;
    }
  }
  expect.unreachable();
});

test('a removed entry is not left out: its hash is there', async () => {
  await ownerSql().begin(async (sql) => {
    await sql`alter table ledger_entries disable trigger user`;
    await sql`delete from ledger_entries where org_id = ${org.orgId} and id = (
      select min(id) from ledger_entries where org_id = ${org.orgId} and record_id = 70)`;
    await sql`alter table ledger_entries enable trigger user`;
  });
  expect(await ask({ kind: 'record', id: '70' })).toMatchObject({
    checked: { complete: true, entries: 60, expired: 1 },
  });
});
