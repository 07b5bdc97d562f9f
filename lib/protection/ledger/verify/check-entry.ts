/** Whether one entry says what it said when it was written, and was written by Careledger. */
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { type Entry, entryOfRow, leafHashOf, saltOf } from '../entry';
import type { LedgerRow } from '../queries';
import { invalid } from './finding';

/**
 * @param isOld of before salts were keyed checks: only its leaf hash is looked at, which the tree holds
 * @throws Found
 */
export function checkEntry(keys: OrgKeys, row: LedgerRow, isOld = false): Entry {
  const entry = entryOfRow(row);
  if (!leafHashOf(entry).equals(row.leafHash)) {
    throw invalid(row.id, 'does not match its leaf hash: it was changed or forged');
  }
  if (!isOld && !saltOf(keys, entry).equals(row.salt)) {
    throw invalid(row.id, 'was not written by Careledger: it was forged');
  }
  return entry;
}
