import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { beforeAll, describe, expect, test } from 'vitest';
import { createExtract } from '@/lib/admin/audit/extracts/of-conversation';
import { openExtract } from '@/lib/admin/audit/extracts/open';
import { setRestriction } from '@/lib/admin/settings/compliance/set-restriction';
import { markField } from '@/lib/admin/settings/mark-field';
import { pickUp } from '@/lib/chat/conversations/pick-up';
import { transcriptOf } from '@/lib/chat/conversations/transcript';
import { attachChatFile } from '@/lib/chat/files/attach';
import { downloadChatFile } from '@/lib/chat/files/download';
import { attachFile } from '@/lib/crm/attachments/attach';
import { downloadAttachment } from '@/lib/crm/attachments/queries';
import { printList, printRecord } from '@/lib/crm/exports/print/print';
import { startRecordExport } from '@/lib/crm/exports/records/export';
import { startSubjectExport } from '@/lib/crm/exports/subject/export';
import { createNote } from '@/lib/crm/notes/write';
import { createRecord } from '@/lib/crm/records/create';
import { beginJob } from '@/lib/platform/background/life';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { linesOfOrg } from '@/lib/tools/testing/accounting';
import { setBudgetsOf } from '@/lib/tools/testing/budgets';
import { makeVisitor, startChat, type TestVisitor } from '@/lib/tools/testing/chat';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { addContact, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { confirmHolds } from '@/lib/tools/testing/holds';
import { expectNowhereInDatabase } from '@/lib/tools/testing/matchers';
import { type Rest, restClient } from '@/lib/tools/testing/rest';
import { readInBulk } from '@/lib/ways-in/jobs/handlers/bulk-read';
import { exportRecords } from '@/lib/ways-in/jobs/handlers/export';
import { exportSubject } from '@/lib/ways-in/jobs/handlers/subject-export';
import { noteDisclosures } from './note';

const SSN = '999-46-1590';
/** Marked and not encrypted. */
const MOBILE = '555-014-7788';
let org: TestOrg;
let both: Id;
let mobileOnly: Id;
let neither: Id;
let filed: Id;
let fileId: Id;
let deal: Id;
let visitor: TestVisitor;
let conversationId: Id;
let chatFileId: Id;
let asOperator: Rest;
let asAdmin: Rest;
let asResearcher: Rest;

const setDoor = async (door: 'export' | 'api', restricted: boolean) => {
  await setRestriction(org.admin, { door, restricted });
  await confirmHolds(org);
};

async function run(ctx: Context, { jobId }: { jobId: Id }, handler: typeof exportRecords): Promise<void> {
  await beginJob(ctx.orgId, jobId);
  await handler(ctx.orgId, jobId, new AbortController().signal);
}

const exported = async (ctx: Context, more: object = {}) =>
  run(ctx, await startRecordExport(ctx, { module: 'Contacts', bom: false, ...more }), exportRecords);

async function subject(recordId: Id): Promise<void> {
  const asked = { module: 'Contacts', recordId, purpose: 'patient_request' as const, attachments: true };
  await run(org.operator, await startSubjectExport(org.operator, asked), exportSubject);
}

const at = (recordId: Id) => ({ module: 'Contacts', recordId });

async function readBulk(rest: Rest, fields: string[]): Promise<void> {
  const query = { module: { api_name: 'Contacts' }, fields };
  const { body } = await rest('POST', '/crm/bulk/v8/read', { query });
  const jobId = body.data[0].details?.id;
  if (jobId) await run(org.operator, { jobId }, readInBulk);
}

async function openedExtract(): Promise<void> {
  const entries = await ownerSql()<{ id: Id }[]>`
    select id from ledger_entries where org_id = ${org.orgId} and subject_id = ${conversationId} order by id limit 2`;
  const entryIds = entries.map(({ id }) => id);
  const made = await createExtract(org.officer, { conversationId, entryIds, audience: 'visitor', days: 7 });
  const token = made.path.split('#')[1] ?? '';
  await openExtract({ extractId: made.extractId, token, secret: made.secret }, randomUUID());
}

beforeAll(async () => {
  org = await makeHealthOrg();
  const fieldId = await fieldIdOf(org, 'Contacts', 'Phone');
  await markField(org.admin, { module: 'Contacts', fieldId, encrypt: true });
  const mobile = await fieldIdOf(org, 'Contacts', 'Mobile');
  await markField(org.admin, { module: 'Contacts', fieldId: mobile, encrypt: false, reason: 'sorted by' });
  both = await addContact(org, { Last_Name: 'Reynolds', Phone: SSN, Mobile: MOBILE });
  mobileOnly = await addContact(org, { Last_Name: 'Yundt', Mobile: MOBILE });
  neither = await addContact(org, { Last_Name: 'Aldrin', Email: 'a@example.org' });
  ({ id: deal } = await createRecord(org.operator, {
    module: 'Deals',
    values: { Deal_Name: 'Knee', Contact_Name: both, Stage: 'Qualification' },
  }));
  filed = await addContact(org, { Last_Name: 'Filed', Email: 'filed@example.org' });
  const source = Readable.from([Buffer.from('an x-ray')]);
  ({ id: fileId } = await attachFile(org.operator, { ...at(filed), fileName: 'x-ray.txt', source }));
  await createNote(org.operator, { ...at(both), title: '', body: 'Knee swells' });
  visitor = await makeVisitor(org);
  ({ id: conversationId } = await startChat(visitor));
  await pickUp(org.operator, { conversationId });
  const plan = { conversationId, clientId: randomUUID(), fileName: 'plan.txt' };
  ({ fileId: chatFileId } = await attachChatFile(org.operator, {
    ...plan,
    source: Readable.from([Buffer.from('Rest')]),
  }));
  asOperator = await restClient(org, org.operator);
  asAdmin = await restClient(org, org.admin);
  asResearcher = await restClient(org, org.operator, undefined, 'research');
  await setDoor('export', false);
  await setDoor('api', false);
});

const MARKED = ['Mobile', 'Phone'];
const program = {
  exit: 'api',
  recipient: expect.stringMatching(/^Program .*, for Olga Operator$/),
  purpose: 'unstated',
};
const person = { recipient: 'Olga Operator', purpose: 'operations' };
const individual = {
  exit: 'subject_export',
  recipient: 'The person the record is about',
  address: '',
  purpose: 'patient_request',
};

/** A line of those who hold another set of the fields asked for: no line names a field that was empty. */
const ofMobileOnly = { fields: ['Mobile'], records: () => [mobileOnly] };

/** Each way out, and the line that one act of it leaves: of which fields, of which records. */
const EXITS: Record<
  string,
  { act: () => Promise<unknown>; line: object; records: () => Id[]; also?: typeof ofMobileOnly }
> = {
  'a list over the API': {
    act: () => asOperator('GET', '/crm/v8/Contacts?fields=Last_Name,Phone,Mobile'),
    line: { ...program, fields: MARKED },
    records: () => [both],
    also: ofMobileOnly,
  },
  'a record over the API': {
    act: () => asOperator('GET', `/crm/v8/Contacts/${both}`),
    line: { ...program, fields: MARKED },
    records: () => [both],
  },
  'a search over the API': {
    act: () => asOperator('GET', '/crm/v8/Contacts/search?word=Yundt&fields=Last_Name,Mobile'),
    line: { ...program, fields: ['Mobile'] },
    records: () => [mobileOnly],
  },
  COQL: {
    act: () =>
      asOperator('POST', '/crm/v8/coql', { select_query: 'select Phone from Contacts where id is not null limit 10' }),
    line: { ...program, fields: ['Phone'] },
    records: () => [both],
  },
  'a list over the API, for a program that says what it reads for': {
    act: () => asResearcher('GET', '/crm/v8/Contacts?fields=Last_Name,Phone'),
    line: { ...program, purpose: 'research', fields: ['Phone'] },
    records: () => [both],
  },
  'a bulk read of such a program': {
    act: () => readBulk(asResearcher, ['Phone']),
    line: { ...program, purpose: 'research', fields: ['Phone'] },
    records: () => [both],
  },
  'a bulk read': {
    act: () => readBulk(asOperator, ['Last_Name', 'Phone', 'Mobile']),
    line: { ...program, fields: MARKED },
    records: () => [both],
    also: ofMobileOnly,
  },
  'an export as CSV': {
    act: () => exported(org.operator),
    line: { ...person, exit: 'export', fields: MARKED },
    records: () => [both],
    also: ofMobileOnly,
  },
  'an export as CSV of what is not encrypted': {
    act: () => exported(org.operator, { columns: ['Mobile'] }),
    line: { ...person, exit: 'export', fields: ['Mobile'] },
    records: () => [both, mobileOnly],
  },
  'an export by the value of an encrypted field': {
    act: () => exported(org.operator, { filters: [{ field: 'Phone', operator: 'equals', value: SSN }] }),
    line: { ...person, exit: 'export', fields: MARKED },
    records: () => [both],
  },
  'an export as XLSX': {
    act: () => exported(org.operator, { format: 'xlsx', columns: ['Phone', 'Mobile'] }),
    line: { ...person, exit: 'export', fields: MARKED },
    records: () => [both],
    also: ofMobileOnly,
  },
  'an export as zip': {
    act: () => exported(org.operator, { format: 'zip', include: ['related'], ids: [both, mobileOnly, neither] }),
    line: { ...person, exit: 'export', fields: MARKED },
    records: () => [both],
    also: ofMobileOnly,
  },
  'a zip with attached files': {
    act: () => exported(org.operator, { format: 'zip', include: ['attachments'], columns: ['Email'], ids: [filed] }),
    line: { ...person, exit: 'export', fields: ['$files'] },
    records: () => [filed],
  },
  'an export for a purpose that was chosen': {
    act: () => exported(org.operator, { columns: ['Phone'], purpose: 'public_health' }),
    line: { ...person, purpose: 'public_health', exit: 'export', fields: ['Phone'] },
    records: () => [both],
  },
  'a file that a person downloads': {
    act: () => downloadAttachment(org.operator, { ...at(filed), id: fileId }),
    line: { ...person, exit: 'download', fields: ['$files'] },
    records: () => [filed],
  },
  'a file over the API': {
    act: () => asOperator('GET', `/crm/v8/Contacts/${filed}/Attachments/${fileId}`),
    line: { ...program, fields: ['$files'] },
    records: () => [filed],
  },
  'notes of a record over the API': {
    act: () => asOperator('GET', `/crm/v8/Contacts/${both}/Notes?fields=Note_Content`),
    line: { ...program, fields: ['$notes'] },
    records: () => [both],
  },
  'notes of all records over the API': {
    act: () => asOperator('GET', '/crm/v8/Notes?fields=Note_Content'),
    line: { ...program, fields: ['$notes'] },
    records: () => [both],
  },
  'a record in print': {
    act: () => printRecord(org.operator, 'Contacts', both),
    line: { ...person, exit: 'print', fields: MARKED },
    records: () => [both],
  },
  'a list in print of fields that not each record holds': {
    act: () => printList(org.operator, 'Contacts', { columns: ['Phone', 'Mobile'] }),
    line: { ...person, exit: 'print', fields: MARKED },
    records: () => [both],
    also: ofMobileOnly,
  },
  'a list in print': {
    act: () => printList(org.operator, 'Contacts', { columns: ['Phone'] }),
    line: { ...person, exit: 'print', fields: ['Phone'] },
    records: () => [both],
  },
  'a record in print for a purpose that was chosen': {
    act: () => printRecord(org.operator, 'Contacts', both, 'research'),
    line: { ...person, purpose: 'research', exit: 'print', fields: MARKED },
    records: () => [both],
  },
  'everything about a record, with its files': {
    act: () => subject(filed),
    line: { ...individual, fields: ['$files'] },
    records: () => [filed],
  },
  'everything about a record': {
    act: () => subject(mobileOnly),
    line: { ...individual, fields: ['Mobile'] },
    records: () => [mobileOnly],
  },
  'the transcript of an operator': {
    act: () => transcriptOf(org.operator, { conversationId }),
    line: { ...person, exit: 'transcript', fields: [] },
    records: () => [],
  },
  'a file of a chat that an operator downloads': {
    act: () => downloadChatFile(org.operator, { conversationId, fileId: chatFileId }),
    line: { ...person, exit: 'download', fields: ['$files'] },
    records: () => [],
  },
  'a file of a chat that the visitor downloads': {
    act: () => downloadChatFile(visitor.ctx, { conversationId, fileId: chatFileId }),
    line: { exit: 'download', recipient: 'The visitor', address: '', purpose: 'patient_request', fields: ['$files'] },
    records: () => [],
  },
  'the transcript of a visitor': {
    act: () => transcriptOf(visitor.ctx, { conversationId }),
    line: { exit: 'transcript', recipient: 'The visitor', address: '', purpose: 'patient_request' },
    records: () => [],
  },
  'an extract': {
    act: openedExtract,
    line: { exit: 'extract', recipient: 'The visitor, by a one-time link', address: '', purpose: 'patient_request' },
    records: () => [],
  },
};

/** The lines that an act leaves. */
async function left(act: () => Promise<unknown>) {
  const before = (await linesOfOrg(org.orgId)).length;
  await act();
  return (await linesOfOrg(org.orgId)).slice(before);
}

describe('each way out of marked values leaves a line in the accounting of disclosures', () => {
  test.each(Object.entries(EXITS))('%s', async (_, { act, line, records, also }) => {
    const lines = (await left(act)).sort((a, b) => b.fields.length - a.fields.length);
    const whole = { line, records: records() };
    const wanted = also ? [whole, { line: { ...line, fields: also.fields }, records: also.records() }] : [whole];
    expect(lines).toHaveLength(wanted.length);
    for (const [n, one] of wanted.entries()) {
      expect(lines[n]).toMatchObject(one.line);
      expect([...(lines[n]?.recordIds ?? [])].sort()).toEqual(one.records.sort());
      expect(lines[n]?.conversationId).toBe(one.records.length === 0 ? conversationId : null);
    }
  });

  test('with the address of the person where it is one', async () => {
    const [line] = await left(() => printRecord(org.operator, 'Contacts', both));
    const [user] = await ownerSql()`select email from users where id = ${org.operator.actor.id}`;
    expect(line?.address).toBe(user?.email);
  });
});

test('no line holds a value of a record', async () => {
  expect((await linesOfOrg(org.orgId)).length).toBeGreaterThan(10);
  const [kept] = await ownerSql()<[{ text: string }]>`
    select string_agg(d::text, ' ') as text from disclosures d where org_id = ${org.orgId}`;
  for (const value of [SSN, MOBILE, 'Reynolds', 'Yundt']) expect(kept.text).not.toContain(value);
  await expectNowhereInDatabase([SSN]);
});

describe('there is no line', () => {
  test('where nothing marked is asked for, or the answer holds none', async () => {
    const quiet = [
      () => asOperator('GET', '/crm/v8/Contacts?fields=Last_Name,Email'),
      () => asOperator('GET', `/crm/v8/Contacts/${neither}`),
      () => asOperator('GET', `/crm/v8/Deals/${deal}`),
      () => asOperator('POST', '/crm/v8/coql', { select_query: 'select COUNT(id) from Contacts where id is not null' }),
      () => exported(org.operator, { columns: ['Email'] }),
      () => exported(org.operator, { ids: [neither] }),
      () => printRecord(org.operator, 'Contacts', neither),
    ];
    for (const act of quiet) expect(await left(act)).toEqual([]);
  });

  test('where the asker may not reveal: the values were left out', async () => {
    const refused = [
      () => asAdmin('GET', `/crm/v8/Contacts/${filed}/Attachments/${fileId}`),
      () => asAdmin('GET', `/crm/v8/Contacts/${both}/Notes?fields=Note_Content`),
      () => downloadAttachment(org.admin, { ...at(filed), id: fileId }).catch(() => undefined),
      () => asAdmin('GET', `/crm/v8/Contacts/${both}`),
      () => asAdmin('GET', '/crm/v8/Contacts?fields=Phone'),
      () => exported(org.admin),
      () => exported(org.admin, { format: 'xlsx' }),
      () => printRecord(org.admin, 'Contacts', both),
      () => printList(org.admin, 'Contacts', {}),
    ];
    for (const act of refused) expect(await left(act)).toEqual([]);
  });

  test('where the door is closed, but of what the patient is given: their right is not bound by it', async () => {
    await setDoor('export', true);
    await setDoor('api', true);
    const lines: Record<string, number> = {};
    for (const [name, { act }] of Object.entries(EXITS)) lines[name] = (await left(act).catch(() => [])).length;
    const open = Object.keys(lines).filter((name) => lines[name] !== 0);
    expect(open).toEqual([
      'a file that a person downloads',
      'everything about a record, with its files',
      'everything about a record',
      'the transcript of an operator',
      'a file of a chat that an operator downloads',
      'a file of a chat that the visitor downloads',
      'the transcript of a visitor',
      'an extract',
    ]);
    await setDoor('export', false);
    await setDoor('api', false);
  });
});

test('what a spent budget keeps back has no line, and its refusal is an event', async () => {
  await setBudgetsOf(org.orgId, { bulk: { hour: 1, day: 1 } });
  const acts = [
    () => asOperator('GET', '/crm/v8/Contacts?fields=Last_Name,Phone,Mobile'),
    () => printList(org.operator, 'Contacts', { columns: ['Phone', 'Mobile'] }).catch(() => undefined),
  ];
  for (const act of acts) expect(await left(act)).toEqual([]);
  for (const action of ['record.list', 'record.print'] as const) {
    expect((await eventsOf(org.orgId, action)).at(-1)).toMatchObject({ outcome: 'refused' });
  }
  await setBudgetsOf(org.orgId);
});

test('a line of more records than go at once names each of them', async () => {
  const recordIds = Array.from({ length: 20_001 }, (_, n) => String(n + 1));
  const [line] = await left(() =>
    inOrg(org.orgId, (tx) =>
      noteDisclosures(tx, org.operator, [{ exit: 'export', purpose: 'operations', fields: ['Phone'], recordIds }]),
    ),
  );
  expect(line?.recordIds).toHaveLength(20_001);
});

test('an act that fails leaves no line', async () => {
  const fails = () =>
    inOrg(org.orgId, async (tx) => {
      await noteDisclosures(tx, org.operator, [
        { exit: 'export', purpose: 'operations', fields: ['Phone'], recordIds: [both] },
      ]);
      throw new Error('it failed');
    });
  expect(await left(() => fails().catch(() => undefined))).toEqual([]);
});

test('another organisation sees no line, nor adds one to a record of ours', async () => {
  const other = await makeOrg();
  const seen = await inOrg(
    other.orgId,
    (tx) => tx.sql`select 1 from disclosures union all select 1 from disclosure_records`,
  );
  expect(seen).toEqual([]);
  expect(await linesOfOrg(other.orgId)).toEqual([]);
});
