/** Look whether it is there, else make it: by many at once, on a real database. */
import { Readable } from 'node:stream';
import { beforeAll, describe, expect, test } from 'vitest';
import { markField } from '@/lib/admin/settings/mark-field';
import { createLinkedRecord } from '@/lib/chat/conversations/link-record';
import { pickUp } from '@/lib/chat/conversations/pick-up';
import { importNow } from '@/lib/crm/imports/testing/dry-run';
import { uploadImport } from '@/lib/crm/imports/upload/upload';
import { getField, getModule } from '@/lib/crm/modules/definition';
import { inOrg } from '@/lib/platform/db/transaction';
import { keysOf } from '@/lib/platform/org-keys';
import { makeAvailable, makeVisitor, startChat } from '@/lib/tools/testing/chat';
import { ownerSql } from '@/lib/tools/testing/database';
import { addFields, eventsOf, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import type { TestOrg } from '@/lib/tools/testing/make-org';
import { type Answer, type Rest, restClient } from '@/lib/tools/testing/rest';
import { holdModules, holdValues } from './hold-values';

let org: TestOrg;
let rest: Rest;

beforeAll(async () => {
  org = await makeHealthOrg();
  await addFields(org, 'Contacts', ['MRN', 'Ward']);
  await addFields(org, 'Contacts', ['SSN'], { unique: true });
  for (const name of ['MRN', 'SSN']) {
    await markField(org.admin, { module: 'Contacts', fieldId: await fieldIdOf(org, 'Contacts', name), encrypt: true });
  }
  rest = await restClient(org, org.operator);
});

const upsert = (data: Record<string, unknown>[], ...by: string[]): Promise<Answer> =>
  rest('POST', '/crm/v8/Contacts/upsert', { data, ...(by.length > 0 && { duplicate_check_fields: by }) });

const recordsNamed = async (name: string): Promise<number> => {
  const rows = await ownerSql()`
    select 1 from records where org_id = ${org.orgId} and "values" ->> 'Last_Name' = ${name} and deleted_at is null`;
  return rows.length;
};

const together = <T>(count: number, act: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => act(n)));

const actionsOf = (answers: Answer[]): string[] =>
  answers
    .flatMap(({ body }) => body.data.map((row: { action?: string; code: string }) => row.action ?? row.code))
    .sort();

describe('upserts at once', () => {
  test('of one address, six of them and then thirty, make one record: one creates, the others change it', async () => {
    for (const count of [6, 30]) {
      const name = `Together ${count}`;
      const answers = await together(count, (n) =>
        upsert([{ Last_Name: name, Email: n % 2 ? `T${count}@EXAMPLE.org` : `t${count}@example.org`, Ward: `W${n}` }]),
      );
      expect(actionsOf(answers)).toEqual(['insert', ...Array(count - 1).fill('update')]);
      expect(new Set(answers.map(({ body }) => body.data[0].details.id)).size).toBe(1);
      expect(await recordsNamed(name)).toBe(1);
    }
  });

  test('of one value of a sealed field that is not unique, however it is written, make one record', async () => {
    const forms = ['999-46-1590', '999461590', '999 46 1590'];
    const answers = await together(12, (n) => upsert([{ Last_Name: 'Sealed twin', MRN: forms[n % 3] }], 'MRN'));
    expect(actionsOf(answers)).toEqual(['insert', ...Array(11).fill('update')]);
    expect(await recordsNamed('Sealed twin')).toBe(1);
  });

  test('that look by two fields, in either order, and in batches of a hundred the other way round, end, and double nothing', async () => {
    const rows = Array.from({ length: 100 }, (_, n) => ({
      Last_Name: `Batch ${n}`,
      Email: `batch${n}@example.org`,
      MRN: `M-${1_000_000 + n}`,
    }));
    const answers = await together(4, (n) =>
      n % 2 ? upsert(rows, 'Email', 'MRN') : upsert([...rows].reverse(), 'MRN', 'Email'),
    );
    const actions = actionsOf(answers);
    expect(actions.filter((action) => action === 'insert')).toHaveLength(100);
    expect(actions.filter((action) => action === 'update')).toHaveLength(300);
    const made = await ownerSql()`
      select 1 from records where org_id = ${org.orgId} and "values" ->> 'Email' like 'batch%@example.org'`;
    expect(made).toHaveLength(100);
  });

  test('of a record that somebody deletes in between make it anew', async () => {
    const row = { Last_Name: 'Comes and goes', Email: 'goes@example.org' };
    const id = (await upsert([row])).body.data[0].details.id;
    const [answer] = await Promise.all([upsert([row]), rest('DELETE', `/crm/v8/Contacts?ids=${id}`)]);
    expect(answer.body.data[0].code).toBe('SUCCESS');
    expect(await recordsNamed('Comes and goes')).toBeLessThanOrEqual(1);
  });
});

