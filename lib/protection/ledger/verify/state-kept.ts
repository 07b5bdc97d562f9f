/** Whether what decides who sees what has its keyed checks: whoever changed it by SQL could not make them. */
import { loadMetadata } from '@/lib/crm/modules/metadata';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { Tx } from '@/lib/platform/db/transaction';
import { onlyKept, readAgreements } from '@/lib/protection/agreements/kept';
import { areHoldsKept } from '@/lib/protection/integrity/kept-holds';
import { isProtectionWhole } from '@/lib/protection/integrity/protection';
import { areRightsWhole, rightsStates } from '@/lib/protection/integrity/rights';
import { areSettingsKept } from '@/lib/protection/integrity/setting';
import { invalid } from './finding';
import { PART_WORDS } from './walk-checkpoints';

/** @throws Found */
export async function assertStateKept(tx: Tx, keys: OrgKeys): Promise<void> {
  const isSettings =
    (await isProtectionWhole(tx, keys, await loadMetadata(tx))) &&
    (await areSettingsKept(tx)) &&
    (await areHoldsKept(tx));
  if (!isSettings) throw foreign('settings');
  if (!areRightsWhole(keys, await rightsStates(tx))) throw foreign('rights');
  const agreements = await readAgreements(tx, tx.sql`true`);
  if ((await onlyKept(tx, agreements)).length < agreements.length) throw foreign('agreements');
}

const foreign = (part: keyof typeof PART_WORDS) =>
  invalid(null, `${PART_WORDS[part]} are not as Careledger left them.`);
