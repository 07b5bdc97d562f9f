import { beforeAll, describe, expect, test } from 'vitest';
import { getModule } from '@/lib/crm/modules/definition';
import { createRecord } from '@/lib/crm/records/create';
import { listNotices } from '@/lib/people/notices/queries';
import { inOrg, writeInOrg } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import { keepRecordsOf } from '@/lib/protection/accounting/gone-conversations';
import { type Disclosure, noteDisclosures } from '@/lib/protection/accounting/note';
import { adoptSettings } from '@/lib/tools/seed/adopt-settings';
import { asAppRole } from '@/lib/tools/testing/attacker';
import { makeVisitor, startChat } from '@/lib/tools/testing/chat';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { accountingOf } from './accounting';
import { linesOfCopy } from './copy';

let org: TestOrg;
let moduleId: Id;
beforeAll(async () => {
  org = await makeOrg();
  ({ id: moduleId } = getModule(await org.metadata(), 'Contacts'));
});

const contact = async () =>
  (await createRecord(org.operator, { module: 'Contacts', values: { Last_Name: 'Reynolds' } })).id;
const seen = async (recordId: Id) => (await accountingOf(org.officer, { module: 'Contacts', recordId })).lines;
const failures = async (recordId: Id) =>
  (await eventsOf(org.orgId, 'integrity.failed')).filter((event) => event.recordId === recordId);

/** As an exit writes it. @returns the line's id */
async function left(recordIds: Id[], line: Partial<Disclosure> = {}): Promise<Id> {
  await inOrg(org.orgId, (tx) =>
    noteDisclosures(tx, org.operator, [
      {
        exit: 'app',
        recipient: 'Registry',
        address: '',
        purpose: 'other',
        moduleId,
        fields: ['Phone'],
        recordIds,
        ...line,
      },
    ]),
  );
  const [row] = await ownerSql()<[{ id: Id }]>`select id::text from disclosures order by id desc limit 1`;
  return row.id;
}

/** By the app's role: a line, with the check of another one. */
const putIn = (recordId: Id, { of = '0', conversationId = null }: { of?: Id; conversationId?: Id | null } = {}) =>
  asAppRole(org.orgId, async (tx) => {
    const id = newId();
    await tx.sql`
      insert into disclosures (org_id, id, at, exit, recipient, address, purpose, module_id, fields, conversation_id, actor_id, mac)
      values (${org.orgId}, ${id}, now(), 'app', 'Court', '', 'judicial', ${conversationId ? null : moduleId}, '{Phone}', ${conversationId}, 0,
        (select mac from disclosures where id = ${of}))`;
    if (conversationId) return;
    await tx.sql`
      insert into disclosure_records (org_id, record_id, disclosure_id, mac)
      values (${org.orgId}, ${recordId}, ${id}, (select mac from disclosure_records where disclosure_id = ${of} limit 1))`;
  });

const TAMPERINGS: Record<string, (recordId: Id, lineId: Id) => Promise<unknown>> = {
  'that was put in': (id) => putIn(id),
  'that was put in with the checks of another': (id, of) => putIn(id, { of }),
  'of another record': async (id) => {
    const of = await left([await contact()]);
    await asAppRole(
      org.orgId,
      (tx) => tx.sql`
        insert into disclosure_records (org_id, record_id, disclosure_id, mac)
        select org_id, ${id}, disclosure_id, mac from disclosure_records where disclosure_id = ${of}`,
    );
  },
  'of a conversation, put in': async (id, of) => {
    const { id: conversationId } = await startChat(await makeVisitor(org));
    await ownerSql()`update chat_conversations set record_id = ${id}, record_module = 'Contacts' where id = ${conversationId}`;
    await putIn(id, { of, conversationId });
  },
  'whose recipient was changed': (_, id) => ownerSql()`update disclosures set recipient = 'Court' where id = ${id}`,
  'whose day was changed': (_, id) => ownerSql()`update disclosures set at = at - interval '1 day' where id = ${id}`,
  'whose purpose was changed': (_, id) => ownerSql()`update disclosures set purpose = 'operations' where id = ${id}`,
  'whose fields were changed': (_, id) => ownerSql()`update disclosures set fields = '{Email}' where id = ${id}`,
};

describe('a line by SQL', () => {
  test.each(Object.entries(TAMPERINGS))(
    '%s is named as forged, is in no copy, and officers are told once',
    async (_, tamper) => {
      const id = await contact();
      const lineId = await left([id, await contact()]);
      expect(await seen(id)).toMatchObject([{ recipient: 'Registry', forged: false }]);
      expect(await failures(id)).toEqual([]);
      await tamper(id, lineId);
      const lines = await seen(id);
      expect(lines.filter(({ forged }) => forged)).toHaveLength(1);
      expect(linesOfCopy(lines, true).every(({ forged }) => !forged)).toBe(true);
      await seen(id);
      expect(await failures(id)).toMatchObject([{ facts: { what: 'disclosure' }, module: 'Contacts' }]);
      const { notices } = await listNotices(org.officer);
      expect(notices[0]?.words).toContain('Lines in an accounting of disclosures were');
    },
  );

  test('changes no check that is there, nor anything else of a line', async () => {
    const id = await contact();
    const lineId = await left([id]);
    for (const table of ['disclosures', 'disclosure_records']) {
      await asAppRole(org.orgId, (tx) => tx.sql`update ${tx.sql(table)} set mac = '\\x00'`);
    }
    expect(await seen(id)).toMatchObject([{ forged: false }]);
    await expect(
      asAppRole(org.orgId, (tx) => tx.sql`update disclosures set recipient = 'Court' where id = ${lineId}`),
    ).rejects.toThrow();
  });
});

test('lines from before they were bound, of a deleted conversation too, are taken as they are, once, and no later one that SQL puts in', async () => {
  const id = await contact();
  await left([id]);
  const sql = ownerSql();
  const { id: gone } = await startChat(await makeVisitor(org));
  await sql`update chat_conversations set record_id = ${id}, record_module = 'Contacts' where id = ${gone}`;
  await left([], { recipient: 'Visitor', conversationId: gone });
  await writeInOrg(org.orgId, 'touch', (tx) => keepRecordsOf(tx, [gone]));
  await sql`update chat_conversations set record_id = null, record_module = null where id = ${gone}`;
  await sql`delete from state_macs where org_id = ${org.orgId} and subject = 'accounting'`;
  for (const table of ['disclosures', 'disclosure_records']) {
    await sql`update ${sql(table)} set mac = null where org_id = ${org.orgId}`;
  }
  await adoptSettings();
  const lines = async () => (await seen(id)).map(({ recipient, forged }) => [recipient, forged]);
  expect(await lines()).toEqual([
    ['Registry', false],
    ['Visitor', false],
  ]);
  await putIn(id);
  await adoptSettings();
  expect(await lines()).toEqual([
    ['Registry', false],
    ['Visitor', false],
    ['Court', true],
  ]);
});
