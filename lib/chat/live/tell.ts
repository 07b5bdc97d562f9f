/** Word to open streams that something changed: ids and a number, never what. It is sent when the transaction commits. */
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

/** The channel of PostgreSQL. */
export const CHAT_CHANNEL = 'chat';
/** Told by triggers when a session ends or somebody's rights change (drizzle/0013_chat.sql). */
export const RIGHTS_CHANNEL = 'rights';

/** `changed`: ask for the changes. `typing`: somebody writes; nothing is stored. `queue`: the lists changed. */
export type HintKind = 'changed' | 'typing' | 'queue';

export interface Hint {
  orgId: Id;
  kind: HintKind;
  /** Absent where no single conversation is meant. */
  conversationId?: Id;
  /** The conversation's `seq` after the change. */
  seq?: number;
  /** Who writes. */
  typist?: 'visitor' | 'operator';
}

/** Starts the statement; await it with the others of the transaction. */
export function tell(tx: Tx, hint: Omit<Hint, 'orgId'>): Promise<unknown> {
  return tx.sql`select pg_notify(${CHAT_CHANNEL}, ${encodeHint({ orgId: tx.orgId, ...hint })})`.execute();
}

export function encodeHint({ orgId, kind, conversationId = '', seq = 0, typist = 'operator' }: Hint): string {
  return [orgId, kind, conversationId, seq, typist].join(' ');
}

/** Null for what is no hint of ours. */
export function decodeHint(payload: string): Hint | null {
  const [orgId = '', kind, conversationId = '', seq = '', typist] = payload.split(' ');
  if (kind !== 'changed' && kind !== 'typing' && kind !== 'queue') return null;
  return {
    orgId,
    kind,
    ...(conversationId && { conversationId, seq: Number(seq) }),
    ...(kind === 'typing' && { typist: typist === 'visitor' ? 'visitor' : 'operator' }),
  };
}
