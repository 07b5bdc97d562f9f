/** Takes an answer with its proof away, for whoever checks it elsewhere. What is sealed in an entry stays sealed. An event. */
import { z } from 'zod';
import type { Context } from '@/lib/platform/context';
import { readInOrg } from '@/lib/platform/db/transaction';
import { conflict, forbidden, limited } from '@/lib/platform/errors';
import { type Id, isId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { readInput } from '@/lib/platform/read-input';
import { proveAnswer } from '@/lib/protection/ledger/map/answer';
import type { Answer } from '@/lib/protection/ledger/map/check-answer';
import { SUBJECT_KINDS, type Subject } from '@/lib/protection/ledger/map/subjects';
import { seesWholeLedger } from '@/lib/protection/ledger/sight';
import { ledgerSigner } from '@/lib/protection/ledger/tree/signer';
import { mutate } from '@/lib/protection/mutate';
import { MOST_ENTRIES } from './completeness';

export const subjectSchema = z.object({
  kind: z.enum(SUBJECT_KINDS),
  id: z.custom<Id>(isId, { error: 'This is not an id.' }),
});

/** An answer as it is given away. */
export interface TakenProof {
  answer: Answer;
  /** The verifier key that signed it (C2SP signed-note), to be compared with the one that is known from elsewhere. */
  vkey: string;
}

/** @throws forbidden without the right to read the whole ledger; conflict while nothing is signed; limited beyond 5,000 entries */
export async function takeProof(ctx: Context, input: Subject): Promise<TakenProof> {
  const subject = readInput(subjectSchema, input);
  const facts = { kind: subject.kind, about: subject.id };
  // What they do not see would be counted, and is in the proof.
  const proven = seesWholeLedger(ctx) ? await prove(ctx, subject) : null;
  return mutate(ctx, { action: 'ledger.prove', facts }, async () => {
    if (proven === null) throw forbidden('You see a part of the audit log only.');
    if (proven === 'waits') throw conflict('No signed checkpoint covers it yet. Try again soon.');
    if (proven === 'many') throw limited(`There are more than ${MOST_ENTRIES} entries about it: check the whole log.`);
    const { length: entries } = proven.answer.entries;
    return { value: proven, entries: [{ action: 'ledger.prove', facts: { ...facts, entries } }] };
  });
}

const prove = (ctx: Context, subject: Subject): Promise<TakenProof | 'waits' | 'many'> =>
  readInOrg(ctx.orgId, async (tx) => {
    const keys = await keysOf(tx);
    const proven = await proveAnswer(tx, keys, subject, MOST_ENTRIES);
    return typeof proven === 'string' ? proven : { answer: proven.answer, vkey: ledgerSigner(keys).vkey };
  });
