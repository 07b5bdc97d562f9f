import { expect, test } from 'vitest';
import { inOrg } from '@/lib/platform/db/transaction';
import { keysOf } from '@/lib/platform/org-keys';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg } from '@/lib/tools/testing/factories';
import { appendEntries, type NewEntry } from '../append';
import { integrateOrg } from '../integrate/integrate';
import { explains } from '../tree/state';
import { verifyOrg } from './verify-org';
import { PART_WORDS } from './walk-checkpoints';

/** As the owner puts an older state back together with its check. */
const PUT_BACK = {
  settings: `delete from state_macs where subject = 'protection' and org_id = $1`,
  rights: `delete from state_macs where subject = 'roles' and org_id = $1`,
  agreements: `insert into state_macs (org_id, subject, subject_id, mac) values ($1, 'suspension', 7, sha256('older'))`,
} as const;

const CASES: [keyof typeof PUT_BACK, NewEntry][] = [
  ['settings', { action: 'user.sign_in_failed', outcome: 'refused' }],
  ['settings', { action: 'user.sign_in' }],
  ['settings', { action: 'field.update', outcome: 'refused' }],
  ['settings', { action: 'integrity.mended' }],
  ['rights', { action: 'user.sign_in_failed', outcome: 'refused' }],
  ['rights', { action: 'user.sign_out' }],
  ['rights', { action: 'profile.update', outcome: 'refused' }],
  ['rights', { action: 'integrity.failed' }],
  ['agreements', { action: 'app.send' }],
  ['agreements', { action: 'accounting.view' }],
  ['agreements', { action: 'agreement.open' }],
];

test.each(CASES)('an older state of %s is named, whoever leaves %o meanwhile', async (part, act) => {
  const org = await makeOrg();
  await integrateOrg(org.orgId);
  await ownerSql().unsafe(PUT_BACK[part], [org.orgId]);
  await inOrg(org.orgId, async (tx) => appendEntries(tx, org.admin, [act], await keysOf(tx)));
  await integrateOrg(org.orgId);
  expect(await verifyOrg(org.orgId)).toMatchObject({
    verdict: 'invalid',
    problem: { what: expect.stringContaining(`${PART_WORDS[part]} were changed after entry`) },
  });
});

test('nor does what still waits for its place in the tree explain it', async () => {
  const org = await makeOrg();
  await integrateOrg(org.orgId);
  await ownerSql().begin(async (sql) => {
    for (const table of ['state_macs', 'sessions', 'users']) {
      const id = table === 'users' ? 'id' : table === 'sessions' ? 'user_id' : `subject = 'user' and subject_id`;
      await sql.unsafe(`delete from ${table} where org_id = $1 and ${id} = $2`, [org.orgId, org.operator.actor.id]);
    }
  });
  const act: NewEntry = { action: 'user.sign_in_failed', outcome: 'refused' };
  await inOrg(org.orgId, async (tx) => appendEntries(tx, org.admin, [act], await keysOf(tx)));
  expect(await verifyOrg(org.orgId)).toMatchObject({
    verdict: 'invalid',
    waiting: 1,
    problem: { what: expect.stringContaining(`${PART_WORDS.rights} were changed after entry`) },
  });
});

test('an act that changes a part explains it, and only where it was done', () => {
  expect(explains({ action: 'field.unmark', outcome: 'done' }, 'settings')).toBe(true);
  expect(explains({ action: 'field.unmark', outcome: 'refused' }, 'settings')).toBe(false);
  // A new document takes an agreement back that was sent.
  expect(explains({ action: 'agreement.upload', outcome: 'done' }, 'agreements')).toBe(true);
  expect(explains({ action: 'integrity.adopt', outcome: 'done' }, 'rights')).toBe(true);
  expect(explains({ action: 'ledger.view', outcome: 'done' }, 'settings')).toBe(false);
});
