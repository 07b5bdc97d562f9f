/** Records whose encrypted values do not open: a row that would write over them is refused by name, the others go on. */

import { hasEnvelopes, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { wholeOf } from '@/lib/crm/modules/seen';
import type { ValueChanges } from '@/lib/crm/records/read-input';
import type { Context } from '@/lib/platform/context';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { OpenError } from '@/lib/platform/crypto/open-error';
import { amend } from '@/lib/platform/crypto/record-cipher';
import { Sealed } from '@/lib/platform/crypto/sealed';
import type { Tx } from '@/lib/platform/db/transaction';
import { noteFailures } from '@/lib/protection/integrity/failure';
import type { Holder } from './find-duplicates';

/** Whether a change of the record has to open what is sealed of it. */
export const changesSealed = (module: ModuleDefinition, changes: ValueChanges): boolean =>
  module.fields.some(({ sealed, apiName }) => sealed && apiName in changes);

/** Says of holders that they are damaged. Officers are told, once the transaction is gone. */
export async function markDamaged(
  tx: Tx,
  ctx: Context,
  { module, keys }: { module: ModuleDefinition; keys: OrgKeys },
  holders: readonly Holder[],
): Promise<void> {
  if (holders.length === 0 || !wholeOf(module).fields.some(({ sealed }) => sealed)) return;
  const rows = await tx.sql<{ id: string; sealed: Buffer | null; seal_version: number }[]>`
    select id, sealed, seal_version from records
    where org_id = ${tx.orgId} and id = any(${holders.map(({ id }) => id)}::bigint[])`;
  const damaged = new Set(rows.filter((row) => !opens(keys, module, row)).map(({ id }) => id));
  for (const holder of holders) if (damaged.has(holder.id)) holder.damaged ??= 'surely';
  const during = 'record.update';
  noteFailures(
    tx,
    ctx,
    [...damaged].map((recordId) => ({ what: 'record', module: module.apiName, recordId, during })),
  );
}

/** As a change of the record finds it; nothing clear comes out. */
function opens(
  keys: OrgKeys,
  module: ModuleDefinition,
  { id, sealed, seal_version: version }: { id: string; sealed: Buffer | null; seal_version: number },
): boolean {
  if (!sealed) return version === 0 && !hasEnvelopes(wholeOf(module));
  try {
    amend(Sealed.fromBytes(sealed), {}, keys, { orgId: keys.orgId, module: module.id, recordId: id, version });
    return true;
  } catch (error) {
    if (error instanceof OpenError) return false;
    throw error;
  }
}
