import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { CloseReason, ConversationStatus } from '@/lib/platform/db/schema/chat';
import type { Tx } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { conversationKeys } from '../keys';
import { assignedOf } from './assigned';

export interface ConversationRow {
  id: Id;
  visitorId: Id;
  visitId: Id;
  brandId: Id;
  departmentId: Id | null;
  status: ConversationStatus;
  wrappedKey: Buffer | null;
  keyForm: number;
  sealed: Buffer | null;
  sealVersion: number;
  seq: number;
  operatorId: Id | null;
  operatorMac: Buffer | null;
  startedAt: string;
  pickedUpAt: string | null;
  closedAt: string | null;
  closeReason: CloseReason | null;
  endsAt: string | null;
  rating: number | null;
  recordId: Id | null;
  recordModule: string | null;
  deletedAt: string | null;
}

export type OpenableConversation = ConversationRow & { keys: OrgKeys };

export interface FindOptions {
  /** Keeps others from changing it while the transaction runs: whoever takes the next `seq` must. */
  lock?: boolean;
  /** Those in the recycle bin too. */
  deleted?: boolean;
}

/** A conversation with its keys. Says nothing of who may read it. @throws not_found */
export async function findConversation(tx: Tx, id: Id, options: FindOptions = {}): Promise<OpenableConversation> {
  const [row] = await tx.sql<ConversationRow[]>`
    select id, visitor_id as "visitorId", visit_id as "visitId", brand_id as "brandId",
      department_id as "departmentId", status, wrapped_key as "wrappedKey", key_form as "keyForm", sealed, seal_version as "sealVersion", seq,
      operator_id as "operatorId", operator_mac as "operatorMac",
      started_at as "startedAt", picked_up_at as "pickedUpAt", closed_at as "closedAt", close_reason as "closeReason",
      ends_at as "endsAt", rating, record_id as "recordId", record_module as "recordModule", deleted_at as "deletedAt"
    from chat_conversations
    where org_id = ${tx.orgId} and id = ${id} ${options.deleted ? tx.sql`` : tx.sql`and deleted_at is null`}
    ${options.lock ? tx.sql`for update` : tx.sql``}`;
  if (!row) throw notFound('The conversation');
  return { ...row, operatorId: assignedOf(await keysOf(tx), row), keys: await conversationKeys(tx, row) };
}
