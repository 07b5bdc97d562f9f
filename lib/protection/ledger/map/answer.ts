/**
 * Answers from the database, with their proofs: a subject's list from the map, the entries it names, and the way through the map
 * to the root that the last checkpoint signed. A few questions to the database, each by its key, however large the ledger is.
 * Whoever asks is not asked for sight: the caller lets only those ask who read the whole ledger, or gives the answer away knowingly.
 */
import { hash } from 'node:crypto';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { encodeEntry, entryOfRow } from '../entry';
import { entriesById } from '../queries';
import { checkpointBy } from '../tree/checkpoint';
import { noteVerifier, openNote, signNote } from '../tree/note';
import { ledgerSigner, originOf } from '../tree/signer';
import { headOf } from '../tree/stored';
import { writtenAround } from '../written-around';
import { ANSWER_FORMAT, type Answer, type AnsweredEntry, type Checked, checkAnswer, namedText } from './check-answer';
import type { Item } from './list';
import { pseudonymOf } from './pseudonym';
import { readList, readNodes } from './stored';
import type { Subject } from './subjects';
import { wayThrough } from './way';

/** Why there is no answer: no checkpoint names the map yet, or there are too many entries for one. */
export type Unproved = 'waits' | 'many';

/**
 * All entries about a subject that the last checkpoint is over, with the proof. Asked in a transaction that sees one moment.
 * @param most more entries than that are no answer
 */
export async function proveAnswer(
  tx: Tx,
  keys: OrgKeys,
  subject: Subject,
  most: number,
): Promise<{ answer: Answer; at: string } | Unproved> {
  const head = await headOf(tx);
  const signer = ledgerSigner(keys);
  const signed = head && checkpointBy(head.note, noteVerifier(signer.vkey));
  if (!head || !signed?.map) return 'waits';
  const key = pseudonymOf(keys, subject);
  const [items, map] = await Promise.all([
    readList(tx, key, most + 1),
    wayThrough(key, (paths) => readNodes(tx, paths)),
  ]);
  if (items.length > most) return 'many';
  const answer: Answer = {
    format: ANSWER_FORMAT,
    subject: { kind: subject.kind, id: subject.id },
    named: signNote(namedText(originOf(tx.orgId), subject, key.toString('hex')), signer),
    entries: await entriesOf(tx, items),
    map,
    checkpoint: head.note,
  };
  return { answer, at: head.at };
}

/** Checks an answer with what the server has. */
export const checkOwnAnswer = (keys: OrgKeys, answer: Answer): Promise<Checked> => {
  const verifier = noteVerifier(ledgerSigner(keys).vkey);
  return checkAnswer(answer, {
    sha256: (bytes) => hash('sha256', bytes, 'buffer'),
    openNote(note) {
      try {
        return openNote(note, [verifier]).text;
      } catch {
        return null;
      }
    },
  });
};

async function entriesOf(tx: Tx, items: readonly Item[]): Promise<AnsweredEntry[]> {
  if (items.length === 0) return [];
  const leaves = await tx.sql<{ index: string; id: Id }[]>`
    select index, entry_id as id from ledger_leaves
    where org_id = ${tx.orgId} and index = any(${items.map(({ index }) => index)}::bigint[])`;
  const ids = leaves.map(({ id }) => id);
  const rows = ids.length === 0 ? [] : await entriesById(tx, ids, writtenAround(ids));
  const byId = new Map(rows.map((row) => [row.id, row]));
  const byIndex = new Map(leaves.map(({ index, id }) => [Number(index), byId.get(id)]));
  return items.map(({ index, leafHash }) => {
    const row = byIndex.get(index);
    return row && row.expiredBy === null
      ? { index, entry: encodeEntry(entryOfRow(row)) }
      : { index, entry: null, leafHash: leafHash.toString('hex') };
  });
}
