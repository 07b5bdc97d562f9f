/** Whether one entry says what it said when it was written, and was written by Careledger. */
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { leafHashOf, saltOf } from '../entry';
import { invalid } from './finding';
import { type StoredEntry, toEntry } from './stored-entry';

/**
 * @param isOld of before salts were keyed checks: only its leaf hash is looked at, which the tree holds
 * @throws Found
 */
export function checkEntry(keys: OrgKeys, row: StoredEntry, isOld: boolean): void {
  const entry = toEntry(row);
  if (!leafHashOf(entry).equals(row.leaf_hash)) {
    throw invalid(row.id, 'does not match its leaf hash: it was changed or forged');
  }
  if (!isOld && !saltOf(keys, entry).equals(row.salt))
    throw invalid(row.id, 'was not written by Careledger: it was forged');
}
