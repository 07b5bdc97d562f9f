/** What an extract does not tell the patient, and what it says of entries that have expired. */
import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { setHold } from '@/lib/admin/audit/retention/holds';
import { accountingOf } from '@/lib/crm/accounting/accounting';
import { resumeAccounting, suspendAccounting } from '@/lib/crm/accounting/suspend';
import { systemContext } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { appendEntries, type NewEntry } from '@/lib/protection/ledger/append';
import { integrateOrg } from '@/lib/protection/ledger/integrate/integrate';
import { EXPIRED_WORDS, NOT_KEPT } from '@/lib/protection/ledger/retention/kinds';
import { headOf } from '@/lib/protection/ledger/tree/stored';
import { ownerSql } from '@/lib/tools/testing/database';
import type { TestOrg } from '@/lib/tools/testing/factories';
import { addContact, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { appendOld, setTermsInForce } from '@/lib/tools/testing/old-entries';
import { openExtractResponse } from '@/lib/ways-in/http/open-extract';
import { expireEntries } from '../retention/expire';
import type { MadeExtract } from './make';
import { createExtract } from './of-conversation';
import { createRecordExtract } from './of-record';
import { openExtract } from './open';

let org: TestOrg;
beforeAll(async () => {
  org = await makeHealthOrg();
});

const append = (entries: readonly NewEntry[]) =>
  inOrg(org.orgId, async (tx) => appendEntries(tx, systemContext(org.orgId, 'apps'), entries, await keysOf(tx)));
const idsOf = async (recordId: Id): Promise<Id[]> => {
  const rows = await ownerSql()<{ id: Id }[]>`
    select id from ledger_entries where org_id = ${org.orgId} and record_id = ${recordId} order by id`;
  return rows.map(({ id }) => id);
};
const give = (record: Id, given: object = {}) =>
  createRecordExtract(org.officer, {
    ...{ query: { record, range: 'all' as const }, entryIds: null, audience: 'patient' as const, days: 7 },
    ...{ recipient: 'Robin Reynolds', ...given },
  });
const secretsOf = ({ extractId, path, secret }: MadeExtract) => ({
  ...{ extractId, secret },
  token: path.split('#')[1] ?? '',
});
/** As the door answers: lines and both files. */
async function answer(made: MadeExtract) {
  const response = await openExtractResponse(
    new Request('http://localhost/api/extracts', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(secretsOf(made)),
    }),
  );
  expect(response.status).toBe(200);
  return response.json();
}

const UNTOLD = /county|suspen|legal hold|ledger\.(?:hold|lift)|accounting\.resume/i;
const sentTo = (recordId: Id, app: string): NewEntry => ({
  ...({ action: 'app.send', module: 'Contacts', recordId, subjectId: '7' } as const),
  facts: { app, act: 'update', delivery: '1' },
});

async function suspended() {
  const recordId = await addContact(org, { Last_Name: 'Reynolds' });
  await append([sentTo(recordId, 'County registry'), sentTo(recordId, 'Court')]);
  const before = await give(recordId);
  await accountingOf(org.officer, { module: 'Contacts', recordId });
  const about = { module: 'Contacts', recordId };
  const asked = { ...about, agency: 'County Registry', statement: 'written' as const, endsOn: '2099-01-01' };
  const { suspensionId } = await suspendAccounting(org.officer, asked);
  await setHold(org.officer, { scope: 'record', subjectId: recordId, reason: 'A complaint' });
  return { recordId, before, about, suspensionId };
}

test('the patient is told of no suspension, no hold and nothing that left to the agency: not by an old link, a line, a file or a count', async () => {
  const { recordId, before, about, suspensionId } = await suspended();
  const old = await answer(before);
  const now = await answer(await give(recordId));
  for (const { lines, csv, proofs } of [old, now]) {
    expect(JSON.stringify(lines)).toContain('app: Court');
    expect(`${JSON.stringify(lines)}${csv.text}${proofs.text}`).not.toMatch(UNTOLD);
    expect(proofs.text.trimEnd().split('\n').length).toBe(lines.length);
  }
  // The first was made of three and gave two: that it was three is not told by the second, nor how many lines officers saw.
  const counting = (now.lines as { what: string; details: string }[]).filter(({ what }) =>
    /extract|accounting/i.test(what),
  );
  expect(counting.map(({ what }) => what)).toHaveLength(3);
  expect(JSON.stringify(counting)).not.toMatch(/Entries:|entries:|Lines:|lines:/);
  expect(now.proofs.text).not.toMatch(/record_extract|accounting\.view/);
  await resumeAccounting(org.officer, { ...about, suspensionId });
  const after = await answer(await give(recordId));
  expect(JSON.stringify(after.lines)).toContain('County registry');
  expect(JSON.stringify(after.lines)).not.toMatch(/suspen|legal hold/i);
});

test('chosen for the patient such entries are refused; an operator is told of all', async () => {
  const { recordId } = await suspended();
  const entryIds = await idsOf(recordId);
  await expect(give(recordId, { entryIds })).rejects.toMatchObject({
    code: 'invalid',
    fields: { entryIds: 'are not to be told' },
  });
  const { lines } = await answer(await give(recordId, { entryIds, audience: 'operator' }));
  expect(lines.length).toBe(entryIds.length);
  expect(JSON.stringify(lines)).toMatch(/Suspended the accounting.*legal hold/);
});

test('of entries that have expired it says so, under the module of the record; of a conversation too', async () => {
  const recordId = await addContact(org, { Last_Name: 'Long ago' });
  const conversationId = '8800';
  const entryIds = await appendOld(org, '2024-02-10T10:00:00Z', [
    { action: 'record.view', module: 'Contacts', recordId },
  ]);
  const chatIds = await appendOld(org, '2024-02-11T10:00:00Z', [
    { action: 'conversation.open', subjectId: conversationId, facts: { visitId: '5' } },
  ]);
  await setTermsInForce(org, { records: '1 year', chat: '1 year' });
  await integrateOrg(org.orgId);
  const head = await inOrg(org.orgId, headOf);
  await expireEntries(systemContext(org.orgId, 'retention'), head?.size ?? 0);
  const said = { who: NOT_KEPT, details: EXPIRED_WORDS };
  const opened = await openExtract(secretsOf(await give(recordId, { entryIds })), randomUUID());
  expect(opened).toMatchObject({ ok: true, module: 'Contacts', lines: [said], proofs: [{ entry: null }] });
  const days = { audience: 'visitor' as const, days: 7 };
  const ofChat = await createExtract(org.officer, { conversationId, entryIds: chatIds, ...days });
  expect(await openExtract(secretsOf(ofChat), randomUUID())).toMatchObject({ ok: true, lines: [said] });
});
