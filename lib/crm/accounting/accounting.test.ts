import { PDFDocument } from '@cantoo/pdf-lib';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { markField } from '@/lib/admin/settings/mark-field';
import { closeConversation } from '@/lib/chat/conversations/close';
import { deleteConversations, purgeConversations } from '@/lib/chat/conversations/delete';
import { linkRecord } from '@/lib/chat/conversations/link-record';
import { pickUp } from '@/lib/chat/conversations/pick-up';
import { transcriptOf } from '@/lib/chat/conversations/transcript';
import { printRecord } from '@/lib/crm/exports/print/print';
import { getModule } from '@/lib/crm/modules/definition';
import { forgetOld } from '@/lib/crm/records/before/forget';
import { mergeRecords } from '@/lib/crm/records/merge/merge';
import { deleteRecords, purgeRecords } from '@/lib/crm/records/recycle';
import { dayOf } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import { type Disclosure, noteDisclosures } from '@/lib/protection/accounting/note';
import { asAppRole } from '@/lib/tools/testing/attacker';
import { makeVisitor, startChat } from '@/lib/tools/testing/chat';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { addContact, addFields, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { accountingOf } from './accounting';
import { linesOfCopy } from './copy';
import { accountingFile } from './file';
import { shifted } from './period';
import { resumeAccounting, suspendAccounting } from './suspend';

const SSN = '999-46-1590';
const DIAGNOSIS = 'Zqmyxoma of the left atrium';
const today = dayOf(new Date());
const ago = (days: number) => new Date(Date.now() - days * 24 * 60 * 60 * 1000);
let org: TestOrg;
let moduleId: Id;

const ref = (recordId: Id) => ({ module: 'Contacts', recordId });
const contact = () => addContact(org, { Last_Name: 'Reynolds', Phone: SSN, Diagnosis: DIAGNOSIS });

/** What has left, as an exit writes it. */
const left = (recordId: Id, when: number | Date, line: Partial<Disclosure> = {}) =>
  inOrg(org.orgId, (tx) => {
    const about = { recipient: 'County registry', address: '1 Main Street', purpose: 'other', ...line };
    const whole = { exit: 'app' as const, moduleId, fields: ['Diagnosis'], recordIds: [recordId], ...about };
    return noteDisclosures(tx, org.operator, [whole], typeof when === 'number' ? ago(when) : when);
  });

const seen = async (recordId: Id, ctx: Context = org.officer) => (await accountingOf(ctx, ref(recordId))).lines;

beforeAll(async () => {
  org = await makeHealthOrg();
  await addFields(org, 'Contacts', ['Diagnosis', 'Medication'], { marked: true });
  const fieldId = await fieldIdOf(org, 'Contacts', 'Phone');
  await markField(org.admin, { module: 'Contacts', fieldId, encrypt: true });
  ({ id: moduleId } = getModule(await org.metadata(), 'Contacts'));
});

describe('which disclosures are accounted for, 45 CFR 164.528(a)(1)', () => {
  /** Written from the rule, not from our code. */
  const RULE: [purpose: string, isAccountedFor: boolean, section: string | undefined][] = [
    ['treatment', false, '164.528(a)(1)(i)'],
    ['payment', false, '164.528(a)(1)(i)'],
    ['operations', false, '164.528(a)(1)(i)'],
    ['patient_request', false, '164.528(a)(1)(ii)'],
    ['authorization', false, '164.528(a)(1)(iv)'],
    ['other', true, undefined],
    ['unstated', true, undefined],
    ['a purpose that nobody knows', true, undefined],
  ];

  test.each(RULE)('for the purpose %s: %s', async (purpose, isAccountedFor, section) => {
    const id = await contact();
    await left(id, 3, { purpose });
    const lines = await seen(id);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.exception?.section).toBe(section);
    expect(linesOfCopy(lines)).toHaveLength(isAccountedFor ? 1 : 0);
    expect(linesOfCopy(lines, true)).toHaveLength(1);
  });

  test('a disclosure at the edge of six years is in it, one before is not, nor one after the last day asked for', async () => {
    const id = await contact();
    const edge = `${shifted(today, { years: -6 })}T00:00:00.000Z`;
    for (const at of [edge, new Date(Date.parse(edge) - 1).toISOString()]) {
      await left(id, new Date(at), { recipient: at });
    }
    expect((await seen(id)).map(({ recipient }) => recipient)).toEqual([edge]);
    const shorter = { ...ref(id), from: shifted(today, { days: -9 }), to: shifted(today, { days: -1 }) };
    await left(id, 0, { recipient: 'Today' });
    await left(id, 5, { recipient: 'Within' });
    expect((await accountingOf(org.officer, shorter)).lines.map(({ recipient }) => recipient)).toEqual(['Within']);
  });

  test('days that are none, turned round, in the future or too long ago are refused by name', async () => {
    const id = await contact();
    const bad = {
      from: ['2026-02-30', 'x', shifted(today, { years: -6, days: -1 })],
      to: ['', shifted(today, { days: 1 }), shifted(today, { days: -2 })],
    };
    for (const [field, days] of Object.entries(bad)) {
      for (const day of days) {
        const asked = { ...ref(id), from: shifted(today, { days: -1 }), [field]: day };
        await expect(accountingOf(org.officer, asked), `${field} ${day}`).rejects.toMatchObject({
          code: 'invalid',
          fields: { [field]: expect.any(String) },
        });
      }
    }
  });
});