async function uploaded(text: string): Promise<{ module: string; importId: string }> {
  const { importId } = await uploadImport(org.operator, {
    module: 'Contacts',
    source: Readable.from([Buffer.from(text)]),
  });
  return { module: 'Contacts', importId };
}

describe('imports at once', () => {
  test('of one file by two people make each record once: what one has made the other finds', async () => {
    const lines = Array.from({ length: 120 }, (_, n) => `Twice ${n},900-10-${1000 + n}`).join('\n');
    const files = [await uploaded(`Last Name,SSN\n${lines}\n`), await uploaded(`Last Name,SSN\n${lines}\n`)];
    const about = { mapping: { 0: 'Last_Name', 1: 'SSN' }, duplicates: { by: 'SSN', action: 'skip' } } as const;
    const results = await Promise.all(files.map((file) => importNow(org.operator, { ...file, ...about })));
    expect(results.map(({ failed }) => failed)).toEqual([0, 0]);
    expect(results.reduce((sum, { taken }) => sum + taken, 0)).toBe(120);
    expect(results.reduce((sum, { skipped = 0 }) => sum + skipped, 0)).toBe(120);
    expect(await recordsNamed('Twice 7')).toBe(1);
  });
});

test('imports at once that look by an e-mail, which is not unique, make each record once', async () => {
  const lines = Array.from({ length: 20 }, (_, n) => `Mailed ${n},mailed${n}@example.org`).join('\n');
  const files = await together(3, () => uploaded(`Last Name,Email\n${lines}\n`));
  const about = { mapping: { 0: 'Last_Name', 1: 'Email' }, duplicates: { by: 'Email', action: 'skip' } } as const;
  const results = await Promise.all(files.map((file) => importNow(org.operator, { ...file, ...about })));
  expect(results.reduce((sum, { taken }) => sum + taken, 0)).toBe(20);
  expect(await recordsNamed('Mailed 7')).toBe(1);
});

test('imports at once that create the account their rows name create it once', async () => {
  const lines = Array.from({ length: 20 }, (_, n) => `Patient ${n},Care Group`).join('\n');
  const files = await together(3, () => uploaded(`Last Name,Account\n${lines}\n`));
  const mapping = { 0: 'Last_Name', 1: 'Account_Name' };
  const columns = { 1: { reading: {}, bad: 'create_record' } } as const;
  const results = await Promise.all(
    files.map((file) => importNow(org.operator, { ...file, mapping, columns, again: true })),
  );
  expect(results.map(({ taken }) => taken)).toEqual([20, 20, 20]);
  const made = await ownerSql()`select 1 from records where org_id = ${org.orgId} and name = 'Care Group'`;
  expect(made).toHaveLength(1);
});

test('six clicks at once make one record of a visitor, and its event and link once', async () => {
  await makeAvailable(org.operator);
  const { id: conversationId } = await startChat(await makeVisitor(org));
  await pickUp(org.operator, { conversationId });
  const before = (await eventsOf(org, 'record.create')).filter(({ outcome }) => outcome === 'done').length;
  const clicks = await Promise.allSettled(
    Array.from({ length: 6 }, () => createLinkedRecord(org.operator, { conversationId, module: 'Contacts' })),
  );
  expect(clicks.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const reasons = clicks.flatMap((click) => (click.status === 'rejected' ? [click.reason.code] : []));
  expect(reasons).toEqual(Array(5).fill('conflict'));
  const made = (await eventsOf(org, 'record.create')).filter(({ outcome }) => outcome === 'done');
  expect(made).toHaveLength(before + 1);
});

test('whoever holds values and whoever holds modules, in any mixture, waits for nobody in a circle', async () => {
  const module = getModule(await org.metadata(), 'Contacts');
  const fields = ['Email', 'MRN', 'Ward'].map((name) => getField(module, name));
  const others = ['Leads', 'Contacts', 'Accounts'];
  const metadata = await org.metadata();
  const shuffled = <T>(list: readonly T[], by: number): T[] => [
    ...list.slice(by % list.length),
    ...list.slice(0, by % list.length),
  ];
  const ended = await together(40, (n) =>
    inOrg(org.orgId, async (tx) => {
      const keys = await keysOf(tx);
      if (n % 5 === 0) {
        await holdModules(
          tx,
          keys,
          shuffled(others, n / 5).map((name) => getModule(metadata, name).id),
        );
      } else {
        const values = shuffled(fields, n).map((field, at) => [field, `value ${(n + at) % 4}`] as const);
        await holdValues(tx, keys, module, values);
      }
      await tx.sql`select pg_sleep(0.005)`;
      return n;
    }),
  );
  expect(ended).toHaveLength(40);
});
