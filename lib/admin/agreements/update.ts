import { assertFresh } from '@/lib/people/auth/fresh';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { invalid } from '@/lib/platform/errors';
import { readInput } from '@/lib/platform/read-input';
import { keepAgreement } from '@/lib/protection/agreements/kept';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { chosenCovers, writeCovers } from './covers';
import { enterForce, inWords } from './enter-force';
import { endLinks } from './links';
import { type ForChange, lockLiving, stopAsked } from './lock';
import { assertKeepsAgreements } from './rights';
import { type AgreementChange, agreementChangeSchema } from './schemas';
import { isSameTerms, narrowed, type Terms, termsSchema, widens } from './terms';

const DETAILS = ['party', 'contactName', 'contactEmail', 'kind', 'startsOn', 'renewal'] as const;
/** What was signed. */
const SIGNED = ['party', 'kind', 'startsOn'] as const;

/**
 * Changes an agreement. Whatever it covers no more, or for a shorter time, is closed at once; what it is to cover besides, or
 * for longer, waits for a second person where it is signed. One that was sent is a draft again: its link opens nothing.
 * @returns whether something waits for a second person.
 * @throws forbidden; not_found; invalid with the fields; conflict where it is withdrawn
 */
export async function updateAgreement(ctx: Context, input: AgreementChange): Promise<{ waits: boolean }> {
  const { agreementId, covers: chosen, ...given } = readInput(agreementChangeSchema, input);
  const action = 'agreement.update';
  return mutate<{ waits: boolean }>(ctx, { action, subjectId: agreementId }, async (tx) => {
    assertKeepsAgreements(ctx);
    assertFresh(ctx);
    const { agreement, asked } = await lockLiving(tx, agreementId);
    const fields: string[] = DETAILS.filter((field) => given[field] !== agreement[field]);
    if (agreement.state === 'signed') assertNotSigned(fields);
    const [waiting] = asked;
    const current = waiting ? termsSchema.parse(waiting.facts.terms) : agreement;
    const covers = await chosenCovers(tx, chosen, [...agreement.covers, ...current.covers]);
    const wanted: Terms = { endsOn: given.endsOn, covers };
    const isOther = !isSameTerms(current, wanted);
    if (fields.length === 0 && !isOther) return unchanged({ waits: asked.length > 0 });
    await tx.sql`
      update agreements set party = ${given.party}, contact_name = ${given.contactName},
        contact_email = ${given.contactEmail}, kind = ${given.kind}, starts_on = ${given.startsOn},
        renewal = ${given.renewal}, state = case state when 'sent' then 'draft' else state end
      where org_id = ${tx.orgId} and id = ${agreementId}`;
    const further = isOther ? await changeTerms(tx, ctx, { agreement, asked }, wanted) : NOTHING;
    const ended = await endLinks(tx, agreementId);
    await keepAgreement(tx, agreementId);
    if (given.endsOn !== current.endsOn) fields.push('endsOn');
    if (!isSameTerms({ ...current, endsOn: null }, { covers, endsOn: null })) fields.push('covers');
    const waits = further.waits ?? asked.length > 0;
    const facts = { party: given.party, ...(isOther && { what: await inWords(tx, wanted) }), ...(waits && { waits }) };
    const entry = { action, subjectId: agreementId, fields, facts } as const;
    return { value: { waits }, entries: [entry, ...further.entries, ...ended] };
  });
}

const NOTHING: Changed = { waits: null, entries: [] };

interface Changed {
  /** Null: what waited waits on. */
  waits: boolean | null;
  entries: NewEntry[];
}

/** Closes at once what is wanted no more, and asks for what is wanted besides. */
async function changeTerms(tx: Tx, ctx: Context, { agreement, asked }: ForChange, wanted: Terms): Promise<Changed> {
  const { id, party, state, inForce } = agreement;
  // Nothing is open yet: all of it is asked for at once, if it is signed.
  const current: Terms = inForce ? agreement : { endsOn: wanted.endsOn, covers: [] };
  const atOnce = inForce ? narrowed(current, wanted) : wanted;
  await writeCovers(tx, id, atOnce.covers);
  await tx.sql`update agreements set ends_on = ${atOnce.endsOn} where org_id = ${tx.orgId} and id = ${id}`;
  const stopped = await stopAsked(tx, ctx, asked);
  if (state !== 'signed') return { waits: false, entries: stopped };
  if (inForce && !widens(current, wanted)) {
    await tx.sql`update agreements set ends_on = ${wanted.endsOn} where org_id = ${tx.orgId} and id = ${id}`;
    return { waits: false, entries: stopped };
  }
  const { waits, entry } = await enterForce(tx, ctx, { id, party, terms: wanted });
  return { waits, entries: [...stopped, entry] };
}

function assertNotSigned(fields: readonly string[]): void {
  const signed = SIGNED.filter((field) => fields.includes(field));
  if (signed.length === 0) return;
  throw invalid('This was signed. Withdraw the agreement and add a new one to change it.', {
    fields: Object.fromEntries(signed.map((field) => [field, 'was signed'])),
  });
}
