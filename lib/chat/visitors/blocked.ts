import { tokenOf } from '@/lib/platform/crypto/blind-index';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

const WHOLE = 256;

/** What stands for a visitor or an address in the list of blocks. */
export const blockToken = (keys: OrgKeys, kind: 'visitor' | 'address', value: string): Buffer =>
  tokenOf(keys, `chat-block:${kind}`, value, WHOLE);

/** Whether the visitor or the address may not write. */
export async function isBlocked(tx: Tx, keys: OrgKeys, visitorId: Id, address: string | null): Promise<boolean> {
  const rows = await tx.sql`
    select 1 from chat_blocks
    where org_id = ${tx.orgId} and (until is null or until > now()) and (
      (kind = 'visitor' and token = ${blockToken(keys, 'visitor', visitorId)})
      or (kind = 'address' and token = ${blockToken(keys, 'address', address ?? '')}))
    limit 1`;
  return rows.length > 0;
}
