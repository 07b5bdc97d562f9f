import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { markField } from '@/lib/admin/settings/mark-field';
import { changesSince } from '@/lib/chat/conversations/changes';
import { pickUp } from '@/lib/chat/conversations/pick-up';
import { transcriptOf } from '@/lib/chat/conversations/transcript';
import { sendMessage } from '@/lib/chat/messages/send';
import { attachFile } from '@/lib/crm/attachments/attach';
import { listAttachments } from '@/lib/crm/attachments/queries';
import { downloadBulkRead } from '@/lib/crm/exports/bulk/download';
import { openBulkRequest, startBulkRead } from '@/lib/crm/exports/bulk/read';
import { runBulkRead } from '@/lib/crm/exports/bulk/run';
import { downloadExport } from '@/lib/crm/exports/download';
import { printList, printRecord } from '@/lib/crm/exports/print/print';
import { startRecordExport } from '@/lib/crm/exports/records/export';
import { startSubjectExport } from '@/lib/crm/exports/subject/export';
import { listNotes } from '@/lib/crm/notes/queries';
import { createNote } from '@/lib/crm/notes/write';
import { getRecord } from '@/lib/crm/records/get';
import { listRecords } from '@/lib/crm/records/list';
import { updateRecord } from '@/lib/crm/records/update';
import { listNotices } from '@/lib/people/notices/queries';
import { beginJob } from '@/lib/platform/background/life';
import type { Id } from '@/lib/platform/ids';
import { reveal } from '@/lib/protection/disclose/reveal';
import { type ApiCall, callApi } from '@/lib/tools/testing/api-call';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { makeAvailable, makeVisitor, startChat } from '@/lib/tools/testing/chat';
import { countOpenings } from '@/lib/tools/testing/count-openings';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import type { TestOrg } from '@/lib/tools/testing/factories';
import { addContact, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { unzip } from '@/lib/tools/testing/unzip';
import { coqlEndpoints } from '@/lib/ways-in/api/coql/endpoints';
import type { Endpoint } from '@/lib/ways-in/api/endpoint';
import { cloneEndpoint } from '@/lib/ways-in/api/records/clone';
import { getEndpoint } from '@/lib/ways-in/api/records/get';
import { listEndpoint } from '@/lib/ways-in/api/records/list';
import { searchEndpoints } from '@/lib/ways-in/api/records/search';
import { writeEndpoints } from '@/lib/ways-in/api/records/write';
import { exportRecords } from '@/lib/ways-in/jobs/handlers/export';
import { endFindings } from '@/lib/ways-in/jobs/handlers/integrity';
import { exportSubject } from '@/lib/ways-in/jobs/handlers/subject-export';

const PHONES = ['999-907-8526', '999-907-8527', '999-907-8528'];
let org: TestOrg;
let ids: Id[];

/** Changes one byte of what is sealed, as whoever has the database does. */
const damage = (table: string, id: Id, column = 'sealed') =>
  ownerSql().unsafe(
    `update ${table} set ${column} = set_byte(${column}, 40, (get_byte(${column}, 40) + 1) % 256) where id = ${id}`,
  );

const damaged = () => ids[1] as Id;
const failures = async () => (await eventsOf(org.orgId, 'integrity.failed')).map(({ facts }) => facts.what);
const notices = async () =>
  (await listNotices(org.officer)).notices.filter(({ words }) => /do(es)? not open/.test(words));
const asked = (endpoint: Endpoint, about: ApiCall = {}) =>
  callApi(org.operator, endpoint, { ...about, params: { module: 'Contacts', ...about.params } });
const byPath = (endpoints: readonly Endpoint[], path: string) =>
  endpoints.find((one) => one.path.endsWith(path)) as Endpoint;

async function makeContacts(): Promise<void> {
  org = await makeHealthOrg();
  await markField(org.admin, { module: 'Contacts', fieldId: await fieldIdOf(org, 'Contacts', 'Phone'), encrypt: true });
  ids = [];
  for (const [n, Phone] of PHONES.entries()) ids.push(await addContact(org, { Phone, Last_Name: `Doe ${n}` }));
}

describe('one record whose encrypted values do not open, among others', () => {
  beforeAll(async () => {
    await makeContacts();
    await damage('records', damaged());
  });

  const isTold = (data: { id: Id; Phone?: string; Last_Name?: string; $integrity?: unknown }[]) => {
    expect(data).toHaveLength(3);
    for (const one of data) {
      if (one.id !== damaged()) {
        expect(one.Phone).toMatch(/^999/);
        expect(one).not.toHaveProperty('$integrity');
        continue;
      }
      expect(one).not.toHaveProperty('Phone');
      expect(one).toMatchObject({
        Last_Name: 'Doe 1',
        $integrity: { code: 'INTEGRITY', details: { api_names: ['Phone'] }, status: 'error' },
      });
    }
  };

  test('is told in its place by the API, as INTEGRITY, and all others come: list, search, COQL, one record', async () => {
    const query = { fields: 'Last_Name,Phone' };
    const list = await asked(listEndpoint, { query });
    expect(list.status).toBe(200);
    isTold(list.body.data);
    const search = byPath(searchEndpoints, '/search');
    isTold((await asked(search, { query: { ...query, word: 'Doe' } })).body.data);
    const coql = { select_query: "select Last_Name, Phone from Contacts where Last_Name like 'Doe%'" };
    isTold((await asked(coqlEndpoints[0] as Endpoint, { body: coql })).body.data);
    const one = await asked(getEndpoint, { params: { id: damaged() } });
    expect(one.status).toBe(200);
    expect(one.body.data[0].$integrity.code).toBe('INTEGRITY');
    expect(JSON.stringify(one.body)).not.toContain(PHONES[1]);
  });

  test('is not told by what asks for none of its encrypted values', async () => {
    const { body } = await asked(listEndpoint, { query: { fields: 'Last_Name' } });
    expect(JSON.stringify(body)).not.toContain('INTEGRITY');
  });

  test('is neither copied nor changed in what does not open, and the API says INTEGRITY; the rest of it is changed', async () => {
    const copied = await asked(cloneEndpoint, { params: { id: damaged() } });
    expect(copied).toMatchObject({ status: 409, body: { code: 'INTEGRITY' } });
    const put = writeEndpoints.find(({ method, path }) => method === 'put' && path.endsWith('/{id}')) as Endpoint;
    const change = (values: object) => asked(put, { params: { id: damaged() }, body: { data: [values] } });
    expect(JSON.stringify((await change({ Phone: '999-000-0000' })).body)).toContain('INTEGRITY');
    const other = await change({ Title: 'Dr.' });
    expect(other.body.data[0].code).toBe('SUCCESS');
  });

  test('has a cell that says so in CSV, XLSX and a zip, never a blank one, and the count of such records is told', async () => {
    for (const format of ['xlsx', 'csv', 'zip'] as const) {
      const request = { module: 'Contacts', bom: false, format, include: [] };
      const { jobId } = await startRecordExport(org.operator, request);
      await beginJob(org.orgId, jobId);
      await exportRecords(org.orgId, jobId, new AbortController().signal);
      const { content } = await downloadExport(org.operator, jobId);
      const files = format === 'csv' ? null : await unzip(Buffer.concat(await content.toArray()));
      if (format === 'xlsx') {
        expect(
          Object.values(files ?? {})
            .join()
            .match(/#INTEGRITY/g),
        ).toHaveLength(1);
        continue;
      }
      if (files) expect(files['README.txt']?.toString()).toContain('1 record has encrypted values that do not open');
      const rows: Record<string, string>[] = parse(files ? (files['Contacts.csv'] as Buffer) : await text(content), {
        columns: true,
      });
      expect(rows.map((row) => row.Phone).sort()).toEqual(['#INTEGRITY', PHONES[0], PHONES[2]]);
      expect((await eventsOf(org.orgId, 'export.finish')).at(-1)?.facts).toMatchObject({ rows: 3, unopened: 1 });
    }
  });

  test('has such a cell in a bulk read, whose state tells how many', async () => {
    const fields = ['Last_Name', 'Phone'];
    const { jobId } = await startBulkRead(org.operator, {
      module: 'Contacts',
      fields,
      system: [],
      where: null,
      page: 1,
    });
    await beginJob(org.orgId, jobId);
    const options = { report: async () => {}, signal: new AbortController().signal };
    await runBulkRead(org.operator, jobId, await openBulkRequest(org.orgId, jobId), options);
    const { content } = await downloadBulkRead(org.operator, jobId);
    const files = await unzip(Buffer.concat(await content.toArray()));
    const rows: string[][] = parse(files[`${jobId}.csv`] as Buffer);
    expect(rows.flat().filter((cell) => cell === '#INTEGRITY')).toHaveLength(1);
    expect(rows).toHaveLength(4);
  });

  test('is printed with the rest, alone and in a list', async () => {
    const one = await printRecord(org.operator, 'Contacts', damaged());
    expect(one.record).toMatchObject({ damaged: true, values: { Last_Name: 'Doe 1' } });
    expect(one.record.values).not.toHaveProperty('Phone');
    const { records } = await printList(org.operator, 'Contacts', { columns: ['Phone'] });
    expect(records.filter((record) => record.damaged)).toHaveLength(1);
    expect(records).toHaveLength(3);
  });

  test('is given to the person it is about without what does not open, and the file says so', async () => {
    const request = {
      module: 'Contacts',
      recordId: damaged(),
      purpose: 'patient_request',
      attachments: false,
    } as const;
    const { jobId } = await startSubjectExport(org.operator, request);
    await beginJob(org.orgId, jobId);
    await exportSubject(org.orgId, jobId, new AbortController().signal);
    const page = await text((await downloadExport(org.operator, jobId)).content);
    expect(page).toContain('The encrypted values of this record do not open');
    expect(page).toContain('Doe 1');
  });

  test('gives its values that are not encrypted to whoever reveals, and of the others says that they do not open', async () => {
    const ask = (fields: string[]) =>
      reveal(org.operator, { module: 'Contacts', recordId: damaged(), fields, purpose: 'treatment' });
    await expect(ask(['Phone'])).rejects.toMatchObject({ reason: 'INTEGRITY' });
    await markField(org.admin, {
      module: 'Contacts',
      fieldId: await fieldIdOf(org, 'Contacts', 'Email'),
      encrypt: false,
      reason: 'Tried out first',
    });
    expect(await ask(['Email'])).toEqual({});
  });

  test('was told once for all of this: one event of what was found, one notice that leads there by ids', async () => {
    expect(new Set(await failures())).toEqual(new Set(['record']));
    const told = await notices();
    expect(told).toHaveLength(1);
    expect(told[0]?.words).toContain(`record ${damaged()} in Contacts`);
    expect(told[0]?.href).toBe(`/audit?record=${damaged()}`);
    for (const phone of PHONES) expect(JSON.stringify(told)).not.toContain(phone);
  });
});

describe('a finding', () => {
  beforeEach(makeContacts);

  test('is one event and one notice, however many look at it, one after another or side by side', async () => {
    await damage('records', damaged());
    for (let n = 0; n < 3; n += 1) await getRecord(org.operator, 'Contacts', damaged());
    await Promise.all(Array.from({ length: 6 }, () => getRecord(org.operator, 'Contacts', damaged())));
    expect(await failures()).toEqual(['record']);
    expect(await notices()).toHaveLength(1);
  });

  test('is told anew when the record is damaged otherwise, and when it is damaged again after it was whole', async () => {
    const [whole] = await ownerSql()`select sealed from records where id = ${damaged()}`;
    await damage('records', damaged());
    await getRecord(org.operator, 'Contacts', damaged());
    await damage('records', damaged());
    await getRecord(org.operator, 'Contacts', damaged());
    expect(await notices()).toHaveLength(2);
    await endFindings(org.orgId);
    expect(await eventsOf(org.orgId, 'integrity.mended')).toEqual([]);
    await ownerSql()`update records set sealed = ${whole?.sealed} where id = ${damaged()}`;
    await endFindings(org.orgId);
    await endFindings(org.orgId);
    expect(await eventsOf(org.orgId, 'integrity.mended')).toHaveLength(1);
    await damage('records', damaged());
    await getRecord(org.operator, 'Contacts', damaged());
    expect(await notices()).toHaveLength(3);
  });

  test('cannot be kept from being told by whoever writes what they like as the app’s role', async () => {
    await damage('records', damaged());
    await asOwner(
      org.orgId,
      (tx) => tx.sql`
        insert into state_macs (org_id, subject, subject_id, mac)
        values (${org.orgId}, 'found.record', ${damaged()}, decode(repeat('00', 32), 'hex'))`,
    );
    await getRecord(org.operator, 'Contacts', damaged());
    expect(await notices()).toHaveLength(1);
  });

  test('of many records at once is a notice each up to 25, then one that says where they stand; each is an event', async () => {
    for (let n = 0; n < 27; n += 1) ids.push(await addContact(org, { Phone: PHONES[0] }));
    for (const id of ids) await damage('records', id);
    const { body } = await asked(listEndpoint, { query: { fields: 'Phone' } });
    expect(body.data).toHaveLength(30);
    expect(await failures()).toHaveLength(30);
    const told = await notices();
    expect(told.filter(({ words }) => words.includes('many records'))).toHaveLength(1);
    expect(told).toHaveLength(26);
  });

  test('of a note or a file’s name hides that one alone, and names its record', async () => {
    const ref = { module: 'Contacts', recordId: damaged() };
    const first = await createNote(org.operator, { ...ref, title: '', body: 'Whole' });
    await createNote(org.operator, { ...ref, title: '', body: 'Another' });
    const { id: fileId } = await attachFile(org.operator, {
      ...ref,
      fileName: 'x-ray.txt',
      source: Readable.from([Buffer.from('a')]),
    });
    await damage('notes', first.id);
    await damage('attachments', fileId, 'sealed_name');
    const { notes } = await listNotes(org.operator, ref);
    expect(notes?.map(({ body, damaged: isDamaged }) => [body, isDamaged])).toEqual([
      ['Another', undefined],
      ['', true],
    ]);
    expect(await listAttachments(org.operator, ref)).toMatchObject([{ name: null, damaged: true }]);
    expect((await notices()).map(({ words }) => words).sort()).toEqual([
      expect.stringContaining(`A note of record ${damaged()}`),
      expect.stringContaining(`The name of a file of record ${damaged()}`),
    ]);
  });
});

describe('a message of a conversation that does not open', () => {
  test('says so in its place, to the console and in the transcript; the others are read, and that is one event', async () => {
    org = await makeHealthOrg();
    await makeAvailable(org.operator);
    const { id: conversationId } = await startChat(await makeVisitor(org));
    await pickUp(org.operator, { conversationId });
    for (const text of ['First', 'Second'])
      await sendMessage(org.operator, { conversationId, text, clientId: randomUUID() });
    const before = await changesSince(org.operator, conversationId, 0);
    const first = before.messages.find(({ text }) => text === 'First');
    await damage('chat_messages', first?.id ?? '');
    for (let n = 0; n < 2; n += 1) {
      const { messages } = await changesSince(org.operator, conversationId, 0);
      expect(messages.find(({ id }) => id === first?.id)).toMatchObject({ text: '[does not open]', damaged: true });
      expect(messages.map(({ text }) => text)).toContain('Second');
    }
    expect(await transcriptOf(org.operator, { conversationId })).toContain('[does not open]');
    expect(await failures()).toEqual(['conversation']);
    expect(await notices()).toHaveLength(1);
  });
});

describe('an envelope', () => {
  beforeAll(makeContacts);

  test('that was taken away with its number is not written over', async () => {
    await ownerSql()`update records set sealed = null, seal_version = 0 where id = ${damaged()}`;
    const update = updateRecord(org.operator, { module: 'Contacts', id: damaged(), values: { Phone: '999-000-0000' } });
    await expect(update).rejects.toMatchObject({ reason: 'INTEGRITY' });
  });

  test('is opened once by a reveal, by a record’s page and by a list’s row', async () => {
    const [recordId = ''] = ids;
    const asks = () => reveal(org.operator, { module: 'Contacts', recordId, fields: ['Phone'], purpose: 'treatment' });
    await asks();
    expect(await countOpenings(asks)).toBe(1);
    await asOwner(org.orgId, (tx) => tx.sql`update fields set marked = false where api_name = 'Phone'`.execute());
    const page = () => getRecord(org.operator, 'Contacts', recordId);
    await page();
    expect(await countOpenings(page)).toBe(1);
    // The one that was taken away is told without trying.
    expect(await countOpenings(() => listRecords(org.operator, 'Contacts', { columns: ['Phone'] }))).toBe(2);
  });
});