describe('repeats, 45 CFR 164.528(b)(3)', () => {
  test('to the same recipient for the same purpose are one line: the first, how many, the last; all else stays apart', async () => {
    const id = await contact();
    const written: [daysAgo: number, line: Partial<Disclosure>][] = [
      [30, {}],
      [20, { fields: ['Medication'] }],
      [10, {}],
      [25, { purpose: 'authorization' }],
      [24, { recipient: 'Court' }],
      [23, { address: '2 Side Street' }],
      [22, { exit: 'api' }],
    ];
    for (const [daysAgo, line] of written) await left(id, daysAgo, line);
    const lines = await seen(id);
    const short = lines.map((line) => [
      line.firstAt.slice(0, 10),
      line.times,
      line.lastAt.slice(0, 10),
      line.recipient,
    ]);
    const day = (daysAgo: number) => dayOf(ago(daysAgo));
    expect(short).toEqual([
      [day(30), 3, day(10), 'County registry'],
      [day(25), 1, day(25), 'County registry'],
      [day(24), 1, day(24), 'Court'],
      [day(23), 1, day(23), 'County registry'],
      [day(22), 1, day(22), 'County registry'],
    ]);
    expect(lines[0]).toMatchObject({
      what: 'Contacts: Diagnosis, Medication',
      exit: 'Sent to an app',
      address: '1 Main Street',
      purpose: 'Other',
    });
  });

  test('of the records that were merged into this one are in it, and of no other record', async () => {
    const [keepId, otherId, stranger] = [await contact(), await contact(), await contact()];
    for (const id of [keepId, otherId, stranger]) await left(id, 4, { recipient: `To ${id}` });
    const versions = { [keepId]: 1, [otherId]: 1 };
    const all = { ...org.operator, rights: { ...org.operator.rights, everyModule: org.admin.rights.everyModule } };
    await mergeRecords(all, { module: 'Contacts', keepId, otherIds: [otherId], versions, choices: {} });
    const accounting = await accountingOf(org.officer, ref(keepId));
    expect(accounting.merged).toBe(1);
    expect(accounting.lines.map(({ recipient }) => recipient).sort()).toEqual([`To ${keepId}`, `To ${otherId}`].sort());
  });

  test('of a chain of merged records stay when what was kept for undoing is forgotten and each of them deleted for good, the one that stayed last too', async () => {
    const [first, second, last] = [await contact(), await contact(), await contact()];
    for (const id of [first, second]) await left(id, 4, { recipient: `To ${id}` });
    const all = { ...org.operator, rights: { ...org.operator.rights, everyModule: org.admin.rights.everyModule } };
    for (const [keepId, otherId] of [
      [second, first],
      [last, second],
    ] as [Id, Id][]) {
      const [versions] = await ownerSql()<[{ of: Record<Id, number> }]>`
        select jsonb_object_agg(id::text, version) as of from records where id = any(${[keepId, otherId]}::bigint[])`;
      await mergeRecords(all, { module: 'Contacts', keepId, otherIds: [otherId], versions: versions.of, choices: {} });
    }
    const both = [`To ${first}`, `To ${second}`].sort();
    for (const id of [first, second, last]) {
      if (id === last) await deleteRecords(all, { module: 'Contacts', ids: [id] });
      await purgeRecords(all, { module: 'Contacts', ids: [id] });
      if (id === first) await forgetOld(org.orgId, new Date(Date.now() + 1000));
      expect((await seen(last)).map(({ recipient }) => recipient).sort()).toEqual(both);
    }
  });

  test('of conversations that are linked to the record are in it', async () => {
    const id = await contact();
    const { id: conversationId } = await startChat(await makeVisitor(org));
    await pickUp(org.operator, { conversationId });
    await transcriptOf(org.operator, { conversationId });
    expect(await seen(id)).toEqual([]);
    await linkRecord(org.operator, { module: 'Contacts', recordId: id, conversationId });
    expect(await seen(id)).toMatchObject([
      { exit: 'Transcript of a chat', what: 'A conversation of live chat', times: 1, recipient: 'Olga Operator' },
    ]);
    await inOrg(org.orgId, (tx) =>
      noteDisclosures(tx, org.operator, [{ exit: 'download', fields: ['$files'], conversationId }]),
    );
    expect((await seen(id)).map(({ what }) => what)).toContain('A conversation of live chat: Attached files');
  });

  test('of conversations stay when these are deleted for good, and the record too; so does what an extract of them leaves later', async () => {
    const [id, stranger] = [await contact(), await contact()];
    const { id: conversationId } = await startChat(await makeVisitor(org));
    await pickUp(org.operator, { conversationId });
    await linkRecord(org.operator, { module: 'Contacts', recordId: id, conversationId });
    await transcriptOf(org.operator, { conversationId });
    const before = await seen(id);
    expect(before).toHaveLength(1);
    await closeConversation(org.operator, { conversationId });
    await deleteConversations(org.admin, { ids: [conversationId] });
    expect(await seen(id)).toEqual(before);
    await purgeConversations(org.admin, { ids: [conversationId] });
    expect(await seen(id)).toEqual(before);
    await inOrg(org.orgId, (tx) =>
      noteDisclosures(tx, org.operator, [{ exit: 'extract', recipient: 'The visitor', fields: [], conversationId }]),
    );
    const all = { ...org.operator, rights: { ...org.operator.rights, everyModule: org.admin.rights.everyModule } };
    await deleteRecords(all, { module: 'Contacts', ids: [id] });
    await purgeRecords(all, { module: 'Contacts', ids: [id] });
    expect((await seen(id)).map(({ recipient }) => recipient)).toEqual(['Olga Operator', 'The visitor']);
    expect(await seen(stranger)).toEqual([]);
  });
});

