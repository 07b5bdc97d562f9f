import { beforeAll, describe, expect, test } from 'vitest';
import { auditQuerySchema } from '@/lib/admin/audit/query';
import { viewLedger } from '@/lib/admin/audit/view';
import { markField } from '@/lib/admin/settings/mark-field';
import { reveal } from '@/lib/protection/disclose/reveal';
import { integrateOrg } from '@/lib/protection/ledger/integrate/integrate';
import { checkAnswer } from '@/lib/protection/ledger/map/check-answer';
import { noteVerifier, openNote } from '@/lib/protection/ledger/tree/note';
import { expectAbsent } from '@/lib/tools/testing/absent';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { addContact, eventsOf, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { completenessOf } from './completeness';
import { takeProof } from './take-proof';

let org: TestOrg;
let contact: string;

beforeAll(async () => {
  org = await makeHealthOrg();
  const fieldId = await fieldIdOf(org, 'Contacts', 'Phone');
  await markField(org.admin, { module: 'Contacts', fieldId, encrypt: true });
  contact = await addContact(org, { Phone: '555-014-9931' });
  await reveal(org.operator, { module: 'Contacts', recordId: contact, fields: ['Phone'], purpose: 'treatment' });
});

const about = () => ({ kind: 'record', id: contact }) as const;

describe('whether it is all', () => {
  test('cannot be told before anything is signed, and is proven after', async () => {
    expect(await completenessOf(org.officer, about())).toEqual({ state: 'waits' });
    await integrateOrg(org.orgId);
    const [{ entries }] = await ownerSql()<[{ entries: number }]>`
      select count(*)::int as entries from ledger_entries where org_id = ${org.orgId} and record_id = ${contact}`;
    expect(entries).toBeGreaterThan(1);
    expect(await completenessOf(org.officer, about())).toMatchObject({ state: 'complete', entries, withoutBody: 0 });
  });

  test('is said on the page of one record, to those who read the whole log and to nobody else, without a count', async () => {
    const query = auditQuerySchema.parse({ record: contact, range: 'all' });
    expect((await viewLedger(org.officer, query, {})).completeness).toMatchObject({ state: 'complete' });
    expect((await viewLedger(org.admin, query, {})).completeness).toMatchObject({ state: 'complete' });
    const seen = await viewLedger(org.operator, query, {});
    expect(seen.completeness).toEqual({ state: 'partly' });
    expect((await viewLedger(org.officer, auditQuerySchema.parse({}), {})).completeness).toBeNull();
  });

  test('of a record nobody touched, that there is none; another organisation’s record is one of these', async () => {
    expect(await completenessOf(org.officer, { kind: 'record', id: '12345' })).toMatchObject({ entries: 0 });
    const other = await makeOrg();
    await integrateOrg(other.orgId);
    expect(await completenessOf(other.officer, about())).toMatchObject({ state: 'complete', entries: 0 });
  });
});

describe('a proof to take away', () => {
  test('is checked by whoever has the verifier key and nothing else of ours, holds no value, and leaves an event', async () => {
    const { answer, vkey } = await takeProof(org.officer, about());
    const text = JSON.stringify(answer);
    expectAbsent(text, '555-014-9931');
    const verifier = noteVerifier(vkey);
    const checked = await checkAnswer(JSON.parse(text), {
      sha256: async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))),
      openNote: (note) => openNote(note, [verifier]).text,
    });
    expect(checked).toMatchObject({ complete: true, entries: answer.entries.length });
    expect(await eventsOf(org, 'ledger.prove')).toMatchObject([
      {
        outcome: 'done',
        actorId: org.officer.actor.id,
        facts: { kind: 'record', about: contact, entries: answer.entries.length },
      },
    ]);
  });

  test('is refused to those who read a part of the log, which is an event', async () => {
    await expect(takeProof(org.operator, about())).rejects.toMatchObject({ code: 'forbidden' });
    expect((await eventsOf(org, 'ledger.prove')).at(-1)).toMatchObject({ outcome: 'refused' });
  });

  test('of what is no subject is refused by name', async () => {
    await expect(takeProof(org.officer, { kind: 'record', id: 'x' })).rejects.toMatchObject({
      code: 'invalid',
      fields: { id: 'This is not an id.' },
    });
  });

  test('of another organisation’s record says nothing of it', async () => {
    const other = await makeOrg();
    await integrateOrg(other.orgId);
    expect((await takeProof(other.officer, about())).answer.entries).toEqual([]);
  });
});
