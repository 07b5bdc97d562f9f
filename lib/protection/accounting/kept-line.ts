/**
 * Lines of the accounting are bound by keyed checks. Guarantees: a line that SQL put in, changed or gave to another record is
 * told from ours by whoever reads it. Against: whoever writes to the database without the keys. Does not: notice a line that
 * was taken away, nor which record a conversation is linked to while it is there.
 */
import { systemContext } from '@/lib/platform/context';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { isLineMac, type LineKey, lineKey } from '@/lib/platform/crypto/line-mac';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { noteFailures } from '@/lib/protection/integrity/failure';
import type { Exit } from './exits';

/** A line as it stands in `disclosures`. */
export interface KeptLine {
  id: Id;
  /** ISO time with thousandths. */
  at: string;
  exit: Exit;
  recipient: string;
  address: string;
  purpose: string;
  moduleId: Id | null;
  fields: readonly string[];
  conversationId: Id | null;
  actorId: Id;
  subjectId: Id | null;
}

/** The columns of `KeptLine`. */
export const lineColumns = (tx: Tx) =>
  tx.sql`d.id, to_char(d.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, d.exit, d.recipient, d.address,
    d.purpose, d.module_id as "moduleId", d.fields, d.conversation_id as "conversationId", d.actor_id as "actorId",
    d.subject_id as "subjectId"`;

/** What the checks of a line are made with. */
export const keyOfLine = (keys: OrgKeys, line: KeptLine): LineKey =>
  lineKey(keys, [
    line.id,
    line.at,
    line.exit,
    line.recipient,
    line.address,
    line.purpose,
    line.moduleId,
    line.fields,
    line.conversationId,
    line.actorId,
    line.subjectId,
  ]);

/** What the check of a deleted conversation together with its record is made with. */
export const keyOfGone = (keys: OrgKeys, conversationId: Id): LineKey =>
  lineKey(keys, ['conversation', conversationId]);

/** Why a line is one of a record: it names it, or a conversation that is linked to it or was until it was deleted. */
export interface FoundLine extends KeptLine {
  mac: Buffer | null;
  recordId: Id;
  via: 'record' | 'linked' | 'gone';
  /** The check beside the record; null of what is linked. */
  recordMac: Buffer | null;
}

/** Whether a line, and that it is of this record, is as Careledger wrote it. */
export function isLineKept(keys: OrgKeys, { via, mac, recordId, recordMac, ...line }: FoundLine): boolean {
  const key = keyOfLine(keys, line);
  if (via === 'record') return isLineMac(key, recordMac, recordId);
  if (!isLineMac(key, mac)) return false;
  return via === 'linked' || isLineMac(keyOfGone(keys, line.conversationId ?? ''), recordMac, recordId);
}

/** Says that lines of a record are not as Careledger wrote them. */
export const noteForeignLines = (tx: Tx, about: { module: string; recordId: Id }, lineIds: readonly Id[]): void =>
  noteFailures(tx, systemContext(tx.orgId, 'integrity'), [
    { what: 'disclosure', ...about, state: [...lineIds].sort() },
  ]);
