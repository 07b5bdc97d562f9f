import { beforeAll, expect, test } from 'vitest';
import { beginJob } from '@/lib/platform/background/life';
import { getJob } from '@/lib/platform/background/queries';
import { inOrg } from '@/lib/platform/db/transaction';
import { keysOf } from '@/lib/platform/org-keys';
import { integrateOrg } from '@/lib/protection/ledger/integrate/integrate';
import { openCheckpoint } from '@/lib/protection/ledger/tree/checkpoint';
import { hashLeaf } from '@/lib/protection/ledger/tree/hashes';
import { noteVerifier } from '@/lib/protection/ledger/tree/note';
import { isIncluded } from '@/lib/protection/ledger/tree/proofs';
import { ledgerSigner } from '@/lib/protection/ledger/tree/signer';
import { parseTlogProof } from '@/lib/protection/ledger/tree/tlog-proof';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { verifyLedger } from '@/lib/ways-in/jobs/handlers/verify-ledger';
import { proofOfEntry } from '../proof';
import { startLedgerCheck } from './verify';

let org: TestOrg;
let other: TestOrg;

beforeAll(async () => {
  [org, other] = await Promise.all([makeOrg(), makeOrg()]);
});

async function checked() {
  const jobId = await startLedgerCheck(org.officer);
  await beginJob(org.orgId, jobId);
  await verifyLedger(org.orgId, jobId, new AbortController().signal);
  return getJob(org.officer, jobId);
}

test('an officer’s check says what it found, in the job and as an event', async () => {
  await integrateOrg(org.orgId);
  const job = await checked();
  expect(job).toMatchObject({ state: 'done', result: { verdict: 'valid', waiting: 1, published: 0, problem: null } });
  const { entries } = job.result as { entries: number };
  const [event] = await eventsOf(org.orgId, 'ledger.verify');
  expect(event).toMatchObject({
    outcome: 'done',
    actorId: org.officer.actor.id,
    subjectId: job.id,
    facts: { verdict: 'valid', entries, waiting: 1 },
  });
});

test('whoever does not read the whole log does not check it, which is an event', async () => {
  await expect(startLedgerCheck(org.operator)).rejects.toMatchObject({ code: 'forbidden' });
  expect((await eventsOf(org.orgId, 'ledger.verify_start')).at(-1)).toMatchObject({ outcome: 'refused' });
});

test('the proof of an entry holds for whoever has the verifier key and nothing else of ours', async () => {
  const [entry] = await ownerSql()<[{ id: string }]>`
    select entry_id as id from ledger_leaves where org_id = ${org.orgId} order by index limit 1`;
  const { canonical, leaf } = await proofOfEntry(org.officer, entry.id);
  const { index, proof, note } = parseTlogProof(leaf?.proof ?? '');
  const vkey = await inOrg(org.orgId, async (tx) => ledgerSigner(await keysOf(tx)).vkey);
  const checkpoint = openCheckpoint(note, [noteVerifier(vkey)]);
  expect(isIncluded(hashLeaf(canonical ?? ''), index, checkpoint, proof)).toBe(true);
  expect(isIncluded(hashLeaf((canonical ?? '').replace('"done"', '"refused"')), index, checkpoint, proof)).toBe(false);
});

test('an entry that waits has no proof yet; another’s entry, or another organisation’s, is not found', async () => {
  const [waiting] = await ownerSql()<[{ id: string }]>`
    select max(entry_id) as id from ledger_pending where org_id = ${org.orgId}`;
  expect((await proofOfEntry(org.officer, waiting.id)).leaf).toBeNull();
  await expect(proofOfEntry(other.officer, waiting.id)).rejects.toMatchObject({ code: 'not_found' });
  const [officers] = await ownerSql()<[{ id: string }]>`
    select max(id) as id from ledger_entries where org_id = ${org.orgId} and actor_id = ${org.officer.actor.id}`;
  await expect(proofOfEntry(org.operator, officers.id)).rejects.toMatchObject({ code: 'not_found' });
});

test('texts that are no proof are refused', () => {
  for (const text of [
    '',
    'c2sp.org/tlog-proof@v1\n\n',
    'c2sp.org/tlog-proof@v1\nindex 01\n\nx',
    'c2sp.org/tlog-proof@v2\nindex 1\n\nx',
  ])
    expect(() => parseTlogProof(text)).toThrow(RangeError);
});