describe('a suspension, 45 CFR 164.528(a)(2)', () => {
  const asked = (recordId: Id, more: object = {}) => ({
    ...ref(recordId),
    agency: 'County registry',
    statement: 'written' as const,
    endsOn: shifted(today, { days: 200 }),
    ...more,
  });
  const copyOf = async (id: Id) => linesOfCopy(await seen(id), true).map(({ recipient }) => recipient);

  test('leaves disclosures to its agency, by whatever case and app, out of every copy, says so on the screen, and ends', async () => {
    const id = await contact();
    const recipients = ['County registry', 'COUNTY  Registry (Webhook)', 'County registry, for Olga Operator'];
    for (const recipient of [...recipients, 'County registry of deeds', 'Court']) await left(id, 2, { recipient });
    const { suspensionId } = await suspendAccounting(org.officer, asked(id));
    expect((await copyOf(id)).sort()).toEqual(['County registry of deeds', 'Court']);
    const held = (await seen(id)).filter(({ suspendedUntil }) => suspendedUntil !== null);
    expect(held.map(({ recipient }) => recipient).sort()).toEqual([...recipients].sort());
    for (const format of ['csv', 'pdf'] as const) {
      const { bytes } = await accountingFile(org.officer, { ...ref(id), format, whole: true });
      expect(Buffer.from(bytes).toString('latin1').toLowerCase()).not.toContain('county registry (');
    }
    await resumeAccounting(org.officer, { ...ref(id), suspensionId });
    expect(await copyOf(id)).toHaveLength(5);
    await resumeAccounting(org.officer, { ...ref(id), suspensionId });
    expect(await eventsOf(org.orgId, 'accounting.resume')).toHaveLength(1);
    expect((await eventsOf(org.orgId, 'accounting.suspend')).at(-1)).toMatchObject({
      recordId: id,
      subjectId: suspensionId,
      facts: { statement: 'written', startsOn: today },
    });
  });

  test('holds of one record only', async () => {
    const [one, other] = [await contact(), await contact()];
    for (const id of [one, other]) await left(id, 2);
    await suspendAccounting(org.officer, asked(one));
    expect(await copyOf(one)).toEqual([]);
    expect(await copyOf(other)).toEqual(['County registry']);
  });

  test('of an oral statement lasts 30 days at most; none ends before today, or has no agency', async () => {
    const id = await contact();
    const oral = (days: number) => asked(id, { statement: 'oral', endsOn: shifted(today, { days }) });
    await expect(suspendAccounting(org.officer, oral(30))).rejects.toMatchObject({
      fields: { endsOn: expect.anything() },
    });
    await suspendAccounting(org.officer, oral(29));
    for (const more of [{ endsOn: shifted(today, { days: -1 }) }, { agency: '  ' }, { statement: 'sung' }]) {
      await expect(suspendAccounting(org.officer, asked(id, more))).rejects.toMatchObject({ code: 'invalid' });
    }
  });

  const forged = (id: Id) =>
    asAppRole(
      org.orgId,
      (tx) => tx.sql`
    insert into accounting_suspensions (org_id, id, record_id, agency, statement, starts_on, ends_on, created_by, created_at)
    values (${org.orgId}, ${newId()}, ${id}, 'County registry', 'written', ${today}, '2099-01-01', ${org.admin.actor.id}, now())`,
    );
  /** By the app's role where it may, else by the owner. */
  const tamperings: [string, (id: Id, suspensionId: Id) => Promise<unknown>][] = [
    ['that was put in', (id) => forged(id)],
    [
      'that was taken up again after it was ended',
      async (id, suspensionId) => {
        await resumeAccounting(org.officer, { ...ref(id), suspensionId });
        await asAppRole(
          org.orgId,
          (tx) => tx.sql`update accounting_suspensions set ended_at = null where id = ${suspensionId}`,
        );
      },
    ],
    [
      'that was prolonged',
      (_, suspensionId) =>
        ownerSql()`update accounting_suspensions set ends_on = '2099-01-01' where id = ${suspensionId}`,
    ],
    [
      'of another agency',
      (_, suspensionId) => ownerSql()`update accounting_suspensions set agency = 'Court' where id = ${suspensionId}`,
    ],
    [
      'of another record',
      async (id, suspensionId) => ownerSql()`
        update accounting_suspensions set record_id = ${await contact()} where id = ${suspensionId} and record_id = ${id}`,
    ],
  ];
  test.each(tamperings)('%s by SQL suspends nothing, is not taken for ours, and is an event', async (name, tamper) => {
    const id = await contact();
    const isPutIn = name.includes('put in');
    const { suspensionId } = isPutIn ? { suspensionId: '' } : await suspendAccounting(org.officer, asked(id));
    await tamper(id, suspensionId);
    const rows = await ownerSql()<{ id: Id; at: Id }[]>`
      select id, record_id as at from accounting_suspensions where ${isPutIn ? ownerSql()`record_id = ${id}` : ownerSql()`id = ${suspensionId}`}`;
    const { id: changed = '', at = id } = rows[0] ?? {};
    for (const recipient of ['County registry', 'Court']) await left(at, 2, { recipient });
    expect((await copyOf(at)).sort()).toEqual(['County registry', 'Court']);
    expect((await accountingOf(org.officer, ref(at))).suspensions).toEqual([]);
    const resume = { ...ref(at), suspensionId: changed };
    await expect(resumeAccounting(org.officer, resume)).rejects.toMatchObject({ code: 'not_found' });
    expect(await eventsOf(org.orgId, 'integrity.failed')).toContainEqual(
      expect.objectContaining({ subjectId: changed, facts: { what: 'suspension' } }),
    );
  });

  test('is made and ended by those who read the whole audit log alone; each refusal is an event', async () => {
    const id = await contact();
    const { suspensionId } = await suspendAccounting(org.admin, asked(id));
    await expect(suspendAccounting(org.operator, asked(id))).rejects.toMatchObject({ code: 'forbidden' });
    const resume = { ...ref(id), suspensionId };
    await expect(resumeAccounting(org.operator, resume)).rejects.toMatchObject({ code: 'forbidden' });
    for (const action of ['accounting.suspend', 'accounting.resume'] as const) {
      expect((await eventsOf(org.orgId, action)).at(-1)).toMatchObject({ outcome: 'refused', recordId: id });
    }
    const other = await makeOrg();
    await expect(resumeAccounting(other.officer, resume)).rejects.toMatchObject({ code: 'not_found' });
    await expect(suspendAccounting(other.officer, asked(id))).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('who sees an accounting', () => {
  test('an officer without a right to the record, and who may see the record and reveal; it is an event', async () => {
    const id = await contact();
    await printRecord(org.operator, 'Contacts', id);
    const [byOfficer, byOperator] = [
      await accountingOf(org.officer, ref(id)),
      await accountingOf(org.operator, ref(id)),
    ];
    expect(byOfficer).toMatchObject({ name: `Contact ${id}`, mayOpen: false, lines: [{ exit: 'Printed', times: 1 }] });
    expect(byOperator).toMatchObject({ name: 'Reynolds', mayOpen: true });
    expect(byOperator.lines).toEqual(byOfficer.lines);
    expect((await eventsOf(org.orgId, 'accounting.view')).slice(-2)).toMatchObject([
      { outcome: 'done', module: 'Contacts', recordId: id, facts: { lines: 1, to: today } },
      { actorId: org.operator.actor.id },
    ]);
  });

  test('nobody else: without the right to reveal, to view, or of another organisation; the attempt is an event', async () => {
    const id = await contact();
    const noReveal = { ...org.operator, rights: { ...org.operator.rights, org: ['readLedger'] as const } };
    const noView = { ...org.operator, rights: { ...org.operator.rights, everyModule: [] } };
    const file = { ...ref(id), format: 'csv' as const, whole: false };
    for (const ctx of [noReveal, noView]) {
      await expect(accountingOf(ctx, ref(id))).rejects.toMatchObject({ code: 'forbidden' });
      await expect(accountingFile(ctx, file)).rejects.toMatchObject({ code: 'forbidden' });
    }
    expect((await eventsOf(org.orgId, 'accounting.view')).at(-1)).toMatchObject({ outcome: 'refused', recordId: id });
    expect((await eventsOf(org.orgId, 'accounting.export')).at(-1)).toMatchObject({ outcome: 'refused', recordId: id });
    const other = await makeOrg();
    for (const ctx of [other.officer, other.operator, other.admin]) {
      await expect(accountingOf(ctx, ref(id))).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  test('of a record in the recycle bin an officer does; of one that never was nobody', async () => {
    const id = await contact();
    await left(id, 1);
    const all = { ...org.operator, rights: { ...org.operator.rights, everyModule: org.admin.rights.everyModule } };
    await deleteRecords(all, { module: 'Contacts', ids: [id] });
    expect(await seen(id)).toHaveLength(1);
    await expect(accountingOf(org.operator, ref(id))).rejects.toMatchObject({ code: 'not_found' });
    await expect(accountingOf(org.officer, ref('123'))).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('the file for the patient', () => {
  test('as CSV lists what is accounted for alone, runs nothing in a spreadsheet, and is an event', async () => {
    const id = await contact();
    await left(id, 9, { recipient: '=cmd|calc', purpose: 'other' });
    await left(id, 8, { recipient: 'Insurer', purpose: 'payment' });
    const made = await accountingFile(org.officer, { ...ref(id), format: 'csv', whole: false });
    expect(made).toMatchObject({ contentType: 'text/csv; charset=utf-8' });
    expect(made.fileName).toMatch(new RegExp(`^accounting-${id}-.*\\.csv$`));
    const rows: Record<string, string>[] = parse(Buffer.from(made.bytes), { columns: true, bom: true });
    expect(rows).toMatchObject([
      { Recipient: "'=cmd|calc", What: 'Contacts: Diagnosis', Purpose: 'Other', Times: '1' },
    ]);
    const whole = await accountingFile(org.officer, { ...ref(id), format: 'csv', whole: true });
    const all: Record<string, string>[] = parse(Buffer.from(whole.bytes), { columns: true, bom: true });
    expect(all.map((row) => row['Accounted for'])).toEqual([
      'Yes',
      'Not needed: For treatment, payment or health care operations (164.528(a)(1)(i))',
    ]);
    expect((await eventsOf(org.orgId, 'accounting.export')).slice(-2)).toMatchObject([
      { recordId: id, facts: { format: 'csv', whole: false, lines: 1 } },
      { recordId: id, facts: { whole: true, lines: 2 } },
    ]);
  });

  test('as PDF is pages that open, of many lines and of words that its font cannot write, with nothing that runs', async () => {
    const id = await contact();
    for (let n = 0; n < 30; n += 1) await left(id, n, { recipient: `Praxis Łódź 診療所 ${'x'.repeat(300)} ${n}` });
    const { bytes, contentType } = await accountingFile(org.operator, { ...ref(id), format: 'pdf', whole: false });
    expect(contentType).toBe('application/pdf');
    const doc = await PDFDocument.load(bytes);
    expect(doc.getPageCount()).toBeGreaterThan(2);
    expect(Buffer.from(bytes).toString('latin1')).not.toMatch(/JavaScript|OpenAction|\/AA\b/);
    const empty = await accountingFile(org.officer, { ...ref(await contact()), format: 'pdf', whole: false });
    expect((await PDFDocument.load(empty.bytes)).getPageCount()).toBe(1);
  });
});

test('no value of a record is in the accounting, nor in what was written of it', async () => {
  const id = await contact();
  await printRecord(org.operator, 'Contacts', id);
  await left(id, 1);
  const whole = { ...ref(id), format: 'csv' as const, whole: true };
  const told = JSON.stringify([await accountingOf(org.officer, ref(id)), await accountingFile(org.officer, whole)]);
  for (const value of [DIAGNOSIS, SSN, 'Reynolds']) expect(told).not.toContain(value);
  await inOrg(org.orgId, async (tx) => {
    const [kept] = await tx.sql`select string_agg(d::text, ' ') as text from disclosures d`;
    for (const value of [DIAGNOSIS, SSN, 'Reynolds']) expect(kept?.text).not.toContain(value);
  });
});
