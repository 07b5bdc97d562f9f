import { assertFresh } from '@/lib/people/auth/fresh';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { type Id, newId } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { keepAgreement } from '@/lib/protection/agreements/kept';
import { mutate } from '@/lib/protection/mutate';
import { chosenCovers, writeCovers } from './covers';
import { inWords } from './enter-force';
import { assertKeepsAgreements } from './rights';
import { type NewAgreement, newAgreementSchema } from './schemas';

/** Adds an agreement as a draft, which covers nothing yet. @throws forbidden; invalid with the fields */
export async function createAgreement(ctx: Context, input: NewAgreement): Promise<{ id: Id }> {
  const { covers: chosen, ...given } = readInput(newAgreementSchema, input);
  const action = 'agreement.create';
  return mutate(ctx, action, async (tx) => {
    assertKeepsAgreements(ctx);
    assertFresh(ctx);
    const covers = await chosenCovers(tx, chosen, []);
    const id = newId();
    const { kind, party, contactName, contactEmail, startsOn, endsOn, renewal } = given;
    await tx.sql`
      insert into agreements (
        org_id, id, kind, party, contact_name, contact_email, starts_on, ends_on, renewal, state, created_by, created_at)
      values (
        ${tx.orgId}, ${id}, ${kind}, ${party}, ${contactName}, ${contactEmail}, ${startsOn}, ${endsOn}, ${renewal},
        'draft', ${ctx.actor.id}, ${clock.now().toISOString()})`;
    await writeCovers(tx, id, covers);
    await keepAgreement(tx, id);
    const what = await inWords(tx, { endsOn, covers });
    return { value: { id }, entries: [{ action, subjectId: id, facts: { party, kind, startsOn, what } }] };
  });
}
