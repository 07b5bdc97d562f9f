/**
 * The moment at which an agreement opens doors. Guarantees: what opens one more door, or keeps one open for longer, is in
 * force only once a second person has confirmed just that; where nobody else could, at once.
 * Against: an administrator alone, who would otherwise let health data out to a server of their own.
 */

import type { ApprovalHandler } from '@/lib/people/approvals/approval';
import { askApproval } from '@/lib/people/approvals/ask';
import { SECOND_PERSONS } from '@/lib/people/approvals/kinds';
import { secondPersons } from '@/lib/people/approvals/second-person';
import { assertFresh } from '@/lib/people/auth/fresh';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { conflict } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { keepAgreement } from '@/lib/protection/agreements/kept';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { connectionsOf, writeCovers } from './covers';
import { assertLiving, ENTER_FORCE, lockAgreement, lockLiving } from './lock';
import { assertKeepsAgreements } from './rights';
import { type AgreementIdInput, agreementIdSchema } from './schemas';
import { type Terms, termsInWords, termsSchema } from './terms';

interface Entering {
  id: Id;
  party: string;
  terms: Terms;
}

export interface Entered {
  /** A second person has to confirm it first. */
  waits: boolean;
  entry: NewEntry;
}

/**
 * Puts a signed agreement in force with these terms, or asks a second person.
 * @param asker who may not be that person. Not always the actor: the other side may be the last to sign.
 */
export async function enterForce(
  tx: Tx,
  ctx: Context,
  { id, party, terms }: Entering,
  asker: Pick<Context['actor'], 'id' | 'name'> = ctx.actor,
): Promise<Entered> {
  const asking = { askedBy: asker.id, subjectId: id, who: SECOND_PERSONS };
  const opensNothing = terms.covers.length === 0;
  if (opensNothing || !(await secondPersons(tx, asking, clock.now())).required) {
    return { waits: false, entry: await putInForce(tx, { id, party, terms }) };
  }
  const what = await inWords(tx, terms);
  const facts = {
    party,
    what,
    terms: { endsOn: terms.endsOn, covers: terms.covers.map((cover) => ({ ...cover })) },
  };
  const as: Context = { ...ctx, actor: { kind: 'user', id: asker.id, name: asker.name } };
  const { entry } = await askApproval(tx, as, { kind: ENTER_FORCE, subjectId: id, facts, who: SECOND_PERSONS });
  return { waits: true, entry };
}

/** A second person confirmed: the agreement covers what it was asked to, until the day it was asked to. */
export const agreementApproval: ApprovalHandler = {
  async takeEffect(tx, _ctx, { subjectId, facts }) {
    const agreement = await lockAgreement(tx, subjectId);
    assertLiving(agreement);
    if (agreement.state !== 'signed') throw conflict('This agreement is not signed.');
    const terms = termsSchema.parse(facts.terms);
    return [await putInForce(tx, { id: subjectId, party: agreement.party, terms })];
  },
};

async function putInForce(tx: Tx, { id, party, terms }: Entering): Promise<NewEntry> {
  await writeCovers(tx, id, terms.covers);
  const [row] = await tx.sql<{ startsOn: string }[]>`
    update agreements set ends_on = ${terms.endsOn}, in_force_at = coalesce(in_force_at, ${clock.now().toISOString()})
    where org_id = ${tx.orgId} and id = ${id} returning starts_on::text as "startsOn"`;
  await keepAgreement(tx, id);
  // Its doors open on its first day, which may be to come: the day itself opens them.
  const from = row?.startsOn ?? '';
  return { action: ENTER_FORCE, subjectId: id, facts: { party, from, what: await inWords(tx, terms) } };
}

/** What an agreement opens, with the names of connections. */
export async function inWords(tx: Tx, terms: Terms): Promise<string> {
  const ids = terms.covers.map(({ connectionId }) => connectionId).filter((id) => id !== '0');
  const connections = await connectionsOf(tx, ids);
  return termsInWords(terms, (id) => connections.get(id)?.name);
}

/**
 * Asks once more for a signed agreement whose entering into force somebody stopped.
 * @returns whether it waits for a second person.
 * @throws forbidden; not_found; conflict where it is not signed, in force or asked for already
 */
export async function askForForce(ctx: Context, input: AgreementIdInput): Promise<{ waits: boolean }> {
  const { agreementId } = readInput(agreementIdSchema, input);
  return mutate<{ waits: boolean }>(ctx, { action: ENTER_FORCE, subjectId: agreementId }, async (tx) => {
    assertKeepsAgreements(ctx);
    assertFresh(ctx);
    const { agreement, asked } = await lockLiving(tx, agreementId);
    if (agreement.state !== 'signed') throw conflict('Both have to sign this agreement first.');
    if (asked.length > 0) return unchanged({ waits: true });
    if (agreement.inForce) return unchanged({ waits: false });
    const { party, endsOn, covers } = agreement;
    const { waits, entry } = await enterForce(tx, ctx, { id: agreementId, party, terms: { endsOn, covers } });
    return { value: { waits }, entries: [entry] };
  });
}
