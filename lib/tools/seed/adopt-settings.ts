/** Organisations from before the keyed checks were as they are now: they are taken as they are, once, and told. */

import { keepMetadata } from '@/lib/crm/modules/metadata';
import { keepWaiting } from '@/lib/people/approvals/kept';
import { notify } from '@/lib/people/notices/notify';
import { systemContext } from '@/lib/platform/context';
import { everyOrgId } from '@/lib/platform/db/every-org';
import type { Tx } from '@/lib/platform/db/transaction';
import { keysOf } from '@/lib/platform/org-keys';
import { adoptLines } from '@/lib/protection/accounting/adopt-lines';
import { FOUND } from '@/lib/protection/integrity/failure';
import { adoptJobs } from '@/lib/protection/integrity/kept-job';
import { keepRights } from '@/lib/protection/integrity/rights';
import { keepSettings } from '@/lib/protection/integrity/setting';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { keyBearers } from './key-bearers';

/**
 * For every org that has no check at all. One whose checks are there, right or wrong, is left alone: removing all of
 * them is not the app's role's to do, and taking the settings anew is an event of which officers are told. Jobs and lines
 * of the accounting, whose checks came later, are taken once by themselves.
 */
export async function adoptSettings(): Promise<void> {
  for (const orgId of await everyOrgId()) {
    await mutate(systemContext(orgId, 'start'), 'integrity.adopt', async (tx) => {
      const hadChecks = await hasChecks(tx);
      const tookJobs = await adoptJobs(tx);
      const tookLines = await adoptLines(tx);
      const entries: [NewEntry] = [{ action: 'integrity.adopt' }];
      if (hadChecks) return tookJobs || tookLines ? { value: undefined, entries } : unchanged();
      const keys = await keysOf(tx);
      await keepMetadata(tx);
      await keepRights(tx, keys);
      await keepSettings(tx);
      await keepWaiting(tx);
      await keyBearers(tx, keys);
      await notify(tx, { right: 'readWholeLedger' }, { kind: 'integrity.adopted' });
      return { value: undefined, entries };
    });
  }
}

/** What was found meanwhile, since there were none, is none of them. */
async function hasChecks(tx: Tx): Promise<boolean> {
  const rows = await tx.sql`
    select from state_macs where org_id = ${tx.orgId} and not starts_with(subject, ${FOUND}) limit 1`;
  return rows.length > 0;
}
