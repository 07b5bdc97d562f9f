/**
 * An entry as it is streamed to a SIEM: what of it leaves, in whatever form. Pure.
 * Guarantees: ids, times and names of acts; no name of a person or a record, no name of a field, no fact, no purpose, no note, no
 * changes. Sequence and leaf hash show a receiver that it has all, unchanged (see `lib/apps/siem/send-batch.ts`).
 */
import type { Id } from '@/lib/platform/ids';
import { ACTIONS, type LedgerAction } from '../actions';
import type { Entry } from '../entry';
import { rowOf } from '../known';

/** Where in which ledger an entry stands. */
export interface Place {
  /** The ledger's name, as in its checkpoints. */
  origin: string;
  /** Of the database, when the entry became a leaf: one more for each backup that was put back. */
  incarnation: number;
  /** The number of its leaf, counted from 0: consecutive. */
  sequence: number;
  /** The hash of its leaf; 32 bytes. */
  leaf: Buffer;
}

export interface Streamed extends Place {
  id: Id;
  at: Date;
  action: LedgerAction;
  outcome: 'done' | 'refused';
  actorKind: Entry['actorKind'];
  actorId: Id;
  /** Of whoever works here; a visitor's is not streamed. */
  ip: string | null;
  module: string | null;
  recordId: Id | null;
  subjectId: Id | null;
  door: string | null;
}

/** An entry whose body is no longer kept: its leaf stays, so that no number is missing. */
export interface StreamedGone extends Place {
  id: Id;
}

/** A signed checkpoint in the stream: from the leaf hashes before it a receiver builds the tree that it signs. */
export interface StreamedCheckpoint {
  origin: string;
  size: number;
  incarnation: number;
  /** The signed note. */
  note: string;
}

/** What of an entry is streamed. */
export const streamedOf = (entry: Entry, place: Place): Streamed => ({
  ...place,
  id: entry.id,
  at: entry.at,
  action: entry.action,
  outcome: entry.outcome,
  actorKind: entry.actorKind,
  actorId: entry.actorId,
  ip: entry.actorKind === 'visitor' ? null : entry.ip,
  module: entry.module,
  recordId: entry.recordId,
  subjectId: entry.subjectId,
  door: entry.door,
});

/** What the act is called: words of ours, the same for every entry of it. */
export const wordsOf = (action: LedgerAction): string => rowOf<string>(ACTIONS, action) ?? action;

/** Where it stands, by name. */
export const placeOf = ({ origin, incarnation, sequence, leaf, id }: StreamedGone): [name: string, value: string][] => [
  ['origin', origin],
  ['incarnation', String(incarnation)],
  ['sequence', String(sequence)],
  ['leaf', leaf.toString('base64')],
  ['entry', id],
];

/** Its ids and names of acts, by name, in one order; without those that it has none of. */
export function pairsOf(event: Streamed): [name: string, value: string][] {
  const of: [string, string | null][] = [
    ['action', event.action],
    ['outcome', event.outcome],
    ['actorKind', event.actorKind],
    ['actor', event.actorId],
    ['ip', event.ip],
    ['module', event.module],
    ['record', event.recordId],
    ['subject', event.subjectId],
    ['door', event.door],
  ];
  return [...placeOf(event), ...of.filter((pair): pair is [string, string] => pair[1] !== null)];
}
