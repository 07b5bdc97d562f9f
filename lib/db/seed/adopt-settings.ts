/** Organisations from before the keyed checks were as they are now: they are taken as they are, once, and told. */
import { keepWaiting } from '../../approvals/kept';
import { systemContext } from '../../context';
import { FOUND } from '../../integrity/failure';
import { adoptJobs } from '../../integrity/kept-job';
import { keepRights } from '../../integrity/rights';
import { keepSettings } from '../../integrity/setting';
import type { NewEntry } from '../../ledger/append';
import { keepMetadata } from '../../modules/metadata';
import { mutate, unchanged } from '../../mutate';
import { notify } from '../../notices/notify';
import { keysOf } from '../../org-keys';
import { everyOrgId } from '../every-org';
import type { Tx } from '../transaction';
import { keyBearers } from './key-bearers';

/**
 * For every org that has no check at all. One whose checks are there, right or wrong, is left alone: removing all of
 * them is not the app's role's to do, and taking the settings anew is an event of which officers are told. Jobs, whose checks
 * came later, are taken once by themselves.
 */
export async function adoptSettings(): Promise<void> {
  for (const orgId of await everyOrgId()) {
    await mutate(systemContext(orgId, 'start'), 'integrity.adopt', async (tx) => {
      const hadChecks = await hasChecks(tx);
      const tookJobs = await adoptJobs(tx);
      const entries: [NewEntry] = [{ action: 'integrity.adopt' }];
      if (hadChecks) return tookJobs ? { value: undefined, entries } : unchanged();
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
