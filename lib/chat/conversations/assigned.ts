/**
 * Whose conversation it is. Guarantees: an operator to whom SQL gave a conversation is not its operator: they neither
 * answer in it nor see what is hidden in it. Against: whoever writes to the database without the keys.
 */
import { bearerMac, isSameDigest } from '@/lib/platform/crypto/bearer-mac';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { Id } from '@/lib/platform/ids';

export interface AssignedRow {
  id: Id;
  /** Below 2: from before the operator was bound; the worker binds it once. */
  keyForm: number;
  operatorId: Id | null;
  operatorMac: Buffer | null;
}

/** The keyed check that is written with a conversation's operator. */
export const assignedMac = (keys: OrgKeys, conversationId: Id, operatorId: Id): Buffer =>
  bearerMac(keys, 'assigned', [conversationId, operatorId]);

/** The operator, null where there is none that Careledger wrote. */
export function assignedOf(keys: OrgKeys, { id, keyForm, operatorId, operatorMac }: AssignedRow): Id | null {
  if (operatorId === null || keyForm < 2) return operatorId;
  return isSameDigest(assignedMac(keys, id, operatorId), operatorMac) ? operatorId : null;
}
