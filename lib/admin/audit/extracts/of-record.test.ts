import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { markField } from '@/lib/admin/settings/mark-field';
import { accountingOf } from '@/lib/crm/accounting/accounting';
import { updateRecord } from '@/lib/crm/records/update';
import type { Context } from '@/lib/platform/context';
import type { Id } from '@/lib/platform/ids';
import { reveal } from '@/lib/protection/disclose/reveal';
import { integrateOrg } from '@/lib/protection/ledger/integrate/integrate';
import { parseCheckpoint } from '@/lib/protection/ledger/tree/checkpoint';
import { hashLeaf } from '@/lib/protection/ledger/tree/hashes';
import { isIncluded } from '@/lib/protection/ledger/tree/proofs';
import { parseTlogProof } from '@/lib/protection/ledger/tree/tlog-proof';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { addContact, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { openExtractResponse } from '@/lib/ways-in/http/open-extract';
import { listExtracts, listRecordExtracts } from './list';
import type { MadeExtract } from './make';
import { createRecordExtract } from './of-record';
import { openExtract } from './open';
import { revokeExtract, revokeRecordExtract } from './revoke';

let org: TestOrg;
let recordId: Id;
let entryIds: Id[];

beforeAll(async () => {
  org = await makeHealthOrg();
  const fieldId = await fieldIdOf(org, 'Contacts', 'Phone');
  await markField(org.admin, { module: 'Contacts', fieldId, encrypt: true });
  recordId = await addContact(org, { Last_Name: 'Reynolds', Phone: '555-0142', Department: 'Radiology-9931' });
  const values = { Department: 'Oncology-9931', Phone: '555-0143' };
  await updateRecord(org.operator, { module: 'Contacts', id: recordId, values });
  const asked = { module: 'Contacts', recordId, fields: ['Phone'], purpose: 'treatment' } as const;
  await reveal(org.operator, asked);
  await integrateOrg(org.orgId);
  entryIds = await idsOf(recordId);
});

const idsOf = async (record: Id): Promise<Id[]> => {
  const rows = await ownerSql()<{ id: Id }[]>`
    select id from ledger_entries where org_id = ${org.orgId} and record_id = ${record} order by id`;
  return rows.map(({ id }) => id);
};
const WHOM = 'Robin Reynolds, by telephone';
const input = (given: object = {}) => ({
  query: { record: recordId, range: 'all' as const },
  entryIds,
  audience: 'patient' as const,
  recipient: WHOM,
  days: 7,
  ...given,
});
const give = (given: object = {}, ctx: Context = org.officer) => createRecordExtract(ctx, input(given));
const tokenOf = ({ path }: MadeExtract): string => path.split('#')[1] ?? '';
const open = (made: MadeExtract, secret = made.secret) =>
  openExtract({ extractId: made.extractId, token: tokenOf(made), secret }, randomUUID());
const opened = async (made: MadeExtract) => {
  const answer = await open(made);
  if (!answer.ok || answer.conversationId !== null) throw new Error('It did not open as one of a record.');
  return answer;
};
const events = async (action: Parameters<typeof eventsOf>[1], { extractId }: MadeExtract) =>
  (await eventsOf(org.orgId, action)).filter(({ subjectId }) => subjectId === extractId);

describe('an extract of a record’s entries', () => {
  test('is an event of the record; link, secret and to whom it is given are kept in no readable form', async () => {
    const made = await give();
    const rows = await ownerSql()`select to_jsonb(e) as row from extracts e where id = ${made.extractId}`;
    const entries = await ownerSql()`select to_jsonb(e) as row from ledger_entries e where org_id = ${org.orgId}`;
    const stored = JSON.stringify([rows, entries]);
    for (const part of [made.secret, tokenOf(made).split('.')[1] ?? '', WHOM, 'Robin']) {
      expect(stored).not.toContain(part);
    }
    expect(await events('record_extract.create', made)).toMatchObject([
      {
        outcome: 'done',
        actorId: org.officer.actor.id,
        recordId,
        facts: { audience: 'patient', entries: entryIds.length, expiresAt: made.expiresAt },
      },
    ]);
  });

  test('opens once with times, acts, who, purposes and labels of fields, and no value, sealed or not', async () => {
    const made = await give();
    const { lines, module, isPatient, organisation } = await opened(made);
    expect([module, isPatient, organisation]).toEqual(['Contacts', true, expect.any(String)]);
    expect(lines.map(({ what, who }) => [what, who])).toEqual([
      ['Created a record', 'Olga Operator'],
      ['Changed a record', 'Olga Operator'],
      ['Revealed personal health data', 'Olga Operator'],
    ]);
    expect(lines[2]).toMatchObject({ fields: ['Phone'], purpose: 'Treatment' });
    expect(JSON.stringify(lines)).not.toMatch(/Reynolds|555-014|-9931|Robin/);
    expect(await open(made)).toEqual({ ok: false, why: 'opened' });
    expect((await events('record_extract.open', made)).map(({ outcome, facts }) => [outcome, facts])).toEqual([
      ['done', { entries: lines.length }],
      ['refused', { reason: 'opened' }],
    ]);
  });

  test('has for each entry a proof that leads to the signed checkpoint, and the text of its leaf where nothing is sealed in it', async () => {
    const { proofs } = await opened(await give());
    expect(proofs.map(({ id }) => id)).toEqual(entryIds);
    for (const { leafHash, entry, proof } of proofs) {
      const { index, proof: way, note } = parseTlogProof(proof ?? '');
      const leaf = Buffer.from(leafHash, 'hex');
      expect(isIncluded(leaf, index, parseCheckpoint(note.slice(0, note.indexOf('\n\n') + 1)), way)).toBe(true);
      if (entry !== null) expect(hashLeaf(entry).equals(leaf)).toBe(true);
    }
    // What was changed carries old and new values, sealed: of it the hash alone.
    expect(proofs.map(({ entry }) => entry === null)).toEqual([false, true, false]);
    expect(JSON.stringify(proofs)).not.toMatch(/Reynolds|555-014|-9931/);
  });

  test('is of all that the filter finds where none is chosen; what waits to be signed has no proof yet', async () => {
    const other = await addContact(org, { Last_Name: 'Waiting' });
    const all = await opened(
      await give({ query: { record: other, range: 'all', action: 'record.create' }, entryIds: null }),
    );
    expect(all.lines.map(({ what }) => what)).toEqual(['Created a record']);
    expect(all.proofs).toMatchObject([{ proof: null, entry: expect.stringContaining('record.create') }]);
  });

  test('ends after five wrong secrets, each an event, and opens no more', async () => {
    const made = await give();
    const tried = await Promise.all(Array.from({ length: 5 }, () => open(made, 'AAAAA-AAAAA')));
    expect(tried.every((one) => !one.ok && one.why === 'wrong_secret')).toBe(true);
    expect(await open(made)).toEqual({ ok: false, why: 'burnt' });
    const whys = (await events('record_extract.open', made)).map(({ facts }) => facts.reason);
    expect(whys).toEqual([...Array.from({ length: 5 }, () => 'wrong_secret'), 'burnt']);
  });

  test('opens for nobody when SQL made it of another record, of more entries, or longer', async () => {
    const made = await give();
    const [{ id: other }] = (await ownerSql()`
      select id::text from ledger_entries where org_id = ${org.orgId} and record_id is null limit 1`) as [{ id: Id }];
    for (const change of [
      ownerSql()`update extracts set record_id = 1 where id = ${made.extractId}`,
      ownerSql()`update extracts set record_id = ${recordId}, entry_ids = ${JSON.stringify([other])}::text::jsonb where id = ${made.extractId}`,
      ownerSql()`
        update extracts set entry_ids = ${JSON.stringify(entryIds)}::text::jsonb, expires_at = expires_at + interval '1 day'
        where id = ${made.extractId}`,
    ]) {
      await change;
      expect(await open(made)).toEqual({ ok: false, why: 'wrong_link' });
    }
  });

  test('is taken back, and listed for its record with state and for whom', async () => {
    const mine = await addContact(org, { Last_Name: 'Listed' });
    const query = { record: mine, range: 'all' as const };
    const first = await give({ query, entryIds: null });
    const second = await give({ query, entryIds: null, audience: 'operator', recipient: 'Olga' });
    await revokeRecordExtract(org.officer, { extractId: first.extractId });
    await revokeRecordExtract(org.officer, { extractId: first.extractId });
    expect(await open(first)).toEqual({ ok: false, why: 'revoked' });
    expect(await events('record_extract.revoke', first)).toMatchObject([{ recordId: mine, outcome: 'done' }]);
    expect(await listRecordExtracts(org.officer, mine)).toMatchObject([
      { id: second.extractId, state: 'ready', audience: 'operator', recipient: 'Olga', createdBy: 'Otto Officer' },
      { id: first.extractId, state: 'revoked', audience: 'patient', recipient: WHOM },
    ]);
    // Chat’s own list has none of them, and its verb ends none.
    expect(await listExtracts(org.officer)).toEqual([]);
    await expect(revokeExtract(org.officer, { extractId: second.extractId })).rejects.toMatchObject({
      code: 'not_found',
    });
    await open(second);
    await expect(revokeRecordExtract(org.officer, { extractId: second.extractId })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('given to the patient is a line of the accounting of the record’s disclosures', async () => {
    await opened(await give());
    const { lines } = await accountingOf(org.officer, { module: 'Contacts', recordId });
    expect(lines.find(({ exit }) => exit === 'Extract of the audit log')).toMatchObject({
      recipient: 'The person the record is about, by a one-time link',
      what: 'Contacts: Entries of the audit log',
      exception: { section: '164.528(a)(1)(ii)' },
    });
  });
});

describe('who may', () => {
  test('not an operator, nor whoever exports without seeing the whole log', async () => {
    const { rights } = org.operator;
    const half = { ...org.operator, rights: { ...rights, org: [...rights.org, 'exportLedger' as const] } };
    for (const ctx of [org.operator, half]) {
      await expect(give({}, ctx)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(listRecordExtracts(ctx, recordId)).rejects.toMatchObject({ code: 'forbidden' });
      const made = await give();
      await expect(revokeRecordExtract(ctx, { extractId: made.extractId })).rejects.toMatchObject({
        code: 'forbidden',
      });
    }
    const refused = (await eventsOf(org.orgId, 'record_extract.create')).filter(({ outcome }) => outcome === 'refused');
    expect(refused).toMatchObject([{ recordId }, { recordId }]);
  });

  test('not another org, which sees nothing of it', async () => {
    const stranger = await makeOrg();
    const made = await give();
    await expect(give({}, stranger.officer)).rejects.toMatchObject({ code: 'invalid' });
    await expect(give({ entryIds: null }, stranger.officer)).rejects.toMatchObject({ code: 'invalid' });
    await expect(revokeRecordExtract(stranger.officer, { extractId: made.extractId })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await listRecordExtracts(stranger.officer, recordId)).toEqual([]);
  });
});

test.each([
  [{ days: 0 }, 'days'],
  [{ audience: 'visitor' }, 'audience'],
  [{ recipient: ' ' }, 'recipient'],
  [{ recipient: 'a\nb' }, 'recipient'],
  [{ entryIds: [] }, 'entryIds'],
  [{ entryIds: ['123'] }, 'entryIds'],
])('%j is refused by its name', async (given, field) => {
  await expect(give(given)).rejects.toMatchObject({ code: 'invalid', fields: { [field]: expect.any(String) } });
});

test('entries of another record are refused, and a record without entries', async () => {
  const others = await idsOf(await addContact(org, { Last_Name: 'Other' }));
  await expect(give({ entryIds: [...entryIds, ...others] })).rejects.toMatchObject({
    code: 'invalid',
    fields: { entryIds: 'are not of this record' },
  });
  await expect(give({ query: { record: '123', range: 'all' }, entryIds: null })).rejects.toMatchObject({
    code: 'invalid',
    fields: { record: expect.any(String) },
  });
});

test('the door gives the lines, the same lines as a file, and the proofs as lines of JSON', async () => {
  const made = await give();
  const answer = await openExtractResponse(
    new Request('http://localhost/api/extracts', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ extractId: made.extractId, token: tokenOf(made), secret: made.secret }),
    }),
  );
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
  const { lines, csv, proofs } = await answer.json();
  const rows = parse(csv.text, { columns: true, record_delimiter: '\r\n' }) as Record<string, string>[];
  expect(rows.map((row) => [row['Entry ID'], row.Action])).toEqual(
    lines.map(({ id, what }: { id: Id; what: string }) => [id, what]),
  );
  expect(csv.name).toBe(`extract-${recordId}.csv`);
  const read = proofs.text
    .trimEnd()
    .split('\n')
    .map((line: string) => JSON.parse(line).id);
  expect(read).toEqual(entryIds);
});
